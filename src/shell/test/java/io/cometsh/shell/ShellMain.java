package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.Terminal;

/**
 * The whole shell over a server in miniature, for tests that press keys in a real terminal. Arguments: when the server
 * answers ({@code quick}, or {@code held} until {@link #release()}), the history file, and {@code plain} for no colours.
 */
public final class ShellMain {
    private static final String EXPERIMENT = """
            {"experimentKey":"%s","experimentName":"%s","workspaceName":"demo","projectName":"digits",
            "projectId":"p1","startTimeMillis":1700000000000,"endTimeMillis":1700000060000,"durationMillis":60000,
            "running":false,"hasCrashed":false,"archived":false}""";

    private static final CountDownLatch RELEASED = new CountDownLatch(1);
    private static volatile Thread holdingOut;

    private ShellMain() {}

    /** Lets the server answer, and waits for the end of {@link #holdOut()}. Typed in the shell. */
    public static void release() throws InterruptedException {
        RELEASED.countDown();
        if (holdingOut != null) {
            holdingOut.join();
        }
    }

    /** Ignores interrupts until {@link #release()}. Typed in the shell. */
    public static int holdOut() {
        holdingOut = Thread.currentThread();
        System.out.println("holding out");
        while (RELEASED.getCount() > 0) {
            Thread.onSpinWait();
        }
        return 1;
    }

    static Transport server() {
        return new FakeTransport()
                .on("workspaces", "{\"workspaceNames\":[\"demo\",\"team-vision\"]}")
                .on("projects", "{\"projects\":[" + project("digits") + "," + project("mnist") + "]}")
                .on(
                        "project/column-names",
                        "{\"columns\":[" + column("accuracy", "metrics") + "," + column("loss", "metrics") + ","
                                + column("lr", "params") + "]}")
                .on(
                        "experiments",
                        "{\"experiments\":[" + EXPERIMENT.formatted("k1", "lucky_fox") + ","
                                + EXPERIMENT.formatted("k2", "sad_owl") + "]}");
    }

    private static String project(String name) {
        return "{\"projectId\":\"" + name + "\",\"projectName\":\"" + name + "\",\"workspaceName\":\"demo\"}";
    }

    private static String column(String name, String source) {
        return "{\"name\":\"" + name + "\",\"id\":\"" + name + "\",\"type\":\"double\",\"source\":\"" + source + "\"}";
    }

    private record Delayed(Transport next, String pace) implements Transport {
        @Override
        public ApiReply send(ApiRequest request) {
            try {
                if (pace.equals("held")) {
                    RELEASED.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CometConnectionException("interrupted", e);
            }
            return next.send(request);
        }
    }

    public static void main(String[] args) throws IOException {
        Api api = TestApi.of(new Delayed(server(), args[0]));
        Session session = Session.typed(new ScriptContext().lazy("api", () -> api));
        ShellOptions options = ShellOptions.defaults()
                .withHistoryFile(Path.of(args[1]))
                .withColour(args.length < 3 || !args[2].equals("plain"))
                .withGreeting("ready");
        int status;
        try (Terminal terminal = Shell.openTerminal()) {
            status = new Shell(terminal, session, () -> api, options).run();
        }
        System.out.println("left with " + status);
        System.exit(status);
    }
}
