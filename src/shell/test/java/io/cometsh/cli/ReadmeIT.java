package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Key;
import io.cometsh.support.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's transcripts are what happens: blocks fenced as {@code console} are run by a shell, those fenced as
 * {@code cometsh} are typed into ours in a pseudo terminal, and what is on
 * the screen between one prompt and the next is compared. Only what the first build says is left out: the program is
 * built before this runs.
 */
@Tag("launcher")
@Tag("terminal")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final Pattern COMMAND_PROMPT = Pattern.compile("\\$ ");
    /** The shell's own, or the place in use. */
    private static final Pattern SHELL_PROMPT = Pattern.compile("(comet|[\\w-]+/[\\w-]+)> ");

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
        List<Step> steps = steps("console", COMMAND_PROMPT);
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
        List<Step> steps = steps("cometsh", SHELL_PROMPT);
        assertThat(steps).hasSizeGreaterThan(5);
        List<String> command = List.of(CHECKOUT.resolve("bin/cometsh").toString(), "--local");
        try (TerminalSession shell =
                TerminalSession.start(command, builder(command).environment(), folder, 100, 60)) {
            shell.awaitPrompt();
            for (Step step : steps) {
                assertThat(shell.run(step.typed())).as(step.typed()).isEqualTo(step.output());
            }
            assertThat(shell.press(Key.CTRL_D).awaitExit()).isZero();
        }
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

    private static List<Step> steps(String language, Pattern prompt) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(CHECKOUT.resolve("README.md"), UTF_8)) {
            if (line.startsWith("```")) {
                inside = line.equals("```" + language);
                continue;
            }
            Matcher typed = prompt.matcher(line);
            if (inside && typed.lookingAt()) {
                steps.add(new Step(line.substring(typed.end()), new ArrayList<>()));
            } else if (inside) {
                steps.get(steps.size() - 1).output().add(line);
            }
        }
        return steps;
    }
}
