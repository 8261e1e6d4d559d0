package io.cometsh.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The test terminal itself, with foreign programs, and with ours in front of a slow server. */
@Tag("launcher")
@Tag("terminal")
@Timeout(180)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TerminalSessionIT {
    @TempDir
    private Path folder;

    private TerminalSession python(String program) {
        return TerminalSession.start(
                List.of("python3", "-u", "-c", program), TerminalSession.environment(), folder, 40, 6);
    }

    @Test
    void shows_the_screen_and_not_the_stream_that_made_it() {
        try (TerminalSession terminal = python("print('wrong\\r\\x1b[31mright\\x1b[0m', end='')")) {
            assertThat(terminal.awaitExit()).isZero();
            assertThat(terminal.screen().text()).isEqualTo("right");
            assertThat(terminal.colours(0).subList(0, 6)).containsExactly("red", "red", "red", "red", "red", "default");
            assertThat(terminal.written()).startsWith("wrong\r\u001b[31m");
        }
    }

    @Test
    void keeps_what_has_left_the_screen_and_leaves_pictures_out() {
        try (TerminalSession terminal = python("[print(i) for i in range(20)]; print('a\\x1b_Gpixels\\x1b\\\\b')")) {
            terminal.awaitExit();
            assertThat(terminal.screen().lines()).startsWith("16").contains("ab");
            assertThat(terminal.transcript()).startsWith("0\n1\n").endsWith("19\nab");
        }
    }

    @Test
    void tells_the_program_its_new_size_and_passes_keys_and_its_end() {
        try (TerminalSession terminal = python("""
                import os, signal, sys
                signal.signal(signal.SIGWINCH, lambda *_: print('%d x %d' % os.get_terminal_size()))
                print('%d x %d' % os.get_terminal_size())
                print('got', sys.stdin.readline().strip())
                while True: signal.pause()
                """)) {
            terminal.await("40 x 6");
            terminal.enter("häh 日本");
            terminal.await("got häh 日本");
            terminal.resize(70, 9);
            terminal.await("70 x 9");
            assertThat(terminal.screen().lines()).hasSize(9);
            terminal.press(Key.CTRL_C);
            terminal.await("KeyboardInterrupt");
            assertThat(terminal.awaitExit()).isNotZero();
        }
    }

    @Test
    void runs_the_shell_with_a_server_that_takes_half_a_second() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                DelayingProxy proxy = DelayingProxy.before(server.address());
                TerminalSession shell = TerminalSession.cometsh(
                        folder,
                        Map.of(
                                "COMET_API_KEY",
                                "any",
                                "COMET_URL_OVERRIDE",
                                proxy.uri().toString()),
                        80,
                        24)) {
            shell.awaitPrompt();
            proxy.delay(Duration.ofMillis(500));
            assertThat(shell.run("api.getProjects(\"demo\")"))
                    .containsExactly("['digits', 'digits-augmented', 'digits-registry', 'digits-seeds']");
            assertThat(shell.run("x = 1")).isEmpty();
            assertThat(shell.run("(1..40).each { println it }; null"))
                    .hasSize(40)
                    .endsWith("40");
            assertThat(proxy.requests()).anyMatch(request -> request.contains("/projects"));
            assertThat(shell.press(Key.CTRL_D).awaitExit()).isZero();
        }
    }
}
