package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.DelayingProxy;
import io.cometsh.support.Key;
import io.cometsh.support.Screen;
import io.cometsh.support.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Screens of the whole program over the embedded server, which answers half a second late in some tests. */
@Tag("launcher")
@Tag("terminal")
@Timeout(240)
class ShellScreensIT {
    @TempDir
    private static Path folder;

    private static CometServer server;
    private static DelayingProxy proxy;
    private static TerminalSession shell;

    private static Map<String, String> connected(String... more) {
        return Map.of(
                "COMET_API_KEY",
                "any",
                "COMET_URL_OVERRIDE",
                proxy.uri().toString(),
                more.length > 0 ? more[0] : "LANG",
                more.length > 0 ? more[1] : "C.UTF-8");
    }

    private static TerminalSession start(Path home, int columns, Map<String, String> environment, String... arguments) {
        return TerminalSession.cometsh(home, environment, columns, 30, arguments);
    }

    @BeforeAll
    static void a_shell_in_a_home_with_blanks() throws IOException {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        proxy = DelayingProxy.before(server.address());
        shell = start(Files.createDirectories(folder.resolve("a home with blanks")), 80, connected());
        shell.awaitPrompt();
    }

    @AfterAll
    static void leave() {
        shell.close();
        proxy.close();
        server.close();
    }

    @Test
    void five_hundred_pasted_lines_are_one_input_and_come_back_whole() {
        String lines = IntStream.range(0, 500)
                .mapToObj(i -> "total += " + i + (i % 7 == 0 ? " // \"quoted\" 日本" : ""))
                .collect(Collectors.joining("\n"));
        shell.run("total = 0");
        shell.paste(lines);
        shell.await("the last pasted line", screen -> screen.text().contains("total += 499"));
        shell.press(Key.ENTER);
        shell.await("a prompt after the paste", screen -> screen.line().equals("comet>"));
        assertThat(shell.run("total")).containsExactly(String.valueOf(499 * 500 / 2));
        assertThat(shell.run(":history 500").size()).isGreaterThan(500);
    }

    @Test
    void a_window_that_changes_gets_tables_that_fit() {
        shell.run(":use demo/digits");
        try {
            shell.resize(40, 30);
            assertThat(shell.run(":columns accuracy")).allMatch(line -> line.length() <= 40);
            assertThat(shell.run("api.getExperiments('demo', 'digits')"))
                    .allMatch(line -> line.length() <= 40)
                    .last()
                    .asString()
                    .contains("(49 rows");
            shell.type("12345678901234567890123456789012345678901234567890");
            shell.await(
                    "all that was typed",
                    screen -> screen.text().replace("\n", "").endsWith("1234567890".repeat(5)));
            shell.resize(100, 30);
            // The end of the broken line ends so too: wait for the whole.
            shell.await(
                    "the line in one piece",
                    one -> one.line().equals("demo/digits> 12345678901234567890123456789012345678901234567890"));
            shell.press(Key.CTRL_U);
            shell.awaitPrompt();
        } finally {
            shell.resize(80, 30);
            shell.run(":use -");
        }
    }

    @Test
    void a_slow_server_holds_no_key_up() {
        proxy.delay(Duration.ofMillis(500));
        try {
            shell.run(":cache clear");
            shell.type("api.getProjects(\"de").press(Key.TAB).type("MO");
            shell.await("the keys typed after TAB", screen -> screen.line().contains("MO"));
            shell.press(Key.CTRL_U);
            assertThat(shell.run("api.getWorkspaces()")).allMatch(line -> line.contains("demo"));
            shell.run(":cache do projects");
            assertThat(shell.run(":time api.getProjects('demo')"))
                    .anyMatch(line -> line.matches("took (\\d{3} ms|\\d\\.\\d\\d s); 1 request"));
            assertThat(shell.run(":time 3.times { api.getProjects('demo') };"
                            + " api.updateProject('demo', 'digits', null, 'x', null)"))
                    .anyMatch(line -> line.endsWith("; 1 request, 3 answers from the cache"));
        } finally {
            proxy.delay(Duration.ZERO);
            shell.run(":cache dont projects");
        }
    }

