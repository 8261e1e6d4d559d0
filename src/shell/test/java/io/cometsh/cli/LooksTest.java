package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours and the manner for screen readers, of a script. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LooksTest {
    private static final String PLOT = "plot([3, 2, 1])";
    private static final String ESCAPE = "\u001b";

    @TempDir
    private Path folder;

    private String out(Map<String, String> environment, String... arguments) {
        CommandRun run = CommandRun.of(folder, environment, arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    private static boolean wanted(boolean terminal, Map<String, String> environment) {
        ProcessContext context = new ProcessContext(null, null, null, false, terminal, false, environment, null, null);
        return Colour.wanted("auto", context, terminal);
    }

    @Test
    void a_terminal_has_colours_unless_the_user_turns_them_off() {
        assertThat(wanted(true, Map.of())).isTrue();
        assertThat(wanted(true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(wanted(true, Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(wanted(true, Map.of("NO_COLOR", ""))).isTrue();
        assertThat(wanted(true, Map.of("CLICOLOR", "0"))).isFalse();
        assertThat(wanted(true, Map.of("CLICOLOR", "1"))).isTrue();
        assertThat(wanted(true, Map.of("TERM", "dumb"))).isFalse();
    }

    @Test
    void a_pipe_has_none_unless_the_user_turns_them_on() {
        assertThat(wanted(false, Map.of())).isFalse();
        assertThat(wanted(false, Map.of("CLICOLOR", "1"))).isFalse();
        assertThat(wanted(false, Map.of("CLICOLOR_FORCE", "1"))).isTrue();
        assertThat(wanted(false, Map.of("CLICOLOR_FORCE", "0"))).isFalse();
        assertThat(wanted(false, Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1")))
                .isFalse();
        assertThat(out(Map.of(), "-e", PLOT)).doesNotContain(ESCAPE);
        assertThat(out(Map.of(), "--color", "always", "-e", PLOT)).contains(ESCAPE);
        assertThat(out(Map.of("NO_COLOR", "1"), "--color", "always", "-e", PLOT))
                .contains(ESCAPE);
    }

    @Test
    void for_a_screen_reader_plots_and_rows_are_sentences() {
        String sentences = "value: 1 curve\nvalue: falls from 3 at 0, to 1 at 2; min 1 at 2; max 3 at 0; 3 points\n";
        assertThat(out(Map.of(), "--plain", "-e", PLOT)).isEqualTo(sentences);
        assertThat(out(Map.of("COMETSH_PLAIN", "1"), "-e", PLOT)).isEqualTo(sentences);
        assertThat(out(Map.of("COMETSH_PLAIN", "1"), "--color", "always", "-e", PLOT))
                .isEqualTo(sentences);
        assertThat(out(Map.of(), "--plain", "-f", "table", "-e", "[[a: 1, b: null], [a: 2, b: 'x']]"))
                .isEqualTo("2 rows\nrow 1: a 1, b no value\nrow 2: a 2, b x\n");
        assertThat(out(Map.of(), "--plain", "-f", "csv", "-e", "[[a: 1]]")).isEqualTo("a\r\n1\r\n");
    }

    @Test
    void for_a_screen_reader_no_position_is_shown_by_a_mark_below_it() {
        CommandRun query = CommandRun.of(folder, Map.of(), "--plain", "query", "a/b", "Metric('x') < && 3");
        assertThat(query.err()).contains("  Metric('x') < && 3\nhere: && 3\n").doesNotContain("^");
        CommandRun code = CommandRun.of(folder, Map.of("COMETSH_PLAIN", "1"), "-e", "x = (1");
        assertThat(code.err()).contains("x = (1\nhere: (1\n").doesNotContain("^");
        assertThat(CommandRun.of(folder, Map.of(), "--plain", "-e", "x = ").err())
                .contains("x =\nhere: the end of the line\n");
        assertThat(CommandRun.of(folder, Map.of(), "-e", "x = (1").err()).contains("^");
        String bars = "[[experiment: 'a', 'spark(metrics.loss)': '█▁']]";
        assertThat(out(Map.of(), "--plain", "-e", bars))
                .contains("levels 8 1 of 8")
                .doesNotContain("█");
        assertThat(out(Map.of(), "--plain", "-f", "csv", "-e", bars)).contains("levels 8 1 of 8");
        assertThat(out(Map.of(), "--plain", "-e", "table([[a: 1]])")).isEqualTo("1 row\nrow 1: a 1\n");
        assertThat(out(Map.of(), "--plain", "-e", "bars([], 'a', 'b')")).contains("no values to draw");
    }
}
