package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's transcripts are what happens: blocks fenced as {@code console} are run by a shell, those fenced as
 * {@code cometsh} are typed into ours in a pseudo terminal. Only what the first build says is left out: the program is
 * built before this runs.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final String PROMPT = "comet> ";

    @TempDir
    Path folder;

    @BeforeEach
    void a_folder_that_looks_like_the_checkout() throws IOException {
        Files.createSymbolicLink(folder.resolve("bin"), CHECKOUT.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("scripts"), CHECKOUT.resolve("scripts"));
        Files.createDirectory(folder.resolve("home"));
    }

    /** A line to type and what comes after it. */
    private record Step(String typed, List<String> output) {}

    @Test
    void every_command_prints_what_the_readme_shows() throws Exception {
        List<Step> steps = steps("console", "$ ");
        assertThat(steps).hasSizeGreaterThan(6);
        for (Step step : steps) {
            List<String> expected = step.output().stream()
                    .filter(line -> !line.startsWith("cometsh: not built yet") && !line.startsWith("cometsh:   "))
                    .filter(line -> !line.equals("cometsh: built"))
                    .toList();
            assertThat(lines(step.typed())).as(step.typed()).isEqualTo(expected);
        }
    }

    @Test
    void the_shell_shows_what_the_readme_shows() throws Exception {
        List<Step> steps = steps("cometsh", PROMPT);
        assertThat(steps).hasSizeGreaterThan(5);
        StringBuilder script = new StringBuilder("expect\t60\t" + PROMPT + "\n");
        for (Step step : steps) {
            script.append("send\t").append(escaped(step.typed())).append("\\r\n");
            step.output()
                    .forEach(line ->
                            script.append("expect\t20\t").append(escaped(line)).append('\n'));
            script.append("expect\t20\t").append(PROMPT).append('\n');
        }
        script.append("send\t\\x04\nleave\t20\n");
        Process process = builder(List.of(
                        python(),
                        CHECKOUT.resolve("src/test/python/pty_session.py").toString(),
                        "60",
                        "100",
                        CHECKOUT.resolve("bin/cometsh").toString(),
                        "--local"))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(script.toString().getBytes(UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private List<String> lines(String command) throws IOException, InterruptedException {
        Process process = builder(List.of("bash", "-c", command))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said.replace("\r", "").lines().toList();
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = new LinkedHashMap<>(builder.environment());
        builder.environment().clear();
        environment.keySet().removeIf(name -> name.startsWith("COMET_") || name.startsWith("XDG_"));
        builder.environment().putAll(environment);
        builder.environment().put("HOME", folder.resolve("home").toString());
        // Java takes the home folder from the user's record, not from HOME: the local data would be the user's.
        builder.environment()
                .put("XDG_DATA_HOME", folder.resolve("home/.local/share").toString());
        builder.environment().put("TERM", "xterm");
        return builder;
    }

    private static String python() {
        return System.getProperty("cometsh.python", "python3");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t");
    }

    private static List<Step> steps(String language, String prompt) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(CHECKOUT.resolve("README.md"), UTF_8)) {
            if (line.startsWith("```")) {
                inside = line.equals("```" + language);
            } else if (inside && line.startsWith(prompt)) {
                steps.add(new Step(line.substring(prompt.length()), new ArrayList<>()));
            } else if (inside) {
                steps.get(steps.size() - 1).output().add(line);
            }
        }
        return steps;
    }
}
