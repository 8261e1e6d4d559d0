package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Key;
import io.cometsh.support.Screen;
import io.cometsh.support.TerminalSession;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program in terminals that answer as xterm, kitty and others do. */
@Tag("launcher")
@Tag("terminal")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(240)
class PicturesIT {
    // Where nobody answers: nothing here asks anything.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("COMET_API_KEY", "any", "COMET_URL_OVERRIDE", "http://127.0.0.1:9/");
    private static final String PICTURE = "plot([3, 2, 1])";

    @TempDir
    private Path folder;

    private static Map<String, String> answers(String attributes, String kitty, String ground) {
        Map<String, String> answers = new LinkedHashMap<>();
        if (kitty != null) {
            answers.put("\u001b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\", kitty);
        }
        answers.put("\u001b[16t", "\u001b[6;20;10t");
        answers.put("\u001b]11;?\u001b\\", ground);
        answers.put("\u001b[c", attributes);
        return answers;
    }

    private TerminalSession terminal(Map<String, String> answers) {
        return TerminalSession.cometsh(folder, ENVIRONMENT, answers, 80, 30);
    }

    @Test
    void a_terminal_with_sixels_shows_a_picture_and_the_prompt_stays_clean() {
        try (TerminalSession shell =
                terminal(answers("\u001b[?62;1;2;4;6;9;15;18;21;22c", null, "\u001b]11;rgb:ffff/ffff/ffff\u001b\\"))) {
            Screen prompt = shell.awaitPrompt();
            assertThat(prompt.line()).isEqualTo("comet>");
            assertThat(shell.run(":set images")).first().asString().startsWith("images is auto: sixel");
            assertThat(shell.run(":set theme")).first().asString().startsWith("theme is auto: light");
            shell.run(PICTURE);
            // 80 columns of 10 pixels without the last, and whole lines of 20.
            assertThat(shell.written()).contains("\u001bP0;1q\"1;1;790;440");
            shell.run(":set images none");
            assertThat(shell.run(PICTURE)).contains("  value  last 1, min 1 at 2, max 3 at 0");
            shell.run(":set plain on");
            assertThat(shell.run(PICTURE))
                    .containsExactly(
                            "value: 1 curve", "value: falls from 3 at 0, to 1 at 2; min 1 at 2; max 3 at 0; 3 points");
        }
    }

    @Test
    void one_that_knows_kitty_s_pictures_gets_those() {
        try (TerminalSession shell =
                terminal(answers("\u001b[?62;c", "\u001b_Gi=31;OK\u001b\\", "\u001b]11;rgb:0000/0000/0000\u001b\\"))) {
            shell.awaitPrompt();
            assertThat(shell.run(":set theme")).first().asString().startsWith("theme is auto: dark");
            shell.run(PICTURE);
            assertThat(shell.written()).contains("\u001b_Ga=T,f=100,q=2,");
        }
    }

    @Test
    void one_without_either_gets_text() {
        try (TerminalSession shell = terminal(answers("\u001b[?1;2c", null, "\u001b]11;rgb:0000/0000/0000\u0007"))) {
            shell.awaitPrompt();
            assertThat(shell.run(PICTURE)).contains("  value  last 1, min 1 at 2, max 3 at 0");
            assertThat(shell.written()).doesNotContain("\u001bP", "\u001b_Ga");
        }
    }

    @Test
    void keys_typed_before_the_first_prompt_are_kept_and_no_answer_shows() {
        try (TerminalSession shell = terminal(answers("\u001b[?62;4c", null, "\u001b]11;rgb:ffff/ffff/ffff\u001b\\"))) {
            shell.type("40 + 2").press(Key.ENTER);
            shell.await("the value", screen -> screen.lines().contains("42"));
            shell.awaitPrompt();
            assertThat(shell.transcript()).doesNotContain("^[", "rgb:", "62;4c");
            assertThat(shell.run(":set images")).first().asString().startsWith("images is auto: sixel");
        }
    }

    @Test
    void a_script_on_a_terminal_asks_too_when_it_draws() {
        Map<String, String> answers = answers("\u001b[?62;4c", null, "\u001b]11;rgb:ffff/ffff/ffff\u001b\\");
        try (TerminalSession script = TerminalSession.cometsh(folder, ENVIRONMENT, answers, 80, 30, "-e", PICTURE)) {
            assertThat(script.awaitExit()).isZero();
            assertThat(script.written()).contains("\u001bP0;1q\"1;1;790;");
        }
        try (TerminalSession script = TerminalSession.cometsh(folder, ENVIRONMENT, answers, 80, 30, "-e", "1 + 1")) {
            assertThat(script.awaitExit()).isZero();
            assertThat(script.written()).isEqualTo("2\r\n");
        }
    }
}
