package io.cometsh.settings;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command as the user's shell would. The command's standard error reaches the user, who may have to type a
 * password. The command gets no standard input, since a script may come from there.
 */
final class ShellKeyCommand implements KeyCommand {
    private static final int MOST_BYTES = 1 << 16;
    private static final long PATIENCE_SECONDS = 120;
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Map<String, String> environment;
    private final Path workingFolder;

    ShellKeyCommand(Map<String, String> environment, Path workingFolder) {
        this.environment = environment;
        this.workingFolder = workingFolder;
    }

    @Override
    public String run(String command, String origin) {
        Process process = start(command, origin);
        try {
            // Read beside the wait: a command that prints much would else wait for us while we wait for it.
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> firstLine(process.getInputStream()));
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw failed(origin, "did not end within " + PATIENCE_SECONDS + " seconds");
            }
            if (process.exitValue() != 0) {
                throw failed(origin, "ended with exit code " + process.exitValue());
            }
            String key = output.join();
            if (key.isEmpty()) {
                throw failed(origin, "printed nothing");
            }
            return key;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw failed(origin, "was interrupted");
        } catch (CompletionException unreadable) {
            throw failed(origin, "could not be read from");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String command, String origin) {
        ProcessBuilder builder = new ProcessBuilder(
                        WINDOWS ? List.of("cmd.exe", "/c", command) : List.of("/bin/sh", "-c", command))
                .directory(workingFolder.toAbsolutePath().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File(WINDOWS ? "NUL" : "/dev/null")))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException cannotStart) {
            throw failed(origin, "could not be started");
        }
    }

    private static String firstLine(InputStream output) {
        try (output) {
            return new String(output.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("");
        } catch (IOException broken) {
            throw new CompletionException(broken);
        }
    }

    private static MissingKeyException failed(String origin, String how) {
        return new MissingKeyException(origin + ", which is to print the API key, " + how);
    }
}
