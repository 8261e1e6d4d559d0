package io.cometsh.shell;

import io.cometsh.completion.ExperimentName;
import io.cometsh.completion.NameSource;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;

/**
 * The whole shell over a client in miniature, for tests that press keys in a real terminal. Arguments: how soon names
 * come ({@code quick}, {@code slow} for half a second, {@code never}), and the history file.
 */
public final class ShellMain {
    private ShellMain() {}

    public static void main(String[] args) throws IOException {
        Session session = Session.typed(new ScriptContext().variable("api", new MiniApi()));
        ShellOptions options = ShellOptions.defaults()
                .withHistoryFile(Path.of(args[1]))
                .withColour(args.length < 3 || !args[2].equals("plain"))
                .withGreeting("ready");
        try (Terminal terminal = Shell.openTerminal()) {
            int status = new Shell(
                            terminal,
                            new SessionEvaluator(session),
                            new DelayedNames(args[0]),
                            new RecordingCache(new ArrayList<>()),
                            options)
                    .run();
            System.out.println("left with " + status);
            System.exit(status);
        }
    }

    /** What a script can call. */
    public static final class MiniApi {
        public List<String> getWorkspaces() {
            return List.of("demo");
        }

        public List<Map<String, Object>> getExperiments(String workspace, String projectName) {
            return List.of(
                    Map.of("name", "lucky_fox " + projectName),
                    Map.of("name", "sad_owl " + "with a very long name ".repeat(5)));
        }

        /** A slow request that an interrupt ends. */
        public String slow() throws InterruptedException {
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            return "late";
        }
    }

    private record DelayedNames(String pace) implements NameSource {
        private void delay() {
            try {
                if (pace.equals("never")) {
                    new CountDownLatch(1).await();
                } else if (pace.equals("slow")) {
                    Thread.sleep(500);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public List<String> workspaces() {
            delay();
            return List.of("demo");
        }

        @Override
        public List<String> projects(String workspace) {
            delay();
            return List.of("digits", "mnist");
        }

        @Override
        public List<Column> columns(String workspace, String project) {
            delay();
            return List.of(new Column("accuracy", Source.METRICS, "double"));
        }

        @Override
        public List<ExperimentName> experiments(String workspace, String project) {
            delay();
            return List.of();
        }
    }
}
