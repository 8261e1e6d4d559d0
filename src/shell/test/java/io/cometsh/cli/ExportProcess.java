package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.bulk.ExportWorld;
import io.cometsh.support.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code cometsh export acme/truth} as a process beside an {@link ExportWorld}, to be looked at and killed. */
final class ExportProcess {
    private final Process process;
    private final Path talk;

    private ExportProcess(Process process, Path talk) {
        this.process = process;
        this.talk = talk;
    }

    record Ended(int exit, String talk) {}

    /** @param shell the text before the program in a shell, such as {@code ulimit -f 20;} */
    static ExportProcess startAfter(String shell, Path folder, ExportWorld world, String... arguments)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("export", "acme/truth"));
        words.addAll(List.of(arguments));
        return process(shell, folder, world.address(), words);
    }

    /** Another command beside the same server. */
    static ExportProcess command(Path folder, ExportWorld world, String... words) throws IOException {
        return commandAfter("", folder, world.address(), words);
    }

    /** A command beside any server. @param shell the text before the program in a shell */
    static ExportProcess commandAfter(String shell, Path folder, URI server, String... words) throws IOException {
        return process(shell, folder, server, List.of(words));
    }

    private static ExportProcess process(String shell, Path folder, URI server, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                shell + " exec \"$0\" \"$@\"",
                Path.of("bin/cometsh").toAbsolutePath().toString()));
        command.addAll(words);
        command.addAll(List.of("--url", server.toString()));
        Path talk = Files.createTempFile("export", ".talk");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(talk.toFile());
        builder.environment().put("COMET_API_KEY", "key");
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("XDG_DATA_HOME");
        return new ExportProcess(builder.start(), talk);
    }

    static ExportProcess start(Path folder, ExportWorld world, String... arguments) throws IOException {
        return startAfter("", folder, world, arguments);
    }

    /** Waits until this many lines of the server's log hold a text. */
    ExportProcess until(ExportWorld world, String text, int count) throws Exception {
        return until(
                count + " times " + text,
                () -> world.requests().stream()
                                .filter(line -> line.contains(text))
                                .count()
                        >= count);
    }

    /** Waits for a visible effect of the process while it runs. */
    ExportProcess until(String what, Callable<Boolean> condition) throws Exception {
        Await.until(what, () -> {
            boolean holds = condition.call();
            assertThat(holds || isAlive()).as("has not ended before " + what).isTrue();
            return holds;
        });
        return this;
    }

    /** What it has written to standard error so far. */
    String talk() throws IOException {
        return Files.readString(talk, UTF_8);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Ended signalled(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        return ended();
    }

    Ended ended() throws Exception {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("has not ended: " + Files.readString(talk));
        }
        Ended ended = new Ended(process.exitValue(), Files.readString(talk, UTF_8));
        Files.delete(talk);
        return ended;
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // The folder is the home too, with the class archive in it.
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".cache"))
                    .sorted()
                    .toList();
        }
    }
}
