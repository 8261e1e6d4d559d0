package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.DelayingProxy;
import io.cometsh.support.Key;
import io.cometsh.support.Screen;
import io.cometsh.support.TerminalSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What takes long and is ended by Ctrl-C: the whole program before a server that answers late or never. */
@Tag("launcher")
@Tag("terminal")
@Timeout(300)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LongWorkIT {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private static String unwrapped(Screen screen) {
        return screen.text().replace('\n', ' ');
    }

    /** Where nobody answers. */
    private static final String NOBODY = "http://127.0.0.1:9/";

    private TerminalSession shell(DelayingProxy proxy) {
        return TerminalSession.cometsh(
                folder,
                Map.of("COMET_API_KEY", "any", "COMET_URL_OVERRIDE", proxy.uri().toString()),
                80,
                40);
    }

    @Test
    void ctrl_c_ends_calls_that_hang_and_keeps_the_session_and_what_came_in() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                DelayingProxy proxy = DelayingProxy.before(server.address());
                TerminalSession shell = shell(proxy)) {
            shell.awaitPrompt();
            shell.run("runs = api.getExperiments('demo', 'digits'); kept = 7");

            proxy.delay(FOR_EVER);
            int asked = proxy.requests().size();
            shell.enter("api.getProjects('demo')");
            shell.await("a request on its way", screen -> proxy.requests().size() > asked);
            shell.await("127.0.0.1:" + proxy.uri().getPort() + " has not answered for 5 s (GET projects");
            shell.press(Key.CTRL_C);
            shell.await("interrupted");
            shell.awaitPrompt();

            proxy.delayAfter(20, FOR_EVER);
            int before = proxy.requests().size();
            shell.enter("runs.table('metrics.val_loss')");
            // At most sixteen are under way, so the first ones have come.
            shell.await("a bulk read under way", screen -> proxy.requests().size() > before + 20);
            shell.press(Key.CTRL_C);
            Screen cut = shell.await("what came in", screen -> unwrapped(screen).contains("again asks for the rest"));
            assertThat(unwrapped(cut))
                    .containsPattern("interrupted: [1-9]\\d* of 49 experiments were read.*_ is the table of what came");
            shell.awaitPrompt();
            assertThat(String.join(" ", shell.run("_")))
                    .containsPattern("\\((\\d+) rows; interrupted: \\1 of 49 experiments were read\\)");
            assertThat(String.join(" ", shell.run("_.toCsv('part.csv')")))
                    .containsPattern("not whole \\(interrupted: \\d+ of 49 experiments were read\\)")
                    .contains("anyway()");
            assertThat(folder.resolve("part.csv")).doesNotExist();
            assertThat(shell.run("_.anyway().toCsv('part.csv')")).containsExactly("part.csv");
            proxy.delay(Duration.ZERO);
            int rest = proxy.requests().size();
            assertThat(shell.run("runs.table('metrics.val_loss').rows().size() + kept"))
                    .containsExactly("56");
            assertThat(proxy.requests().size() - rest)
                    .as("requests for the rest")
                    .isLessThan(49);
        }
    }

    @Test
    void ctrl_c_in_the_rows_of_many_runs_leaves_the_rows_that_came() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                DelayingProxy proxy = DelayingProxy.before(server.address());
                TerminalSession shell = shell(proxy)) {
            shell.awaitPrompt();
            shell.run("runs = api.getExperiments('demo', 'digits')");
            proxy.delayAfter(20, FOR_EVER);
            int before = proxy.requests().size();
            shell.enter("runs.metrics('val_loss').table()");
            shell.await("points on their way", screen -> proxy.requests().size() > before + 20);
            shell.press(Key.CTRL_C);
            Screen cut = shell.await("_ is the table of what came");
            assertThat(unwrapped(cut)).containsPattern("interrupted: [1-9]\\d* of 49 experiments were read; _ is");
            shell.awaitPrompt();
            assertThat(String.join(" ", shell.run("_")))
                    .containsPattern("interrupted: [1-9]\\d* of 49 experiments were read\\)");
            proxy.delay(Duration.ZERO);
            assertThat(String.join(" ", shell.run("runs.metrics('val_loss').table()")))
                    .doesNotContain("interrupted");
        }
    }

    @Test
    void ctrl_c_before_anything_is_warm_does_not_wait_for_it() {
        try (TerminalSession shell = TerminalSession.cometsh(folder, Map.of(), 80, 40)) {
            int first = shell.awaitPrompt().row();
            // The local server and Groovy are only being opened and loaded.
            shell.enter("while (true) { api.getWorkspaces() }");
            shell.press(Key.CTRL_C);
            shell.await(
                    "a prompt of its own",
                    screen -> screen.row() > first && screen.line().equals("comet>"));
            assertThat(shell.run("api.getWorkspaces()")).last().isEqualTo("['demo', 'local']");
        }
    }

    @Test
    void ctrl_c_ends_watching_and_progress_and_leaves_what_was_done() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                DelayingProxy proxy = DelayingProxy.before(server.address());
                TerminalSession shell = shell(proxy)) {
            shell.awaitPrompt();
            shell.enter(":watch api.getProjects('demo').size() 0.1");
            shell.await("evaluation 3; Ctrl-C ends");
            assertThat(proxy.requests().stream()
                            .filter(line -> line.contains("/projects?"))
                            .count())
                    .as("each look asks again")
                    .isGreaterThanOrEqualTo(3);
            shell.press(Key.CTRL_C);
            Screen ended = shell.awaitPrompt();
            assertThat(ended.text()).containsOnlyOnce("Ctrl-C ends").containsPattern("evaluated \\d+ times");

            shell.enter("progress(1..1000, 'naps') { if (it > 3) sleep 200; it }");
            shell.await("naps");
            shell.await("a bar", screen -> screen.text().contains("/1000 done"));
            shell.press(Key.CTRL_C);
            Screen cut = shell.await("of 1000; _ holds what was done");
            assertThat(cut.text()).doesNotContain("/1000 done (");
            shell.awaitPrompt();
            assertThat(shell.run("_[0..2] == [1, 2, 3]")).containsExactly("true");
        }
    }

    @Test
    void watching_outlives_an_outage() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                DelayingProxy proxy = DelayingProxy.before(server.address());
                TerminalSession shell = shell(proxy)) {
            shell.awaitPrompt();
            shell.run("n = 0");
            shell.enter(
                    ":watch { -> def size = api.getProjects('demo').size(); if (++n == 3) {"
                            + " throw new io.cometsh.transport.CometConnectionException('the server is away', null) }; size }() 0.5");
            shell.await("the server is away. It is tried again; Ctrl-C ends");
            Screen again = shell.await("evaluation 4; Ctrl-C ends");
            assertThat(again.text()).doesNotContain("It is tried again");
            assertThat(unwrapped(shell.dropLine())).containsPattern("evaluated \\d+ times");
        }
    }

    @Test
    void a_value_longer_than_the_screen_is_paged_and_the_session_continues_after_it() {
        try (TerminalSession shell =
                TerminalSession.cometsh(folder, Map.of("COMET_API_KEY", "any", "COMET_URL_OVERRIDE", NOBODY), 80, 12)) {
            shell.awaitPrompt();
            shell.enter("(1..100).collectEntries { [('k' + it): [at: it, of: [100]]] }");
            Screen first = shell.await("k9: [at: 9, of: [100]],");
            assertThat(first.text()).contains("k1: [at: 1, of: [100]],").doesNotContain("k20:");
            shell.type(" ");
            shell.await("k20: [at: 20, of: [100]],");
            shell.type("q");
            shell.awaitPrompt();
            shell.enter("_.size()");
            shell.await("the value that was paged", screen -> screen.lines().contains("100"));
            shell.awaitPrompt();
            shell.enter("(1..100).collectEntries { [('k' + it): [at: it, of: [100]]] }");
            shell.await("k9: [at: 9, of: [100]],");
            shell.press(Key.CTRL_C);
            shell.awaitPrompt();
            shell.enter("_.size() + 7");
            shell.await("the session after the pager", screen -> screen.lines().contains("107"));
        }
    }
}
