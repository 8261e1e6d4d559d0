package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TerminalTextTest {
    @Test
    void a_progress_bar_is_there_once() {
        assertThat(TerminalText.shown("  0%\r 50%\r100%\nnext\r\nlast\r")).isEqualTo("100%\nnext\nlast");
    }

    @Test
    void colours_and_titles_are_left_out() {
        assertThat(TerminalText.shown("\u001b[1;32mgood\u001b[0m \u001b]0;title\u0007\u001b[2Kend"))
                .isEqualTo("good end");
    }

    @Test
    void the_tail_has_as_many_lines_as_there_are() {
        assertThat(TerminalText.tail("a\nb\nc\n", 2)).isEqualTo("b\nc\n");
        assertThat(TerminalText.tail("a\nb\nc", 2)).isEqualTo("b\nc");
        assertThat(TerminalText.tail("a\nb", 5)).isEqualTo("a\nb");
        assertThat(TerminalText.tail("", 5)).isEmpty();
    }
}