    @Test
    void a_failure_is_marked_in_what_was_typed_and_in_red() {
        assertThat(shell.run("[1, 2].collect { nosuch + it }"))
                .containsExactly(
                        "no variable or property `nosuch`",
                        "    [1, 2].collect { nosuch + it }",
                        "                     ^");
        assertThat(shell.run("def half(n) { n.halff / 2 }")).isEmpty();
        assertThat(shell.run("half(4)"))
                .containsExactly(
                        "Integer has no property `halff`",
                        "in half(), line 1 of an earlier input",
                        "    def half(n) { n.halff / 2 }",
                        "                    ^");
        Screen screen = shell.screen();
        int row = screen.lines().lastIndexOf("Integer has no property `halff`");
        assertThat(shell.colours(row).get(0)).isEqualTo("red");
        assertThat(shell.run(":trace"))
                .startsWith(
                        "in your code, the innermost first:",
                        "  half(), line 1 of an earlier input: def half(n) { n.halff / 2 }");
    }

    @Test
    void a_question_mark_explains() {
        assertThat(shell.run("?api.get_projects"))
                .startsWith("Api.getProjects", "  List<String> getProjects(String workspace)")
                .contains("  Python     api.get_projects(workspace)");
        assertThat(String.join(" ", shell.run("api.get_projcts?")))
                .startsWith("nothing known of api.get_projcts; did you mean api.getProjects");
        shell.type("?ExperimentLis").press(Key.TAB);
        shell.await(
                "what TAB offers after a question mark", screen -> screen.text().contains("?ExperimentList"));
        shell.press(Key.CTRL_U);
        shell.awaitPrompt();
    }

    @Test
    void a_saved_session_runs_as_a_script_and_in_the_shell() throws Exception {
        shell.run("import java.time.Year");
        shell.run("def leap(n) { Year.of(n).isLeap() }");
        shell.run("other = 5");
        shell.run("def years = [2023, 2024]");
        assertThat(shell.run("years.findAll { leap(it) }")).containsExactly("[2024]");
        Path script = folder.resolve("with blanks.groovy");
        assertThat(shell.run(":save \"" + script + "\" last 5").get(0)).startsWith("saved 5 lines");
        assertThat(Files.readString(script)).isEqualTo("""
                #!/usr/bin/env cometsh
                import java.time.Year
                def leap(n) { Year.of(n).isLeap() }
                other = 5
                years = [2023, 2024]
                table(years.findAll { leap(it) })
                """);
        assertThat(String.join("", shell.run(":save \"" + script + "\" nonsense")))
                .contains("all or last N");
        assertThat(String.join(" ", shell.run(":open \"" + script + "\""))).contains("2024");
        try (TerminalSession run = start(folder, 80, connected(), script.toString())) {
            assertThat(run.awaitExit()).isZero();
            assertThat(run.transcript()).contains("2024");
        }
    }

    @Test
    void the_project_in_use_needs_no_name_and_the_saved_script_names_it() throws Exception {
        assertThat(String.join(" ", shell.run("getExperiments()")))
                .contains("getExperiments of which project?")
                .contains("api.getExperiments(\"WORKSPACE\", \"PROJECT\")");
        shell.run(":use demo/digits");
        try {
            assertThat(shell.run("query(Metric('accuracy') > 0.96).size()")).containsExactly("29");
            Path script = folder.resolve("placed.groovy");
            shell.run(":save '" + script + "' last 1");
            assertThat(Files.readString(script)).isEqualTo("""
                    #!/usr/bin/env cometsh
                    useProject("demo/digits")
                    table(query(Metric('accuracy') > 0.96).size())
                    """);
            try (TerminalSession run = start(folder, 80, connected(), script.toString())) {
                assertThat(run.awaitExit()).isZero();
                assertThat(run.transcript().lines().toList()).last().isEqualTo("29");
            }
        } finally {
            shell.run(":use -");
        }
    }

