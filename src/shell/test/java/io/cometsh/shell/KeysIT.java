package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Key;
import io.cometsh.support.Screen;
import io.cometsh.support.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What single keys do while a line is typed. */
@Tag("launcher")
@Tag("terminal")
@Timeout(240)
class KeysIT {
    private static final String NOBODY = "http://127.0.0.1:9/";

    @TempDir
    private static Path folder;

    private static TerminalSession shell;

    @BeforeAll
    static void open() throws IOException {
        Path editor = Files.writeString(folder.resolve("editor.sh"), "sed -i 's/4/5/; $a // edited' \"$1\"\n", UTF_8);
        Map<String, String> environment = Map.of(
                "COMET_API_KEY",
                "any",
                "COMET_URL_OVERRIDE",
                NOBODY,
                "JAVA_TOOL_OPTIONS",
                "-Xmx200m",
                "EDITOR",
                "sh '" + editor + "'");
        shell = TerminalSession.cometsh(folder, environment, 80, 24);
        shell.awaitPrompt();
    }

    @AfterAll
    static void close() {
        shell.close();
    }

    private static void awaitLine(String line) {
        shell.await(line, screen -> screen.line().equals(("comet> " + line).strip()));
    }

    @Test
    void arrows_come_in_two_forms() {
        for (String form : new String[] {"\u001b[", "\u001bO"}) {
            shell.run("11 * 3");
            shell.type(form + "A");
            awaitLine("11 * 3");
            shell.type(form + "B");
            awaitLine("");
            shell.type("bd" + form + "D" + "c" + form + "C" + "e" + form + "H" + "a" + form + "F" + "f");
            awaitLine("abcdef");
            shell.dropLine();
        }
        shell.type("ab\u001b[1~\u001b[3~\u001b[4~c");
        awaitLine("bc");
        shell.dropLine();
    }

    @Test
    void a_search_takes_brackets_as_text_and_an_emoji_too() {
        shell.run("[1, 2].collect { (it + 1) }");
        shell.run("'😀' + 'later'");
        shell.press(Key.CTRL_R).type("COLLECT { (it + 1) }");
        shell.await("bck-i-search: COLLECT { (it + 1) }_");
        shell.await("comet> [1, 2].collect { (it + 1) }");
        shell.press(Key.ENTER).await("[2, 3]");
        shell.awaitPrompt();
        shell.press(Key.CTRL_R).type("😀' + 'l").await("comet> '😀' + 'later'");
        shell.dropLine();
    }

    @Test
    void a_closing_bracket_changes_nothing_but_what_it_adds() {
        shell.type("if (true) {   \u001b\r      }");
        shell.await("the bracket where it was typed", screen -> screen.line().endsWith("...>       }"));
        shell.dropLine();
    }

    @Test
    void a_paste_from_windows_has_no_empty_lines_in_between() {
        shell.type("\u001b[200~pasted = [1,\r\n2]\u001b[201~").await("2]");
        shell.submit();
        assertThat(shell.run("pasted")).containsExactly("[1, 2]");
        assertThat(shell.run(":history 2").get(0)).endsWith("pasted = [1,");
        assertThat(shell.run(":history 3").toString()).doesNotContain(", ,");
    }

    @Test
    void an_emoji_stays_whole_key_by_key() {
        int before = shell.written().length();
        for (String key : new String[] {"'", "😀", "b", "\u001b[D", "\u001b[D", "👍", "\u001b[F", "'"}) {
            shell.type(key);
        }
        awaitLine("'👍😀b'");
        shell.type("\u007f\u007f\u007f");
        awaitLine("'👍");
        shell.dropLine();
        String written = new String(shell.written().substring(before).getBytes(ISO_8859_1), UTF_8);
        assertThat(written.replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "")).doesNotContain("?", "\ufffd");
    }

    @Test
    void out_of_memory_ends_the_evaluation_and_not_the_session() {
        shell.run("kept = 7");
        for (String line : new String[] {
            "full = []; while (true) { full << new Object[0] }",
            "'x' * (Runtime.runtime.maxMemory() / 3 as int)",
            "f = null; f = { n -> f(n + 1) }; f(1)"
        }) {
            assertThat(String.join(" ", shell.run(line))).containsPattern("(?i)out ?of ?memory|StackOverflow");
            shell.run("full = null");
            assertThat(shell.run("kept + 1")).containsExactly("8");
        }
    }

    @Test
    void a_lost_connection_is_named_and_comes_back() {
        assertThat(shell.run("api = 1"))
                .containsExactly("api is no longer the connection to the server; :reload brings it back");
        assertThat(shell.run("api + 1")).containsExactly("2");
        shell.run(":reload");
        assertThat(shell.run("api instanceof io.cometsh.client.Api")).containsExactly("true");
        assertThat(shell.run("apis = 1")).isEmpty();
    }

    @Test
    void documentation_longer_than_the_screen_is_paged() {
        shell.enter("?api");
        Screen page = shell.await("a page", screen -> screen.line().equals("documentation"));
        assertThat(page.text()).doesNotContain("comet>");
        shell.type("q");
        shell.awaitPrompt();
        assertThat(shell.run("?api.getProjects")).isNotEmpty();
    }

    @Test
    void the_editor_opens_on_the_line_that_is_typed() {
        shell.type("4 * 2").type("\u0018\u0005");
        shell.await("// edited");
        shell.submit();
        assertThat(shell.run("_")).containsExactly("10");
    }
}
