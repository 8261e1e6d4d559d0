package io.cometsh.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The built program in a process of its own: {@code BuiltProgram.in(folder).on(server, key).run("-e", "1")}. The folder is
 * its home too, and no setting of this machine is seen.
 */
public final class BuiltProgram {
    /** What starts it. */
    public static final Path LAUNCHER = Path.of("bin/cometsh").toAbsolutePath();

    private static final long PATIENCE_MINUTES = 5;

    /** {@code err} is empty when both streams are one. */
    public record Ended(int exit, String out, String err) {}

    private final ProcessBuilder builder;

    private BuiltProgram(Path folder) {
        builder = new ProcessBuilder().directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("COMET_") || name.startsWith("XDG_"));
        environment.put("HOME", folder.toString());
        environment.put("COMETSH_BUILD", "off");
        environment.put("cometsh", LAUNCHER.toString());
    }

    public static BuiltProgram in(Path folder) {
        return new BuiltProgram(folder);
    }

    /** Which server it uses, and with which key. */
    public BuiltProgram on(URI server, String key) {
        return with(Map.of("COMET_URL_OVERRIDE", server.toString(), "COMET_API_KEY", key));
    }

    public BuiltProgram with(Map<String, String> environment) {
        builder.environment().putAll(environment);
        return this;
    }

    public BuiltProgram without(String variable) {
        builder.environment().remove(variable);
        return this;
    }

    /** Works elsewhere than at home. */
    public BuiltProgram at(Path folder) {
        builder.directory(folder.toFile());
        return this;
    }

    /** Both streams in the order of the text. */
    public BuiltProgram withOneStream() {
        builder.redirectErrorStream(true);
        return this;
    }

    /** Runs it with arguments. */
    public Ended run(String... arguments) throws IOException, InterruptedException {
        return command(words(arguments));
    }

    /** Starts it with arguments, and both streams in one. */
    public Process start(String... arguments) throws IOException {
        return withOneStream().builder.command(words(arguments)).start();
    }

    private static String[] words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(LAUNCHER.toString()));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    /** Runs a line of bash, in which {@code $cometsh} is the program. */
    public Ended bash(String line) throws IOException, InterruptedException {
        return command("bash", "-c", line);
    }

    /** Runs another command, which starts the program. */
    public Ended command(String... command) throws IOException, InterruptedException {
        Path err = Files.createTempFile("program", ".err");
        try {
            if (!builder.redirectErrorStream()) {
                builder.redirectError(err.toFile());
            }
            Process process = builder.command(command).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end; so far: " + out);
            }
            return new Ended(process.exitValue(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }
}
