package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cometsh.support.BuiltProgram;
import io.cometsh.support.BuiltProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built program at the end of pipes, files and signals. */
@Tag("launcher")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PipesIT {
    @TempDir
    private Path folder;

    private Ended bash(String script) throws IOException, InterruptedException {
        return BuiltProgram.in(folder).bash(script);
    }

    @Test
    void a_reader_that_has_enough_ends_the_program_quietly_with_141() throws Exception {
        assertThat(bash("\"$cometsh\" -e 'while (true) println \"more\"' | head -1; echo ${PIPESTATUS[0]}"))
                .isEqualTo(new Ended(0, "more\n141\n", ""));
    }

    @Test
    void a_script_that_catches_everything_ends_too() throws Exception {
        String script = "while (true) { try { println 1 } catch (Throwable t) { } }";
        assertThat(bash("\"$cometsh\" -e '" + script + "' | head -1; echo ${PIPESTATUS[0]}"))
                .isEqualTo(new Ended(0, "1\n141\n", ""));
    }

    @Test
    void a_reader_that_takes_all_gets_all() throws Exception {
        assertThat(bash("\"$cometsh\" -e '(1..100000).each { println it }' | tail -1; echo ${PIPESTATUS[0]}"))
                .isEqualTo(new Ended(0, "100000\n0\n", ""));
    }

    @Test
    void a_full_disk_is_an_error_and_no_short_file() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        assertThat(bash("\"$cometsh\" -e 'println 1' > /dev/full"))
                .isEqualTo(new Ended(1, "", "cometsh: cannot write to standard output: No space left on device\n"));
        Ended large = bash("\"$cometsh\" -e '(1..100000).each { println it }' > /dev/full");
        assertThat(large.exit()).isEqualTo(1);
        assertThat(large.err().lines()).hasSize(1);
    }

    @Test
    void what_was_printed_before_System_exit_arrives_with_its_code() throws Exception {
        assertThat(bash("\"$cometsh\" -e 'println \"data\"; System.exit(7)'")).isEqualTo(new Ended(7, "data\n", ""));
    }

    @Test
    void output_before_a_signal_arrives_and_the_exit_code_is_the_signals() throws Exception {
        String script = "println \"data\"; new File(args[0]).text = \"\"; sleep(60000)";
        assertThat(bash("mark=$(mktemp -u); \"$cometsh\" -e '" + script + "' \"$mark\" & "
                        + "until [ -e \"$mark\" ]; do sleep 0.1; done; kill -TERM $!; wait $!; echo $?; rm \"$mark\""))
                .isEqualTo(new Ended(0, "data\n143\n", ""));
    }

    @Test
    void System_out_and_println_keep_their_order_and_errors_stay_apart() throws Exception {
        String script =
                "println 1; System.out.println(2); print 3; System.out.println(4); System.err.println(\"talk\")";
        assertThat(bash("echo '" + script + "' | \"$cometsh\"")).isEqualTo(new Ended(0, "1\n2\n34\n", "talk\n"));
    }

    @Test
    void the_threads_of_a_script_run_to_their_end() throws Exception {
        String script = "def main = Thread.currentThread(); "
                + "Thread.start { while (main.state != Thread.State.WAITING) { Thread.onSpinWait() }; println \"late\" }; "
                + "Thread.startDaemon { Thread.sleep(600000); println \"never\" }; println \"early\"";
        assertThat(bash("\"$cometsh\" -e '" + script + "; null'")).isEqualTo(new Ended(0, "early\nlate\n", ""));
        assertThat(bash("echo '" + script + "' | \"$cometsh\"")).isEqualTo(new Ended(0, "early\nlate\n", ""));
    }

    @Test
    void a_thread_may_fail_or_leave_by_System_exit() throws Exception {
        Ended failed =
                bash("\"$cometsh\" -e 'Thread.start(\"mine\") { throw new IllegalStateException(\"no\") }.join()'");
        assertThat(failed.exit()).isZero();
        assertThat(failed.err()).startsWith("Exception in thread \"mine\" java.lang.IllegalStateException: no\n");
        assertThat(bash("\"$cometsh\" -e 'Thread.start { println 1; System.exit(5) }; null'"))
                .isEqualTo(new Ended(5, "1\n", ""));
    }

    @Test
    void a_signal_ends_the_wait_for_a_thread() throws Exception {
        String script = "def main = Thread.currentThread(); Thread.start {"
                + " while (main.state != Thread.State.WAITING) { Thread.onSpinWait() }; println \"on\"; Thread.sleep(600000) }";
        assertThat(bash("coproc \"$cometsh\" -e '" + script + "; null'; read line <&${COPROC[0]}; echo $line;"
                        + " kill -TERM $COPROC_PID; wait $COPROC_PID; echo $?"))
                .isEqualTo(new Ended(0, "on\n143\n", ""));
    }

    @Test
    @Timeout(120)
    void a_line_arrives_when_it_is_printed() throws Exception {
        String script = "println \"one\"; System.in.read(); System.out.println(2); System.in.read();"
                + " csv([[a: 3]]); System.in.read(); print \"4\"; System.in.read(); null";
        assertThat(bash("coproc \"$cometsh\" -e '" + script
                        + "'; exec 3<&${COPROC[0]} 4>&${COPROC[1]}; pid=$COPROC_PID;"
                        + " read a <&3; echo >&4; read b <&3; echo >&4; read c <&3; read d <&3; echo >&4; read -N 1 e <&3; echo >&4;"
                        + " wait $pid; code=$?; echo $a $b ${c:0:1} ${d:0:1} $e $code"))
                .isEqualTo(new Ended(0, "one 2 a 3 4 0\n", ""));
    }

    @Test
    void output_and_errors_in_one_log_keep_their_order() throws Exception {
        String script =
                "println 1; System.err.println(2); println 3; System.err.println(4); throw new Exception(\"5\")";
        assertThat(bash("\"$cometsh\" -e '" + script + "' 2>&1"))
                .isEqualTo(new Ended(1, "1\n2\n3\n4\ncometsh: -e:1: 5\n", ""));
    }

    @Test
    void a_shutdown_hook_can_print() throws Exception {
        String script = "addShutdownHook { print \"a\"; System.out.println(\"b\") }; println 1";
        assertThat(bash("\"$cometsh\" -e '" + script + "; null'")).isEqualTo(new Ended(0, "1\nab\n", ""));
        assertThat(bash("\"$cometsh\" -e '" + script + "; System.exit(3)'")).isEqualTo(new Ended(3, "1\nab\n", ""));
    }
}
