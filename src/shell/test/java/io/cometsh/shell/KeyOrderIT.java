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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that arrive in one piece with Ctrl-C, faster than any person types, wherever the shell is: each one counts. */
@Tag("launcher")
@Tag("terminal")
@Timeout(240)
class KeyOrderIT {
    private static final String CTRL_C = "\u0003";

    @TempDir
    private static Path folder;

    private static CometServer server;
    private static DelayingProxy proxy;
    private static TerminalSession shell;
    private static int number = 1000;

    @BeforeAll
    static void open() {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        proxy = DelayingProxy.before(server.address());
        Map<String, String> environment =
                Map.of("COMET_API_KEY", "any", "COMET_URL_OVERRIDE", proxy.uri().toString());
        shell = TerminalSession.cometsh(folder, environment, 80, 20);
        shell.awaitPrompt();
    }

    @AfterAll
    static void close() {
        shell.close();
        proxy.close();
        server.close();
    }

    /** Presses the keys and types on in the same moment: a line of which the last key is Enter. */
    private static void typeOn(String keys) {
        number++;
        String line = number + " * 2";
        shell.type(keys + line + "\r");
        String entered = "comet> " + line + "\n" + number * 2 + "\ncomet>";
        Screen screen = shell.await("the result of " + line, now -> now.text().endsWith(entered));
        assertThat(screen.text()).doesNotContain("comet>\ncomet>");
    }

    @RepeatedTest(5)
    void a_line_is_dropped() {
        typeOn("dropped" + CTRL_C);
        typeOn("not this \u001b" + CTRL_C);
        typeOn("[1,\r2,\r" + CTRL_C);
    }

    @Test
    void while_tab_waits_for_the_server() {
        proxy.delay(Duration.ofMillis(700));
        try {
            for (int i = 0; i < 3; i++) {
                shell.run(":cache clear");
                typeOn("api.getExperiments(\"demo\", \"" + Key.TAB.sent() + CTRL_C);
            }
        } finally {
            proxy.delay(Duration.ZERO);
        }
    }

    @Test
    void in_a_list_of_candidates() {
        shell.type("api.get\t\t\t").await("rows 1 to ");
        typeOn(CTRL_C);
        typeOn("api.get\t\t\t\t" + CTRL_C);
    }

    @Test
    void in_a_search_of_the_history() {
        shell.run("'looked' + 'for'");
        shell.press(Key.CTRL_R).type("looked").await("'looked' + 'for'");
        typeOn(CTRL_C);
        typeOn(Key.CTRL_R.sent() + "look" + CTRL_C);
    }

    @Test
    void between_enter_and_the_evaluation() {
        for (int i = 0; i < 5; i++) {
            typeOn("while (true) {}\r" + CTRL_C);
        }
    }

    @Test
    void in_an_evaluation() {
        for (int i = 0; i < 3; i++) {
            shell.enter("println('be' + " + i + "); sleep 60000").await("be" + i);
            typeOn(CTRL_C);
        }
    }

    @Test
    void while_something_is_watched() {
        shell.enter(":watch 6 * 7 0.1").await("evaluation 3");
        typeOn(CTRL_C);
    }

    @Test
    void in_the_pager_and_when_it_is_left() {
        for (String keys : new String[] {CTRL_C, "q", " q", "/k2" + CTRL_C, "/k2\rq"}) {
            shell.enter("(1..100).collectEntries { [('k' + it): [at: it, of: [100]]] }")
                    .await("the pager", screen -> screen.line().equals("value"));
            typeOn(keys);
        }
    }

    @Test
    void the_input_of_a_script_may_be_typed_ahead() {
        typeOn("name = System.in.newReader().readLine()\ranyone\r");
        assertThat(shell.run("name.reverse()")).containsExactly("enoyna");
    }
}
