package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import io.cometsh.support.TestApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on streams in memory; what needs a real terminal is in {@link ShellTerminalIT}. */
@Timeout(120)
class ShellTest {
    private final Api api = TestApi.of(ShellMain.server());
    private final Session session = Session.typed(new ScriptContext().lazy("api", () -> api));
    private int status = -1;

    private String typed(String... lines) {
        return typed(Terminal.TYPE_DUMB, ShellOptions.defaults(), lines);
    }

    private String typed(String type, ShellOptions options, String... lines) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        byte[] keys = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        try (DumbTerminal terminal = new DumbTerminal("test", type, new ByteArrayInputStream(keys), output, UTF_8)) {
            status = new Shell(terminal, session, () -> api, options).run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return output.toString(UTF_8).replace("\r", "");
    }

    /** The output without prompts; a dumb terminal does not echo. */
    private List<String> output(String... lines) {
        return typed(lines)
                .replace("comet> ", "")
                .replace("  ...> ", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void shows_values_but_neither_nulls_nor_assignments() {
        assertThat(output("1 + 1", "null", "x = 5", "x", "'text'")).containsExactly("2", "5", "text");
        assertThat(status).isZero();
    }

    @Test
    void a_statement_with_branches_shows_the_value_of_the_branch_that_ran() {
        assertThat(output(
                        "if (1 > 2) 'more' else 'less'",
                        "if (false) { 'no' }",
                        "switch (2) { case 1: 'one'; break; case 2: 'two'; break; default: 'many' }",
                        "try { 'a'.toInteger() } catch (NumberFormatException e) { 'no number' } finally { 5 }",
                        "if (true) { if (true) { 6 } }",
                        "_ + 1",
                        "synchronized (this) { 'locked' }"))
                .containsExactly("less", "two", "no number", "6", "7", "locked");
        assertThat(output("if (true) { y = 5 } else { y = 6 }", "for (i in 1..2) { i }", "y"))
                .containsExactly("5");
    }

    @Test
    void a_pasted_transcript_runs_without_its_prompts_and_output() {
        assertThat(
                        pasted(
                                "comet> :use demo/digits\ndemo/digits> def f(x) {\n        ...>   x + 1\n        ...> }\n"
                                        + "demo/digits> f(1)\n2\n>>> f(\n... 5)\n6\nIn [1]: f(\n   ...: 7)\nOut[1]: 8\n$ cometsh --local\n$ f(6)"))
                .containsExactly("2", "6", "8", "cometsh is running already", "7");
        assertThat(
                        pasted(
                                "x = 3\n:set rows 7\n\nx + 1\n  :set rows\ny = \"\"\"\n:set rows 9\ncomet> 5\"\"\"\ny.lines().count()"))
                .anyMatch(line -> line.startsWith("rows is 7"))
                .endsWith("3")
                .doesNotContain("5");
        assertThat(pasted("1 + 1\ncomet> nosuch\ncomet> 3 + 4"))
                .as("nothing runs after what fails")
                .contains("2")
                .doesNotContain("7");
    }

    private List<String> pasted(String text) {
        String shown = typed("xterm", ShellOptions.defaults().withColour(false), "\u001b[200~" + text + "\u001b[201~");
        return shown.replaceAll("\u001b(?:\\[[?0-9;]*[a-zA-Z]|[=>])", "")
                .lines()
                .map(line -> line.replaceFirst("^[>. ]+", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void definitions_persist_from_line_to_line() {
        assertThat(output(
                        "def twice(n) { n * 2 }",
                        "class Point { int x }",
                        "import java.time.Year",
                        "def (a, b) = [1, 2]",
                        "twice(a + b) + new Point(x: 4).x",
                        "Year.of(2024).isLeap()"))
                .containsExactly("10", "true");
    }

    @Test
    void the_last_value_is_an_underscore() {
        assertThat(output("20 + 1", "_ * 2")).containsExactly("21", "42");
    }

    @Test
    void a_dumb_terminal_gets_no_escape_codes() {
        assertThat(typed("1 + 1", "unknown", ":help", "api.getWorkspaces()")).doesNotContain("\u001b");
    }

    @Test
    void errors_are_red_on_a_terminal_with_colours_and_plain_where_they_are_not_wanted() {
        assertThat(typed("xterm-256color", ShellOptions.defaults(), "nosuch"))
                .containsPattern("\u001b\\[31mno variable or property `nosuch`");
        assertThat(typed("xterm-256color", ShellOptions.defaults().withColour(false), "nosuch"))
                .doesNotContain("\u001b[31m")
                .contains("no variable or property `nosuch`");
    }

    @Test
    void an_error_takes_a_line_and_the_session_continues() {
        assertThat(output("throw new IOException('disk full')", "throw new Throwable('bare')", "assert false", "2"))
                .first()
                .asString()
                .contains("disk full")
                .doesNotContain("\tat ");
        assertThat(output("1 +* 2", "3")).last().isEqualTo("3");
        assertThat(output("def f() { f() }; f()", "4")).last().isEqualTo("4");
    }

    @Test
    void trace_shows_the_stack_of_the_last_failure() {
        assertThat(String.join("\n", output("throw new IOException('disk full')", ":trace")))
                .contains("java.io.IOException: disk full\n\tat ");
    }

    @Test
    void a_value_that_cannot_print_itself_is_an_error_like_any_other() {
        assertThat(output(
                        "class Bad { String toString() { throw new IllegalStateException('no text') } }",
                        "new Bad()",
                        "5"))
                .last()
                .isEqualTo("5");
    }

    @Test
    void lists_of_experiments_are_tables() {
        assertThat(String.join("\n", output("api.getExperiments('demo', 'digits')")))
                .contains("experiment_name")
                .contains("lucky_fox")
                .contains("(2 rows)");
    }

    @Test
    void commands_answer_and_refuse() {
        assertThat(output(":cache off")).containsExactly("cache is off");
        assertThat(output(":cahce")).first().asString().contains("did you mean :cache?");
        assertThat(output(":cache do nosuch")).first().asString().contains("nosuch");
        assertThat(output("exit", "1 + 1")).isEmpty();
        assertThat(output("/help", "1 + 1")).containsExactly("commands begin with a colon here: :help", "2");
        assertThat(output(":quit", "1 + 1")).isEmpty();
    }

    @Test
    void settings_are_shown_changed_and_refused() {
        assertThat(output(":set rows 1", "[[a: 1], [a: 2]]")).last().asString().contains("1 of 2");
        assertThat(output(":set format csv", "[[a: 1], [a: 2]]", ":set format"))
                .contains("a", "1", "2")
                .anyMatch(line -> line.startsWith("format is csv"));
        assertThat(output(":format json", "[[a: 1]]")).anyMatch(line -> line.contains("\"a\""));
        assertThat(output(":set plain on", "[[a: 1, b: null]]")).containsExactly("1 row", "row 1: a 1, b no value");
        assertThat(output(":set thme light", ":set theme blue", ":set rows many", ":set theme light"))
                .containsExactly(
                        "no setting thme; did you mean theme?",
                        "theme is one of auto, dark, light, not \"blue\"",
                        "rows is a number from 1, not \"many\"");
        assertThat(output(":set")).anyMatch(line -> line.startsWith("theme") && line.contains("dark"));
    }

    @Test
    void what_is_defined_and_imported_can_be_listed() {
        assertThat(String.join(
                        "\n", output("x = [1, 2]", "def twice(n) { n * 2 }", "class P { }", "text = 'a'", ":vars")))
                .containsPattern("x +\\| List +\\| 2 elements")
                .containsPattern("twice +\\| method +\\| def twice\\(n\\) \\{ n \\* 2 \\}")
                .containsPattern("P +\\| class")
                .containsPattern("text +\\| String +\\| \"a\"")
                .doesNotContain("api ");
        assertThat(output(":vars zzz")).containsExactly("nothing of yours has zzz in its name");
        assertThat(output("import java.time.Year", ":imports")).containsExactly("import java.time.Year");
    }

    @Test
    void commands_that_need_a_project_report_when_none_is_set() {
        assertThat(output(":columns")).containsExactly("of which project? Set one first: :use WORKSPACE/PROJECT");
        assertThat(output(":use demo/digits", ":columns acc"))
                .anyMatch(line -> line.startsWith("Metric(\"accuracy\")"));
        assertThat(output(":use demo/digits", ":columns Parameter"))
                .anyMatch(line -> line.startsWith("Parameter(\"lr\")"))
                .noneMatch(line -> line.startsWith("Metric"));
        assertThat(String.join(" ", output(":explain 5", ":explain Metric('x')", ":explain Metric('x') > 1")))
                .isEqualTo(
                        "no request to explain: the value is of the class Integer. Write a comparison, such as Metric(\"accuracy\") > 0.9"
                                + " Metric(\"x\") needs comparing, such as Metric(\"x\") > 0.9"
                                + " for which project? Set one first: :use WORKSPACE/PROJECT");
        assertThat(output(":use demo/digits", ":explain Metric('loss') > 1"))
                .first()
                .asString()
                .contains("Metric(\"loss\") > 1");
    }

    @Test
    void explain_shows_the_first_request_of_any_code_and_sends_none() {
        assertThat(output(
                        ":explain api.query('demo', 'digits', Metric('loss') < 1).each { it.addTag('bad') }",
                        ":explain runs = api.getExperiments('demo', 'digits')",
                        ":explain [api.getExperimentByKey('k1'), runs]"))
                .filteredOn(line -> !line.startsWith("{"))
                .containsExactly(
                        "(Metric(\"loss\") < 1)",
                        "POST project/query",
                        "GET experiments?workspaceName=demo&projectName=digits&archived=False",
                        "what follows depends on the answer",
                        "GET experiment/metadata?experimentKey=k1",
                        "what follows depends on the answer");
    }

    @Test
    void missing_files_are_reported() {
        assertThat(output(":open nowhere.groovy", ":reload", ":open", ":save", ":save x.groovy"))
                .containsExactly(
                        "no file nowhere.groovy",
                        "nothing to reload: no settings, no startup file and no opened file",
                        "name one file, such as :open best.groovy",
                        "name a file, such as :save best.groovy",
                        "nothing has run to its end yet, so there is nothing to save");
    }

    @Test
    void a_file_is_opened_and_loaded_again_after_a_change(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("with blanks.groovy");
        Files.writeString(file, "def f() { 1 }\nf() + 1\n");
        assertThat(output(":open \"" + file + "\"", "f()")).containsExactly("2", "1");
        Files.writeString(file, "#!/usr/bin/env cometsh\ndef f() { 5 }\nnosuch\n");
        assertThat(output(":open '" + file + "'"))
                .containsExactly("no variable or property `nosuch`", "in line 3 of " + file, "    nosuch", "    ^");
    }

    @Test
    void secrets_are_left_out_of_what_is_saved(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("saved.groovy");
        assertThat(output("a = 1", "api_key = 'abc'", "a + 1", ":save " + file, ":save " + file + " last 1", "b = 2"))
                .anyMatch(line -> line.contains("to hold a secret left out"));
        assertThat(Files.readString(file)).isEqualTo("#!/usr/bin/env cometsh\ntable(a + 1)\n");
        assertThat(output("a = 1", ":save " + file)).first().asString().contains("is there already");
    }

    @Test
    void the_prompt_shows_the_place_in_use() {
        assertThat(typed(":use demo", ":use /digits", "1", ":use", ":use -", "2"))
                .contains("demo> ")
                .contains("demo/digits> 1\n")
                .contains("demo/digits> at demo/digits\n")
                .endsWith("comet> 2\ncomet> ");
        assertThat(output(":use dmeo", ":use demo/digit", ":use"))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("no workspace \"dmeo\"; did you mean demo?"),
                        second -> assertThat(second).isEqualTo("no project \"digit\" in demo; did you mean digits?"),
                        third -> assertThat(third).startsWith("no place is set"));
    }

    @Test
    void lines_are_read_until_complete_and_a_blank_one_ends_the_wait() {
        assertThat(output("[1,", "2]")).containsExactly("[1, 2]");
        assertThat(output("'''a", "b'''.size()")).containsExactly("3");
        assertThat(output("(1 +", "", "7")).last().isEqualTo("7");
    }

    @Test
    void what_a_script_prints_is_shown_and_the_streams_are_given_back() {
        PrintStream before = System.out;
        assertThat(output("println 'hello'", "System.err.println('talk')")).containsExactly("hello", "talk");
        assertThat(System.out).isSameAs(before);
    }

    @Test
    void an_unwritable_history_changes_nothing() {
        ShellOptions options = ShellOptions.defaults().withHistoryFile(Path.of("/proc/nowhere/history"));
        assertThat(typed(Terminal.TYPE_DUMB, options, "1 + 1")).contains("2\n");
    }

    @Test
    void a_greeting_comes_first() {
        assertThat(typed(Terminal.TYPE_DUMB, ShellOptions.defaults().withGreeting("welcome"), ":quit"))
                .startsWith("welcome\n");
    }

    @Test
    void training_runs_to_its_end_and_prints_nothing() {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, UTF_8));
        try {
            ShellTraining.run(session, () -> api);
        } finally {
            System.setOut(before);
        }
        assertThat(output.toString(UTF_8)).isEmpty();
        assertThat(session.methods()).contains("twice");
    }
}
