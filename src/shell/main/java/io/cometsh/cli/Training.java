package io.cometsh.cli;

import io.cometsh.files.FolderTrees;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.shell.ShellTraining;
import io.cometsh.transport.RequestListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run that does a little of everything, so that the class archive made after it holds what usual runs load: code on
 * the command line, a query against a server, each format, and the line reader.
 */
final class Training {
    static final String OPTION = "--train";
    static final String FULL = "full";
    static final String SHELL = "shell";
    static final String SMALL = "small";

    private static final String QUERY = "api.query('demo', 'digits', Metric('accuracy') > 0.9 & ~Tag('bad'))";

    private static final String SCRIPT = "def numbers = [1, 2]; println \"${args.size()} of ${numbers.sum()}\"";

    /** What many scripts do: ranges, closures, maps, sorting, patterns, formats, files and errors. */
    private static final String USUAL = """
            def numbers = (1..3).collect { it * 2.5 }
            def byName = ['b', 'a', 'c'].withIndex().collectEntries { name, i -> [name, numbers[i]] }
            for (entry in byName.sort { -it.value }) {
                println "${entry.key.padRight(4)} ${String.format('%.2f', entry.value)}"
            }
            def groups = numbers.groupBy { it > 3 ? 'large' : 'small' }.findAll { name, all -> all }
            println groups.collect { name, all -> "$name: ${all.max()}" }.join(', ')
            def matcher = 'loss=0.5' =~ /(\\w+)=(\\S+)/
            if (matcher.find() && matcher.group(2).toDouble() < 1) numbers << matcher[0][2].toDouble()
            println numbers.toSorted().first() + (numbers.sum() as int) + numbers.size()
            try {
                Integer.parseInt('x')
            } catch (NumberFormatException e) {
                println e.message
            }
            def file = File.createTempFile('training', '.txt')
            file.text = "1970 ${System.currentTimeMillis().intdiv(1000)}"
            file.eachLine { line -> println line.split('1').length }
            file.delete()
            3.times { i -> if (i % 2 == 0 && !(i in [5, 7])) println i }
            """;

    private final Path folder;
    /** Until a server is there, nothing answers. */
    private String url = "http://127.0.0.1:1/";

    private Map<String, String> trusted = Map.of();

    private Training(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs what {@code --train} asks for. It is not an option of the command line's model: no command's name after it starts
     * that command.
     *
     * @param contents what the class archive holds: {@link #FULL}, {@link #SHELL} for only what the shell loads, or
     *     {@link #SMALL} for only what code on the command line, a script and a query load
     */
    static int run(ProcessContext context, String contents) {
        try {
            switch (contents) {
                case FULL ->
                    inFolder(training -> {
                        training.usualRuns();
                        training.withServer(training::secureRuns);
                    });
                // Without TLS: a shell connects beside its prompt, and one that needs none has 3 MB less in memory.
                case SHELL -> inFolder(training -> training.withServer(server -> training.shellRuns()));
                case SMALL ->
                    inFolder(training -> training.withServer(server -> {
                        training.shortRuns();
                        training.secureRuns(server);
                    }));
                case TrainingServer.ARGUMENT -> TrainingServer.serve(context.in(), context.out());
                default -> {
                    context.err()
                            .println("cometsh: " + OPTION + " takes " + FULL + ", " + SHELL + " or " + SMALL + ", not "
                                    + contents);
                    return ExitCode.USAGE;
                }
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            // Without a place for files there is nothing to train with, and nothing lost but time.
            return ExitCode.FAILED;
        }
    }

    private static void inFolder(Runs runs) throws IOException {
        Path folder = Files.createTempDirectory("cometsh-train-");
        try {
            runs.run(new Training(folder));
        } finally {
            FolderTrees.delete(folder);
        }
    }

    /** The server is a process of its own, so that its classes are not in the archive. */
    private void withServer(ServerRuns runs) throws IOException {
        try (TrainingServer server = TrainingServer.start()) {
            url = server.address();
            runs.run(server);
        }
    }

    private interface Runs {
        void run(Training training) throws IOException;
    }

    private interface ServerRuns {
        void run(TrainingServer server) throws IOException;
    }

    /** Most servers speak https. Java's own certificates do not have the server's, a bundle has it. */
    private void secureRuns(TrainingServer server) throws IOException {
        List<String> secure = server.secureAddress();
        if (secure.isEmpty()) {
            return;
        }
        url = secure.get(0);
        String[] query = {"query", "demo/digits", "Metric('accuracy') > 0.9 & ~Tag('bad')", "-f", "csv"};
        Path bundle = Files.writeString(
                folder.resolve("certificates.pem"),
                "-----BEGIN CERTIFICATE-----\n" + secure.get(1) + "\n-----END CERTIFICATE-----\n");
        run("", query);
        trusted = Map.of("REQUESTS_CA_BUNDLE", bundle.toString());
        run("", query);
    }

    private void shortRuns() throws IOException {
        Path script = Files.writeString(folder.resolve("script.groovy"), SCRIPT);
        Files.writeString(folder.resolve(".comet.config"), "[comet]\nworkspace = demo\n");
        // Java closes the program's jar in this way only where there is an archive already.
        new RandomAccessFile(script.toFile(), "r").close();
        run("", "--version");
        // Twice: the second time it is not compiled.
        for (int i = 0; i < 2; i++) {
            run("", "-e", "1 + 1");
            run("", "-e", "def twice = { it * 2 }; [1, 2, 3].collect(twice).findAll { it > 2 }.sum()");
            run(SCRIPT, "-", "a");
            run(USUAL, "-");
            run("", script.toString(), "a");
            run("", "-e", QUERY, "-f", "csv");
        }
        run("", "-e", QUERY, "-f", "json", "--columns", "experiment_name,metrics.accuracy");
        run("", "-e", QUERY, "-f", "table");
        run("", "query", "demo/digits", "Metric('accuracy') > 0.9 & ~Tag('bad')", "-f", "csv");
    }

    private void shellRuns() {
        run("", "-e", QUERY, "-f", "table");
        typed();
    }

    private void usualRuns() throws IOException {
        try (CometServer server = CometServer.start(ServerOptions.inMemory().withSample(true))) {
            url = server.address().toString();
            shortRuns();
            run("", "-e", "x = 1", "-e", "x + 1");
            String points = folder.resolve("points.csv").toString();
            run("", "export", "demo", "--metrics", "--url", url, "-o", points);
            run("", "--help");
            typed();
        }
    }

    private void typed() {
        GlobalOptions options = new GlobalOptions();
        options.url = url;
        try (ApiConnection connection = new ApiConnection(options, process(""), RequestListener.NONE, null)) {
            Session session = Session.typed(new ScriptContext().lazy("api", connection::api));
            ShellTraining.run(session, connection::api);
        }
    }

    private void run(String input, String... args) {
        Cometsh.run(process(input), args);
    }

    private ProcessContext process(String input) {
        OutputStream output = new StandardOutput(OutputStream.nullOutputStream());
        PrintStream nowhere = new PrintStream(output, true, StandardCharsets.UTF_8);
        Map<String, String> environment = new HashMap<>(trusted);
        environment.put("COMET_API_KEY", "training");
        environment.put("COMET_URL_OVERRIDE", url);
        environment.put("XDG_CACHE_HOME", folder.toString());
        return new ProcessContext(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                nowhere,
                nowhere,
                false,
                false,
                false,
                environment,
                Path.of("").toAbsolutePath(),
                folder);
    }
}
