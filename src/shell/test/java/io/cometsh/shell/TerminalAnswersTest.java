package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.plot.ImageProtocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Answers as real terminals were seen to give them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TerminalAnswersTest {
    private static final String XTERM =
            "\u001b[6;17;8t\u001b]11;rgb:ffff/ffff/ffff\u001b\\\u001b[?62;1;2;4;6;9;15;18;21;22c";
    private static final String KITTY =
            "\u001b_Gi=31;OK\u001b\\\u001b[6;17;8t\u001b]11;rgb:0000/0000/0000\u001b\\\u001b[?62;c";
    private static final String KONSOLE = "\u001b_Gi=31;OK\u001b\\\u001b]11;rgb:2323/2626/2727\u0007\u001b[?62;1;4c";

    private final List<Integer> grounds = new ArrayList<>();
    private TerminalAnswers answers = new TerminalAnswers(grounds::add);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private String after(Map<String, String> environment, String input) throws IOException {
        answers = new TerminalAnswers(grounds::add);
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        try (Terminal terminal = new DumbTerminal(
                "test", "xterm-256color", new ByteArrayInputStream(bytes), written, StandardCharsets.UTF_8)) {
            answers.ask(terminal, environment);
            return answers.await(terminal.reader()::read);
        }
    }

    @Test
    void a_terminal_with_sixels_reports_them_among_its_attributes() throws IOException {
        assertThat(after(Map.of(), XTERM)).isEmpty();
        assertThat(answers.traits()).isEqualTo(new TerminalTraits(ImageProtocol.SIXEL, 8, 17, 0xFFFFFF));
        assertThat(grounds).containsExactly(0xFFFFFF);
        assertThat(answers.isPending()).isFalse();
    }

    @Test
    void one_that_knows_kitty_s_pictures_gets_those_even_if_it_has_sixels() throws IOException {
        assertThat(after(Map.of(), KITTY)).isEmpty();
        assertThat(answers.traits()).isEqualTo(new TerminalTraits(ImageProtocol.KITTY, 8, 17, 0));
        TerminalAnswers konsole = new TerminalAnswers(colour -> {});
        for (String answer : KONSOLE.split("(?<=\\\\|\u0007)")) {
            assertThat(konsole.take(answer)).isTrue();
        }
        assertThat(konsole.traits()).isEqualTo(new TerminalTraits(ImageProtocol.KITTY, 0, 0, 0x232627));
    }

    @Test
    void one_with_neither_gets_none() throws IOException {
        for (String attributes : List.of(
                "\u001b[?6c", "\u001b[?4;6c", "\u001b[?1;2c", "\u001b_Gi=31;ENOTSUP:no\u001b\\\u001b[?62;22c")) {
            after(Map.of(), attributes);
            assertThat(answers.traits().images()).as(attributes).isNull();
        }
    }

    @Test
    void keys_that_were_pressed_meanwhile_are_kept_in_their_order() throws IOException {
        assertThat(after(Map.of(), "1 +\u001b[A" + XTERM.replace("\u001b]", " é\u001b]") + "never read"))
                .isEqualTo("1 +\u001b[A é");
        assertThat(answers.traits().images()).isEqualTo(ImageProtocol.SIXEL);
    }

    @Test
    void a_key_that_begins_like_an_answer_is_a_key() throws IOException {
        assertThat(after(Map.of(), "\u001b[6;5~\u001b[6~\u001b[?1;2c")).isEqualTo("\u001b[6;5~\u001b[6~");
        assertThat(answers.take("\u001b[6;5~")).isFalse();
    }

    @Test
    void a_terminal_that_does_not_answer_is_not_waited_for() throws IOException {
        assertThat(after(Map.of(), "typed")).isEqualTo("typed");
        assertThat(answers.isPending()).isFalse();
        assertThat(answers.traits()).isEqualTo(TerminalTraits.UNKNOWN);
    }

    @Test
    void a_window_of_another_size_is_asked_for_the_size_of_its_letters_and_no_other_window() throws IOException {
        try (Terminal terminal = new DumbTerminal(
                "test",
                "xterm-256color",
                new ByteArrayInputStream(XTERM.getBytes(StandardCharsets.UTF_8)),
                written,
                StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(80, 24));
            answers.ask(terminal, Map.of());
            answers.await(terminal.reader()::read);
            written.reset();
            answers.ask(terminal, Map.of());
            assertThat(written.size()).isZero();
            terminal.setSize(new Size(60, 20));
            answers.ask(terminal, Map.of());
            assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("\u001b[16t\u001b[c");
        }
    }

    @Test
    void what_would_take_a_question_for_text_is_not_asked() throws IOException {
        after(Map.of(), "");
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("\u001b_G", "\u001b[16t")
                .endsWith("\u001b[c");
        for (Map<String, String> titles : List.of(
                Map.of("TMUX", "/tmp/tmux-1000/default,1,0"),
                Map.of("STY", "1.pts-0"),
                Map.of("TERM", "screen-256color"),
                Map.of("TERM_PROGRAM", "Apple_Terminal"))) {
            written.reset();
            after(titles, "");
            assertThat(written.toString(StandardCharsets.UTF_8))
                    .as(titles.toString())
                    .doesNotContain("\u001b_")
                    .endsWith("\u001b[c");
        }
        for (String type : List.of("dumb", "dumb-color", "linux", "vt220", "ansi")) {
            assertThat(TerminalAnswers.questions(Map.of(), type)).as(type).isEmpty();
        }
    }
}
