package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watching, progress and plots as scripts use them. */
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProgressHelpersTest {
    @TempDir
    private Path folder;

    private CommandRun script(String code) {
        return CommandRun.piping(code, folder, Map.of("COMET_API_KEY", "k"), "-");
    }

    private CommandRun code(String... args) {
        return CommandRun.of(folder, Map.of("COMET_API_KEY", "k"), args);
    }

    @Test
    void watch_until_gives_the_value_and_talks_on_standard_error() {
        CommandRun run = script("n = 0; println(watch(0.001) { ++n } until { it == 3 })");
        assertThat(run.out()).isEqualTo("3\n");
        assertThat(run.err().replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME")).isEqualTo("TIME 1\nTIME 2\nTIME 3\n");
        assertThat(run.exitCode()).isZero();
        assertThat(code("--quiet", "-e", "watch(0.001) { 1 } until { it }").err())
                .isEmpty();
    }

    @Test
    void a_watch_that_times_out_has_an_exit_code_of_its_own() {
        CommandRun run = script("watch(0.001, timeout: 0.02) { 1 } until { false }");
        assertThat(run.exitCode()).isEqualTo(124);
        assertThat(run.err()).contains("cometsh: stdin:1: watch: the condition did not hold within 0.02 s");
        assertThat(code("-e", "watch(1, timout: 3) { 1 } until { it }").exitCode())
                .isEqualTo(2);
        assertThat(code("-e", "watch(0) { 1 } until { it }").err()).contains("a number above 0, not 0");
    }

    @Test
    void progress_gives_the_results_and_draws_nothing_into_a_pipe() {
        CommandRun run = code("-e", "progress([1, 2, 3], 'squares') { it * it }", "-f", "json");
        assertThat(run.out()).isEqualTo("[1,4,9]\n");
        assertThat(run.err()).isEmpty();
        assertThat(code("-e", "progress([1], 'x') { throw new IllegalStateException('no') }")
                        .err())
                .contains("no");
    }

    @Test
    void a_plot_is_a_value_of_code_and_is_drawn_where_a_script_makes_it() {
        assertThat(code("-e", "plot([3, 2, 1], title: 'loss')").out()).startsWith("loss\n  3 ┤");
        CommandRun run = script("plot([3, 2, 1], title: 'first'); plot(second: [1, 2], third: [2, 1]); println 'end'");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("first\n")
                .contains("A second  last 2", "B third   last 1")
                .endsWith("end\n");
    }

    @Test
    void a_plot_becomes_a_picture_by_the_ending_of_the_output() throws Exception {
        Path png = folder.resolve("loss.png");
        assertThat(code("-e", "plot([3, 2, 1])", "-o", png.toString()).exitCode())
                .isZero();
        assertThat(javax.imageio.ImageIO.read(png.toFile()).getWidth()).isEqualTo(960);
        CommandRun wrong = code("-e", "[1, 2]", "-o", folder.resolve("x.png").toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("x.png takes a plot").contains("write a table to a .csv");
        assertThat(folder.resolve("x.png")).doesNotExist();
        assertThat(code("-e", "plot([1], x: 'steps')").exitCode()).isEqualTo(2);
    }
}