    @Test
    void a_startup_file_runs_before_the_first_prompt_and_again_at_reload() throws Exception {
        Path home = Files.createDirectories(folder.resolve("started/home"));
        Path file = Files.createDirectories(home.resolve(".config/cometsh")).resolve("startup.groovy");
        Files.writeString(file, "def half(n) {\n  n / 2\n}\n:use demo/digits\n:set nonsense 1\nz = nosuch\n");
        Files.writeString(folder.resolve("startup.groovy"), "println 'of the working folder'\n");
        try (TerminalSession started = start(folder, 100, connected("HOME", home.toString()))) {
            started.awaitPrompt();
            assertThat(started.transcript())
                    .contains("~/.config/cometsh/startup.groovy, line 5: no setting nonsense")
                    .contains("in line 6 of ~/.config/cometsh/startup.groovy\n    z = nosuch\n        ^")
                    .doesNotContain("working folder");
            assertThat(started.screen().line()).isEqualTo("demo/digits>");
            assertThat(started.run("half(5)")).containsExactly("2.5");
            Files.writeString(file, "def half(n) { n.intdiv(2) }\n");
            Files.writeString(
                    home.resolve(".comet.config"), "[comet]\napi_key=other\nurl_override=" + proxy.uri() + "\n");
            started.run("mine = 7");
            assertThat(String.join("", started.run(":reload")))
                    .contains("connected to http://127.0.0.1:" + proxy.uri().getPort() + " with the key of");
            assertThat(started.run("half(5) + mine")).containsExactly("9");
        }
        try (TerminalSession bare = start(folder, 100, connected("HOME", home.toString()), "--no-startup")) {
            bare.awaitPrompt();
            assertThat(bare.run("half(5)")).startsWith("no method `half`");
        }
    }

    @Test
    void the_editor_opens_on_the_last_input_and_what_it_saves_runs() throws Exception {
        Path editor = Files.writeString(folder.resolve("editor.sh"), "sed -i s/4/5/ \"$1\"\n", UTF_8);
        try (TerminalSession edited = start(folder, 80, connected("EDITOR", "sh '" + editor + "'"))) {
            edited.awaitPrompt();
            assertThat(edited.run("10 * 4")).containsExactly("40");
            assertThat(edited.run(":edit")).containsExactly("50");
            edited.run("def third(n) { n / 4 }");
            assertThat(edited.run(":edit third")).isEmpty();
            assertThat(edited.run("third(10)")).containsExactly("2");
        }
    }

    @Test
    void two_shells_share_one_history_and_neither_keeps_a_secret() throws Exception {
        Path home = Files.createDirectories(folder.resolve("shared"));
        try (TerminalSession first = start(home, 80, connected());
                TerminalSession second = start(home, 80, connected())) {
            first.awaitPrompt();
            second.awaitPrompt();
            first.run("a = 1");
            second.run("b = 2");
            first.run("api_key = \"abc\"");
            second.run("a = 1");
            first.run("c = 3");
            assertThat(first.press(Key.CTRL_D).awaitExit()).isZero();
            assertThat(second.press(Key.CTRL_D).awaitExit()).isZero();
        }
        try (TerminalSession third = start(home, 80, connected())) {
            third.awaitPrompt();
            assertThat(third.run(":history")).containsExactly("1  b = 2", "2  a = 1", "3  c = 3");
            assertThat(third.run(":history A =")).containsExactly("2  a = 1");
            assertThat(third.run(":history 1")).containsExactly("5  :history A =");
            third.press(Key.UP, Key.UP, Key.UP, Key.UP);
            third.await("the line before the questions", screen -> screen.line().equals("comet> c = 3"));
        }
    }

    @Test
    void without_colours_nothing_is_coloured() {
        for (Map<String, String> how : List.of(connected("NO_COLOR", "1"), connected("TERM", "dumb"))) {
            try (TerminalSession bare = start(folder, 80, how)) {
                bare.await("comet>");
                bare.enter("nosuch + \"text\"");
                bare.await("no variable or property");
                bare.enter(":set theme light");
                bare.enter("[a: 1]");
                bare.await("a prompt", screen -> screen.line().equals("comet>"));
                assertThat(bare.written()).doesNotContainPattern("\u001b\\[[0-9;]*3[0-9]");
            }
        }
    }

    @Test
    void a_plain_shell_prints_rows_as_sentences() {
        try (TerminalSession plain = start(folder, 80, connected(), "--plain")) {
            plain.awaitPrompt();
            assertThat(plain.run("[[a: 1, b: null], [a: 2, b: 'x']]"))
                    .containsExactly("2 rows", "row 1: a 1, b no value", "row 2: a 2, b x");
            plain.run("nosuch");
            assertThat(plain.written()).doesNotContain("[31m");
        }
    }

    @Test
    void a_theme_for_a_light_ground_has_darker_colours() {
        shell.run(":set theme light");
        try {
            shell.run("nosuch.x");
            Screen screen = shell.screen();
            int row = screen.lines().lastIndexOf("no variable or property `nosuch`");
            assertThat(shell.colours(row).get(0)).isEqualTo("af0000");
        } finally {
            shell.run(":set theme dark");
        }
    }
}
