package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Key;
import io.cometsh.support.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell over a {@link ShellMain server in miniature}, in a real pseudo terminal, with real keys. */
@Tag("launcher")
@Tag("terminal")
@Timeout(300)
class ShellTerminalIT {
    private static final String RELEASE = ShellMain.class.getName() + ".release()";

    @TempDir
    private Path folder;

    private TerminalSession shell() {
        return shell(80, "quick", "plain");
    }

    private TerminalSession shell(int columns, String pace, String colour) {
        List<String> command = TerminalSession.java();
        command.add(ShellMain.class.getName());
        command.addAll(List.of(pace, folder.resolve("history").toString(), colour));
        return TerminalSession.start(command, TerminalSession.environment(), folder, columns, 40);
    }

    private static void quit(TerminalSession shell) {
        shell.awaitPrompt();
        assertThat(shell.enter(":quit").awaitExit()).isZero();
    }

    private static void awaitLast(TerminalSession shell, String lines) {
        shell.await(lines, screen -> screen.text().endsWith("\n" + lines + "\ncomet>"));
    }

    /** Enters code, presses Ctrl-C after it has begun, and returns the shell's output after that. */
    private static String interrupted(TerminalSession shell, int number, String code) {
        shell.awaitPrompt();
        shell.enter("println('begun' + " + number + "); " + code).await("begun" + number);
        String text = shell.dropLine().text();
        return text.substring(text.lastIndexOf("begun" + number)).replace('\n', ' ');
    }

    @Test
    void evaluates_remembers_and_leaves_at_ctrl_d() throws IOException {
        try (TerminalSession shell = shell()) {
            shell.run("x = 20");
            assertThat(shell.run("x * 2 + 2")).containsExactly("42");
            assertThat(shell.run("_ + 1")).containsExactly("43");
            shell.press(Key.UP, Key.UP)
                    .await("the line from before", screen -> screen.line().equals("comet> x * 2 + 2"));
            shell.press(Key.ENTER);
            awaitLast(shell, "comet> x * 2 + 2\n42");
            assertThat(shell.press(Key.CTRL_D).awaitExit()).isZero();
            assertThat(shell.transcript()).contains("left with 0");
        }
        assertThat(Files.readAllLines(folder.resolve("history")))
                .containsExactly("x = 20", "x * 2 + 2", "_ + 1", "x * 2 + 2");
    }

    @Test
    void ctrl_c_ends_a_spinning_and_a_sleeping_evaluation_and_a_line_but_not_the_session() {
        try (TerminalSession shell = shell()) {
            shell.run("kept = 7");
            assertThat(interrupted(shell, 1, "while (true) {}")).contains("interrupted");
            assertThat(interrupted(shell, 2, "sleep 60000")).contains("interrupted");
            assertThat(interrupted(shell, 3, "System.in.read()")).contains("interrupted");
            shell.enter("println('begun' + 4); lines = System.in.newReader().readLines()")
                    .await("begun4");
            shell.type("one\r").type("tw\u0004o\r").type("\u0004").awaitPrompt();
            assertThat(shell.run("lines")).containsExactly("['one', 'two']");
            shell.type("this is never entered").await("this is never entered");
            shell.dropLine();
            assertThat(shell.run("kept + 1")).containsExactly("8");
            quit(shell);
        }
    }

    @Test
    void ctrl_c_leaves_code_that_does_not_listen() {
        try (TerminalSession shell = shell()) {
            shell.run("kept = 7");
            shell.enter("kept = " + ShellMain.class.getName() + ".holdOut()").await("holding out");
            assertThat(shell.dropLine().text().replace('\n', ' ')).contains("continues in the background");
            assertThat(shell.run("kept + 1")).containsExactly("8");
            // The code ends later, and its result is not kept.
            shell.run(RELEASE);
            assertThat(shell.run("kept + 1")).containsExactly("8");

            // This code catches the interrupt, but it can't print after it.
            shell.run("caught = new java.util.concurrent.atomic.AtomicInteger()");
            String after = interrupted(
                    shell,
                    1,
                    "stubborn = Thread.currentThread();"
                            + " while (true) { try { println('al' + 'ive'); sleep(50) } catch (e) { caught.incrementAndGet() } }");
            assertThat(after).contains("interrupted");
            assertThat(shell.run("stubborn.join(); 1")).containsExactly("1");
            String transcript = shell.transcript();
            assertThat(transcript.substring(transcript.lastIndexOf("interrupted")))
                    .doesNotContain("alive");
            assertThat(shell.run("kept + 1")).containsExactly("8");
            quit(shell);
        }
    }

