package io.cometsh.cli;

import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.shell.ShellTraining;
import io.cometsh.transport.RequestListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A run that does a little of everything, so that the class archive made behind it holds what usual runs load: code on
 * the command line, a query against a server, each format, and the line reader.
 */
final class Training {
    private static final String QUERY = "api.query('demo', 'digits', Metric('accuracy') > 0.9 & ~Tag('bad'))";

    private Training() {}

    static int run() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true))) {
            String url = server.address().toString();
            run("", "-e", "def twice = { it * 2 }; [1, 2, 3].collect(twice).findAll { it > 2 }.sum()");
            run("", "-e", "x = 1", "-e", "x + 1");
            run("println args.size()", "-", "a");
            run("", "--url", url, "-e", QUERY, "-f", "csv");
            run("", "--url", url, "-e", QUERY, "-f", "json", "--columns", "experiment_name,metrics.accuracy");
            run("", "--url", url, "-e", QUERY, "-f", "table");
            run("", "query", "--url", url, "demo/digits", "Metric('accuracy') > 0.9 & ~Tag('bad')", "-f", "csv");
            export(url);
            run("", "--help");
            typed(url);
        }
        return ExitCode.DONE;
    }

    private static void export(String url) {
        try {
            Path folder = Files.createTempDirectory("cometsh-train-");
            Path file = folder.resolve("points.csv");
            run("", "export", "demo", "--metrics", "--url", url, "-o", file.toString());
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder.resolve("points.csv.manifest.json"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // The archive is then without these classes, which only costs time.
            return;
        }
    }

    private static void typed(String url) {
        GlobalOptions options = new GlobalOptions();
        options.url = url;
        try (Connection connection = new Connection(options, surroundings(""), RequestListener.NONE, null)) {
            Session session = Session.typed(new ScriptContext().lazy("api", connection::scriptApi));
            ShellTraining.run(session, connection::scriptApi);
        }
    }

    private static void run(String input, String... args) {
        Cometsh.run(surroundings(input), args);
    }

    private static Surroundings surroundings(String input) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                nowhere,
                nowhere,
                false,
                false,
                false,
                Map.of("COMET_API_KEY", "training"),
                Path.of("").toAbsolutePath(),
                null);
    }
}
