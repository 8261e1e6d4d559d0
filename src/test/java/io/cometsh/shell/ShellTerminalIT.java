package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.TerminalSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell in a real pseudo terminal, with real keys; see {@code src/test/python/pty_session.py}. */
@Timeout(300)
class ShellTerminalIT {
    private static final String UP = "\\x1bOA";
    private static final String CTRL_C = "\\x03";
    private static final String CTRL_D = "\\x04";
    private static final String CTRL_R = "\\x12";
    /** The kernel drops what was typed before Ctrl-C; a person never types within this time of it. */
    private static final String AFTER_CTRL_C = "pause\t0.4";

    @TempDir
    private Path folder;

    private String session(String pace, String... steps) throws IOException, InterruptedException {
        return session(80, pace, "plain", steps);
    }

    private String session(int columns, String pace, String colour, String... steps)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Path input = Files.writeString(folder.resolve("steps"), String.join("\n", steps) + "\n", UTF_8);
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("cometsh.python", "python3"),
                Path.of("src", "test", "python", "pty_session.py").toString(),
                "40",
                String.valueOf(columns),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                TerminalSession.classPath(),
                ShellMain.class.getName(),
                pace,
                folder.resolve("history").toString(),
                colour));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("TERM", "xterm-256color");
        Process process = builder.start();
        int status = process.waitFor();
        assertThat(status).as(Files.readString(err, UTF_8)).isZero();
        return Files.readString(out, UTF_8);
    }

    @Test
    void evaluates_remembers_and_leaves_at_ctrl_d() throws Exception {
        String said = session(
                "quick",
                "expect\t60\tcomet> ",
                "send\tx = 20\\r",
                "expect\t30\tcomet> ",
                "send\tx * 2 + 2\\r",
                "expect\t30\t\\n42\\n",
                "expect\t30\tcomet> ",
                "send\t_ + 1\\r",
                "expect\t30\t\\n43\\n",
                "expect\t30\tcomet> ",
                "send\t" + UP + UP + "\\r",
                "expect\t30\t\\n42\\n",
                "expect\t30\tcomet> ",
                "send\t" + CTRL_D,
                "expect\t30\tleft with 0",
                "leave\t30");
        assertThat(said).endsWith("left 0\n");
        assertThat(Files.readAllLines(folder.resolve("history")))
                .containsExactly("x = 20", "x * 2 + 2", "_ + 1", "x * 2 + 2");
    }

    @Test
    void ctrl_c_ends_a_spinning_and_a_sleeping_evaluation_and_a_line_but_not_the_session() throws Exception {
        session(
                "quick",
                "expect\t60\tcomet> ",
                "send\tkept = 7\\r",
                "expect\t30\tcomet> ",
                "send\twhile (true) {}\\r",
                "pause\t1.5",
                "absent\tcomet> ",
                "send\t" + CTRL_C,
                "expect\t30\tinterrupted",
                "expect\t30\tcomet> ",
                AFTER_CTRL_C,
                "send\tsleep 60000\\r",
                "pause\t1.5",
                "absent\tcomet> ",
                "send\t" + CTRL_C,
                "expect\t30\tinterrupted",
                "expect\t30\tcomet> ",
                AFTER_CTRL_C,
                "send\tSystem.in.read()\\r",
                "pause\t1.5",
                "send\t" + CTRL_C,
                "expect\t30\tinterrupted",
                "expect\t30\tcomet> ",
                AFTER_CTRL_C,
                "send\tlines = System.in.newReader().readLines()\\r",
                "pause\t1",
                "send\tone\\r",
                "send\ttw\\x04o\\r",
                "send\t\\x04",
                "expect\t30\tcomet> ",
                "send\tlines\\r",
                "expect\t30\t['one', 'two']",
                "expect\t30\tcomet> ",
                "send\tthis is never entered",
                "pause\t0.3",
                "send\t" + CTRL_C,
                "expect\t30\tcomet> ",
                AFTER_CTRL_C,
                "send\tkept + 1\\r",
                "expect\t30\t\\n8\\n",
                "expect\t30\tcomet> ",
                "send\t:quit\\r",
                "leave\t30");
    }

    @Test
    void ctrl_c_leaves_code_that_does_not_listen() throws Exception {
        session(
                "quick",
                "expect\t60\tcomet> ",
                "send\tkept = 7\\r",
                "expect\t30\tcomet> ",
                // What is written shows that the work has begun; the pause lets it pass the last check for interrupts.
                "send\tprintln('beg' + 'un'); kept = new java.math.BigInteger('7').pow(40_000_000).bitLength()\\r",
                "expect\t60\tbegun",
                "pause\t0.3",
                "send\t" + CTRL_C,
                "expect\t30\tgoes on in the background",
                "expect\t30\tcomet> ",
                AFTER_CTRL_C,
                "send\tkept + 1\\r",
                "expect\t60\t\\n8\\n",
                // It is stubborn, but it may not say any more.
                "send\twhile (true) { try { println('al' + 'ive'); sleep(50) } catch (e) { Thread.sleep(400) } }\\r",
                "expect\t60\talive",
                "send\t" + CTRL_C,
                "expect\t30\tinterrupted",
                "expect\t30\tcomet> ",
                "pause\t1",
                "absent\talive",
                "send\tkept + 1\\r",
                "expect\t60\t\\n8\\n",
                "send\t:quit\\r",
                "leave\t60");
    }

    @Test
    void tab_writes_live_names_in_a_call_and_in_a_query() throws Exception {
        session(
                "quick",
                "expect\t60\tcomet> ",
                "pause\t1",
                "send\tapi.getExperiments(\"tea",
                "insist\t30\t\\t\tm-vision\"",
                "send\t, \"mn",
                "insist\t30\t\\t\tnist\"",
                "send\t).size()\\r",
                "expect\t30\t\\n2\\n",
                "send\tq = Metric(\"ac",
                "insist\t30\t\\t\tcuracy\"",
                "send\t) > 0.5; \"$q\"\\r",
                "expect\t30\tMetric(\"accuracy\") > 0.5)\\n",
                "send\tapi.getExp\\t",
                "pause\t0.5",
                "send\t\\t",
                "expect\t30\tString workspace",
                "send\t" + CTRL_C,
                AFTER_CTRL_C,
                "send\t:cac\\t dont experiment/tag\\t\\r",
                "expect\t30\tnot kept from now on: experiment/tags",
                "send\t:quit\\r",
                "leave\t30");
    }

    @Test
    void a_server_that_never_answers_does_not_hold_the_prompt() throws Exception {
        String said = session(
                "never",
                "expect\t60\tcomet> ",
                "pause\t2",
                // A key typed while TAB waits is on the screen at once, and nothing is lost.
                "send\tapi.getProjects(\"\\tabc",
                "expect\t10\tapi.getProjects(\"abc",
                // Without a key, TAB gives up by itself; so the next key shows.
                "send\t\\x15api.getExperiments(\"\\t",
                "pause\t1",
                "send\tz",
                "expect\t10\tz",
                "send\t\\x15\"done\".size()\\r",
                "expect\t30\t\\n4\\n",
                "expect\t30\tcomet> ",
                "send\t" + CTRL_D,
                "leave\t30");
        assertThat(said).endsWith("left 0\n");
    }

    @Test
    void a_server_that_takes_half_a_second_has_its_names_at_the_second_tab() throws Exception {
        session(
                "slow",
                "expect\t60\tcomet> ",
                "pause\t2",
                "send\tapi.getProjects(\"te",
                "insist\t30\t\\t\tm-vision\"",
                "send\t).size()\\r",
                "expect\t30\t\\n2\\n",
                "send\tapi.getExperiments(\"team-vision\", \"m\\t",
                "pause\t1.5",
                "send\t",
                "insist\t30\t\\t\tnist\"",
                "send\t" + CTRL_C,
                AFTER_CTRL_C,
                "send\t:quit\\r",
                "leave\t30");
    }

    @Test
    void several_lines_are_read_until_complete_and_come_back_whole() throws Exception {
        session(
                "quick",
                "expect\t60\tcomet> ",
                "send\tdef twice(n) {\\r",
                "expect\t30\t  ...> ",
                "send\t  n * 2\\r",
                "expect\t30\t  ...> ",
                "send\t}\\r",
                "expect\t30\tcomet> ",
                "send\ttwice(21)\\r",
                "expect\t30\t\\n42\\n",
                "expect\t30\tcomet> ",
                "send\t(1 +\\r",
                "expect\t30\t  ...> ",
                "send\t\\r",
                "expect\t30\tcomet> ",
                "send\t" + CTRL_R + "def",
                "expect\t30\ttwice",
                "send\t\\r",
                "expect\t30\tcomet> ",
                "send\t:quit\\r",
                "leave\t30");
        assertThat(Files.readString(folder.resolve("history"))).contains("def twice(n) {\\n  n * 2\\n}\n");
    }

    @Test
    void a_pasted_method_is_one_input() throws Exception {
        session(
                "quick",
                "expect\t60\tcomet> ",
                "pause\t1",
                "send\t\\x1b[200~def f(n) {\\n\\tif (n < 2) {\\n\\t\\treturn 1\\n\\t}\\n\\n\\treturn n * f(n - 1)\\n}\\n\\x1b[201~",
                "pause\t0.5",
                "send\t\\r",
                "expect\t30\tcomet> ",
                "send\tf(10)\\r",
                "expect\t30\t\\n3628800\\n",
                "send\t:quit\\r",
                "leave\t30");
    }

    @Test
    void what_a_background_thread_prints_goes_above_the_line_being_typed() throws Exception {
        session(
                "quick",
                "expect\t60\tcomet> ",
                "send\tThread.start { Thread.sleep(1500); println 'tick' }; null\\r",
                "expect\t30\tcomet> ",
                "send\t1 + 1",
                "expect\t30\ttick\\n",
                "expect\t30\tcomet> 1 + 1",
                "send\t1\\r",
                "expect\t30\t\\n12\\n",
                "send\tprint 'no line end'\\r",
                "expect\t30\tno line end\\n",
                "expect\t30\tcomet> ",
                "send\t:quit\\r",
                "leave\t30");
    }

    @Test
    void errors_are_a_line_or_two_and_trace_has_the_rest() throws Exception {
        session(
                "quick",
                "expect\t60\tcomet> ",
                "send\tkeep\\r",
                "expect\t30\tno variable or property `keep`",
                "absent\tat ",
                "send\t:trace\\r",
                "expect\t30\tMissingPropertyException",
                "expect\t30\tat ",
                "send\t:hlep\\r",
                "expect\t30\tno command :hlep; did you mean :help?",
                "send\t/exit\\r",
                "expect\t30\tcommands begin with a colon here: :quit",
                "send\texit\\r",
                "leave\t30");
    }

    @Test
    void a_list_of_experiments_fits_a_narrow_terminal() throws Exception {
        session(
                40,
                "quick",
                "colour",
                "expect\t60\tcomet> ",
                "send\tapi.getExperiments('demo', 'digits')\\r",
                "expect\t30\tlucky",
                "expect\t30\t(2 rows",
                "expect\t30\tcomet> ",
                "send\t:quit\\r",
                "leave\t30");
    }
}