    @Test
    void tab_writes_live_names_in_a_call_and_in_a_query() {
        try (TerminalSession shell = shell()) {
            shell.awaitPrompt();
            shell.type("api.getExperiments(\"tea").typeUntil(Key.TAB.sent(), "team-vision\"");
            shell.type(", \"mn").typeUntil(Key.TAB.sent(), "mnist\"");
            shell.enter(").size()");
            awaitLast(shell, "2");
            shell.type("q = Metric(\"ac").typeUntil(Key.TAB.sent(), "accuracy\"");
            shell.enter(") > 0.5; \"$q\"").await("Metric(\"accuracy\") > 0.5)");
            shell.awaitPrompt();
            shell.type("api.getExp").press(Key.TAB).await("getExperimentByKey");
            shell.press(Key.TAB).await("String workspace");
            shell.dropLine();
            shell.type(":cac\t dont experiment/tag\t\r").await("not kept from now on: experiment/tags");
            quit(shell);
        }
    }

    @Test
    void a_server_that_never_answers_does_not_hold_the_prompt() {
        try (TerminalSession shell = shell(80, "held", "plain")) {
            shell.awaitPrompt();
            // A key typed while TAB waits is on the screen, and nothing is lost.
            shell.type("api.getProjects(\"\tabc").await("api.getProjects(\"abc");
            // Without a key, TAB gives up, and the next key shows.
            shell.press(Key.CTRL_U).type("api.getExperiments(\"\t").await("asking the server");
            shell.type("z").await("the next key", screen -> screen.line().equals("comet> api.getExperiments(\"z"));
            shell.press(Key.CTRL_U).enter("\"done\".size()");
            awaitLast(shell, "4");
            assertThat(shell.press(Key.CTRL_D).awaitExit()).isZero();
        }
    }

    @Test
    void a_server_that_answers_late_has_its_names_at_a_later_tab() {
        try (TerminalSession shell = shell(80, "held", "plain")) {
            shell.awaitPrompt();
            shell.type("api.getProjects(\"te").press(Key.TAB).await("asking the server");
            shell.dropLine();
            shell.run(RELEASE);
            shell.type("api.getProjects(\"te").typeUntil(Key.TAB.sent(), "team-vision\"");
            shell.enter(").size()");
            awaitLast(shell, "2");
            shell.type("api.getExperiments(\"team-vision\", \"m").typeUntil(Key.TAB.sent(), "mnist\"");
            shell.dropLine();
            quit(shell);
        }
    }

    @Test
    void several_lines_are_read_until_complete_and_come_back_whole() throws IOException {
        try (TerminalSession shell = shell()) {
            shell.awaitPrompt();
            shell.enter("def twice(n) {").enter("  n * 2").enter("}");
            shell.await("the method", screen -> screen.text().endsWith("...> }\ncomet>"));
            assertThat(shell.run("twice(21)")).containsExactly("42");
            shell.enter("(1 +").await("a second line", screen -> screen.line().equals("  ...>"));
            shell.submit();
            shell.press(Key.CTRL_R).type("def").await("bck-i-search: def_");
            shell.press(Key.ENTER);
            quit(shell);
        }
        assertThat(Files.readString(folder.resolve("history"))).contains("def twice(n) {\\n  n * 2\\n}\n");
    }

    @Test
    void a_pasted_method_is_one_input() {
        try (TerminalSession shell = shell()) {
            shell.awaitPrompt();
            shell.paste("def f(n) {\n\tif (n < 2) {\n\t\treturn 1\n\t}\n\n\treturn n * f(n - 1)\n}\n")
                    .await("return n * f(n - 1)");
            shell.submit();
            assertThat(shell.run("f(10)")).containsExactly("3628800");
            quit(shell);
        }
    }

    @Test
    void what_a_background_thread_prints_goes_above_the_line_being_typed() throws IOException {
        try (TerminalSession shell = shell()) {
            shell.run(
                    "Thread.start { while (!new File('typed').exists()) { Thread.sleep(20) }; println 'tick' }; null");
            shell.type("1 + 1").await("the line", screen -> screen.line().equals("comet> 1 + 1"));
            Files.createFile(folder.resolve("typed"));
            shell.await("tick\ncomet> 1 + 1");
            shell.enter("1");
            awaitLast(shell, "12");
            assertThat(shell.run("print 'no line end'")).containsExactly("no line end");
            quit(shell);
        }
    }

    @Test
    void errors_are_a_line_or_two_and_trace_has_the_rest() {
        try (TerminalSession shell = shell()) {
            assertThat(String.join("\n", shell.run("keep")))
                    .contains("no variable or property `keep`")
                    .doesNotContain("at ");
            assertThat(String.join("\n", shell.run(":trace"))).contains("MissingPropertyException", "at ");
            assertThat(String.join("\n", shell.run(":hlep"))).contains("no command :hlep; did you mean :help?");
            assertThat(String.join("\n", shell.run("/exit"))).contains("commands begin with a colon here: :quit");
            assertThat(shell.enter("exit").awaitExit()).isZero();
        }
    }

    @Test
    void a_list_of_experiments_fits_a_narrow_terminal() {
        try (TerminalSession shell = shell(40, "quick", "colour")) {
            assertThat(String.join("\n", shell.run("api.getExperiments('demo', 'digits')")))
                    .contains("lucky", "(2 rows");
            quit(shell);
        }
    }
}
