package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class GroovyHighlighterTest {
    private boolean warm = true;
    private final GroovyHighlighter highlighter = new GroovyHighlighter(() -> warm, new Theme(true, true));

    private AttributedString highlight(String text, int cursor) {
        try (DumbTerminal terminal = new DumbTerminal(
                "test", "ansi", new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), UTF_8)) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            reader.getBuffer().write(text);
            reader.getBuffer().cursor(cursor);
            return highlighter.highlight(reader, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** One letter a character: Keyword, Text, Number, Comment, Variable of queries, or a dot. */
    private String colours(String text) {
        AttributedString highlighted = highlight(text, 0);
        assertThat(highlighted.toString()).isEqualTo(text);
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            AttributedStyle style = highlighted.styleAt(i);
            letters.append(
                    style.equals(AttributedStyle.DEFAULT
                                    .foreground(AttributedStyle.BLUE)
                                    .bold())
                            ? 'K'
                            : style.equals(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN))
                                    ? 'T'
                                    : style.equals(AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN))
                                            ? 'N'
                                            : style.equals(AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA))
                                                    ? 'V'
                                                    : style.equals(AttributedStyle.DEFAULT) ? '.' : 'C');
        }
        return letters.toString();
    }

    @Test
    void colours_words_texts_numbers_comments_and_query_variables() {
        assertThat(colours("def x = 12 // no")).isEqualTo("KKK.....NN.CCCCC");
        assertThat(colours("Metric('a') < 1.5")).isEqualTo("VVVVVV.TTT....NNN");
        assertThat(colours("true")).isEqualTo("KKKK");
    }

    @Test
    void an_open_literal_is_coloured_to_the_end() {
        assertThat(colours("f('ab c")).isEqualTo("..TTTTT");
        assertThat(colours("f(\"ab")).matches("\\.\\.T.*");
    }

    @Test
    void wide_characters_do_not_shift_the_colours() {
        assertThat(colours("'😀' + 1")).isEqualTo("TTTT...N");
    }

    @Test
    void nothing_is_coloured_before_groovy_is_warm() {
        warm = false;
        assertThat(colours("def x")).isEqualTo(".....");
    }

    @Test
    void marks_the_bracket_that_belongs_to_the_one_before_the_cursor() {
        AttributedString text = highlight("f(')', [1])", 11);
        assertThat(text.styleAt(1)).isEqualTo(AttributedStyle.DEFAULT.bold().underline());
        assertThat(text.styleAt(3)).isEqualTo(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN));
        assertThat(highlight("f(1])", 4).styleAt(3))
                .isEqualTo(
                        AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).bold());
    }

    @Test
    void takes_any_beginning_of_hard_text() {
        String hard = "x = \"a${b.c { '''z\n''' }}\" ~ /re\\/g/ $/d/$ @ # \\ ]})";
        for (int end = 0; end <= hard.length(); end++) {
            assertThat(highlight(hard.substring(0, end), end).toString()).isEqualTo(hard.substring(0, end));
        }
    }
}
