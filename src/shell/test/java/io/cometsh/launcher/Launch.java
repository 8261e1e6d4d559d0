package io.cometsh.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cometsh.support.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One call of the launcher in an environment that holds only what the test sets: {@code Launch.of(program,
 * home).with("LC_ALL", "C").run("-e", "1")}.
 */
record Launch(Path program, Path folder, Map<String, String> environment, String stdin) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What came back; {@code exit} is the process's exit code (128 + signal when one ended it). */
    record Result(int exit, String out, String err) {}

    static Launch of(Path program, Path home) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", home.toString());
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("JAVA_HOME", Jdk.current().home().toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.putAll(TestRun.mark());
        return new Launch(program, program.toAbsolutePath().getRoot(), environment, "");
    }

    Launch with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.put(name, value);
        return new Launch(program, folder, changed, stdin);
    }

    Launch with(String name, Path value) {
        return with(name, value.toString());
    }

    Launch with(Jdk jdk) {
        return with("JAVA_HOME", jdk.home());
    }

    Launch without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.remove(name);
        return new Launch(program, folder, changed, stdin);
    }

    Launch through(Path otherProgram) {
        return new Launch(otherProgram, folder, environment, stdin);
    }

    Launch in(Path otherFolder) {
        return new Launch(program, otherFolder, environment, stdin);
    }

    Launch typing(String text) {
        return new Launch(program, folder, environment, text);
    }

    /**
     * Runs to the end. The output goes through pipes, so the call waits for every process that keeps them open, as
     * {@code $(cometsh)} does.
     */
    Result run(String... arguments) throws IOException, InterruptedException {
        Path err = Files.createTempFile("launch", ".err");
        try {
            Process process = start(ProcessBuilder.Redirect.to(err.toFile()), arguments);
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(UTF_8));
            } catch (IOException readerHasGone) {
                // A program that does not read its input is none of the test's business.
            }
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " did not end; so far: " + out + Files.readString(err));
            }
            return new Result(process.exitValue(), out, Files.readString(err));
        } finally {
            Files.deleteIfExists(err);
        }
    }

    /** Starts and does not wait; stderr joins stdout. */
    Process start(String... arguments) throws IOException {
        return start(null, arguments);
    }

    private Process start(ProcessBuilder.Redirect err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (err == null) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(err);
        }
        return builder.start();
    }

    /** Sends it as kill does; {@link Process#destroy} would close our end of its pipes too. */
    static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
