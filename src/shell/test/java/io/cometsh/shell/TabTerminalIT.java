package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.DelayingProxy;
import io.cometsh.support.Key;
import io.cometsh.support.Screen;
import io.cometsh.support.TerminalSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TAB as a person sees it: screens, against the embedded server, a slow one and none. */
@Tag("launcher")
@Tag("terminal")
@Timeout(300)
class TabTerminalIT {
    private static final String NOTICE = "names from the server are not available";

    @TempDir
    private Path folder;

    private TerminalSession shell(String address) {
        return TerminalSession.cometsh(folder, Map.of("COMET_API_KEY", "any", "COMET_URL_OVERRIDE", address), 100, 30);
    }

    /** Presses TAB until the names are there: the server may need longer than a press waits. */
    private static Screen tab(TerminalSession shell, String wanted) {
        return shell.typeUntil(Key.TAB.sent(), wanted);
    }

    /** Presses keys that change nothing until the documentation is there, which needs Groovy in the background. */
    private static void untilShown(TerminalSession shell, String wanted) {
        shell.typeUntil("g" + Key.BACKSPACE.sent(), wanted);
    }

    @Test
    void shows_names_values_ranges_and_parameters_of_the_sample() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                TerminalSession shell = shell(server.address().toString())) {
            shell.awaitPrompt();
            shell.type("api.query(\"demo\", \"di");
            // The tip needs Groovy, which is loaded in the background; until then there is no tip.
            untilShown(shell, "query(String workspace, String projectName, Object query");
            // The heading comes with the list; the names alone are in the line below the input as soon as they are
            // known.
            assertThat(tab(shell, "projects of demo").text()).contains("digits-augmented");
            shell.dropLine();
            shell.type("api.query(\"demo\", \"digits\", Parameter(\"optimizer\") == \"");
            assertThat(tab(shell, "optimizer in demo/digits, of").text())
                    .contains("sgd")
                    .containsPattern("adam +\\d+ runs");
            shell.dropLine();
            shell.type("api.query(\"demo\", \"digits\", Metric(\"loss\") < ");
            assertThat(tab(shell, "loss in demo/digits, of").text())
                    .contains("median")
                    .contains(" … ");
            shell.type("0.1)").await("< 0.1)");
            shell.dropLine();
            shell.type("api.gEK");
            assertThat(tab(shell, "getExperimentByKey(").line()).endsWith("api.getExperimentByKey(");
            shell.dropLine();
            // What was entered comes back in grey, and the arrow takes it.
            shell.run("\"remember me\".size()");
            shell.type("\"rem").await("\"remember me\".size()");
            assertThat(shell.colours(shell.screen().row())).isNotEmpty();
            shell.press(Key.RIGHT, Key.ENTER);
            shell.await("11");
        }
    }

    @Test
    void a_server_that_takes_half_a_second_is_waited_for_without_holding_a_key() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                DelayingProxy proxy = DelayingProxy.before(server.address());
                TerminalSession shell = shell(proxy.uri().toString())) {
            shell.awaitPrompt();
            proxy.delay(Duration.ofMillis(500));
            shell.type("api.getExperiments(\"demo\", \"").press(Key.TAB).type("digits-");
            shell.await("api.getExperiments(\"demo\", \"digits-");
            assertThat(tab(shell, "digits-augmented\"").text()).doesNotContain(NOTICE);
            shell.dropLine();
            // Ctrl-C while TAB waits drops the line too.
            shell.enter(":cache clear").await("cache cleared");
            shell.awaitPrompt();
            shell.type("api.getExperiments(\"demo\", \"").press(Key.TAB);
            shell.dropLine();
            assertThat(shell.run("6 * 7")).containsExactly("42");
        }
    }

    @Test
    void a_dead_server_is_spoken_of_once_and_does_not_hold_the_prompt() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (TerminalSession shell = shell("http://127.0.0.1:" + port + "/")) {
            shell.awaitPrompt();
            shell.type("api.getProjects(\"").press(Key.TAB).type("x").await("api.getProjects(\"x");
            shell.await(NOTICE);
            assertThat(shell.await("api.getProjects(\"x").line()).startsWith("comet> api.getProjects(\"x");
            shell.press(Key.TAB, Key.TAB).type("y").await("api.getProjects(\"xy");
            shell.dropLine();
            assertThat(shell.run("6 * 7")).containsExactly("42");
            assertThat(shell.transcript().split(NOTICE, -1)).hasSize(2);
            // The server is back: not asked for half a minute, unless the user asks for it.
            try (CometServer server =
                    CometServer.start(ServerOptions.inMemory().withSample(true).withPort(port))) {
                assertThat(server.address().getPort()).isEqualTo(port);
                shell.enter(":cache clear").await("cache cleared");
                shell.type("api.getExperiments(\"demo\", \"digits-");
                tab(shell, "digits-augmented");
            }
        }
    }

    @Test
    void a_refused_key_is_spoken_of_once() throws IOException {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            byte[] body = "{\"msg\":\"API key not valid\",\"code\":401}".getBytes(UTF_8);
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        refusing.start();
        try (TerminalSession shell =
                shell("http://127.0.0.1:" + refusing.getAddress().getPort() + "/")) {
            shell.awaitPrompt();
            shell.type("api.getProjects(\"").press(Key.TAB);
            shell.await(NOTICE);
            shell.press(Key.TAB, Key.TAB).type("y").await("api.getProjects(\"y");
            shell.dropLine();
            assertThat(shell.run("6 * 7")).containsExactly("42");
            assertThat(shell.transcript().split(NOTICE, -1)).hasSize(2);
            assertThat(shell.transcript().replaceAll("\\s+", " ")).contains("401", "TAB will try again in 30 s");
        } finally {
            refusing.stop(0);
        }
    }

    @Test
    void a_server_that_never_answers_is_spoken_of_after_a_while_and_has_its_names_when_it_is_back() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                DelayingProxy proxy = DelayingProxy.before(server.address());
                TerminalSession shell = shell(proxy.uri().toString())) {
            shell.awaitPrompt();
            proxy.delay(Duration.ofDays(1));
            shell.type("api.getExperiments(\"demo\", \"").press(Key.TAB);
            shell.await("asking the server");
            tab(shell, NOTICE);
            shell.await("no answer for");
            proxy.delay(Duration.ZERO);
            shell.dropLine();
            shell.enter(":cache clear").await("cache cleared");
            shell.type("api.getExperiments(\"demo\", \"di");
            tab(shell, "digits-augmented");
        }
    }

    @Test
    void documentation_comes_while_typing_and_a_long_list_asks_no_question() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true));
                TerminalSession shell = shell(server.address().toString())) {
            shell.awaitPrompt();
            shell.type("api.getProjects(\"demo\"");
            Screen brief = tab(shell, "TAB again");
            assertThat(brief.text()).contains("List<String> getProjects(String workspace)");
            assertThat(tab(shell, "api.get_projects(workspace)").line()).endsWith("api.getProjects(\"demo\"");
            shell.dropLine();
            shell.type("api.getWorkspaces(").press(Key.SHIFT_TAB);
            shell.await("api.get_workspaces()");
            shell.dropLine();
            // One press: the next one goes through the list.
            shell.type("api.").press(Key.TAB);
            assertThat(shell.await("more rows: TAB goes through them").text())
                    .doesNotContain("do you wish")
                    .contains("getAccountDetails");
            shell.press(Key.TAB);
            shell.await("rows 1 to ");
            shell.dropLine();
            shell.type("api.getProjects(\"demo\"");
            untilShown(shell, "getProjects(String workspace)");
            shell.dropLine();
            shell.run(":set hints off");
            shell.type("api.getExperiments(\"demo\"");
            assertThat(shell.await("api.getExperiments(\"demo\"").text()).doesNotContain("getExperiments(String");
            shell.dropLine();
            shell.type("api.getExp").press(Key.TAB).await("getExperimentByKey  ");
            assertThat(shell.colours(shell.screen().row() + 1)).anyMatch(colour -> !colour.equals("default"));
            shell.dropLine();
            shell.run(":set color off");
            shell.type("api.getExp").press(Key.TAB).await("getExperimentByKey  ");
            assertThat(shell.colours(shell.screen().row() + 1)).containsOnly("default");
            shell.dropLine();
            // A list that is read aloud is not gone through: it is whole, or not there.
            shell.run(":set plain on");
            shell.type("api.").press(Key.TAB).await("do you wish to see all");
            shell.type("n").await("the question gone", screen -> screen.line().equals("comet> api."));
            shell.type("x").await("api.x");
            shell.dropLine();
        }
    }

    @Test
    void files_have_their_quotes_also_in_a_home_with_blanks() throws IOException {
        Path home = Files.createDirectories(folder.resolve("a home").resolve("my scripts"));
        Files.writeString(home.resolve("two words.groovy"), "6 * 7");
        Map<String, String> environment = Map.of(
                "COMET_API_KEY",
                "any",
                "COMET_URL_OVERRIDE",
                "http://127.0.0.1:9/",
                "HOME",
                home.getParent().toString());
        try (TerminalSession shell = TerminalSession.cometsh(folder, environment, 100, 30)) {
            shell.awaitPrompt();
            shell.type(":open ~/my").press(Key.TAB);
            shell.await(":open \"~/my scripts/");
            shell.press(Key.TAB);
            shell.await(":open \"~/my scripts/two words.groovy\"");
            shell.press(Key.ENTER);
            shell.await("42");
            shell.awaitPrompt();
            shell.type(":plot val_loss --log -o a").press(Key.TAB);
            shell.await("-o \"a home/");
            shell.type("my plot.svg\"").press(Key.CTRL_U).type(":plot [3, 2, 1] -o \"a home/my plot.svg\"");
            shell.submit();
            assertThat(home.getParent().resolve("my plot.svg")).content().startsWith("<");
        }
    }
}
