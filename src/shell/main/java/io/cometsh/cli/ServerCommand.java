package io.cometsh.cli;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cometsh server}: the embedded server on its own, for a team that logs to it by {@code COMET_URL_OVERRIDE}. */
@Command(
        name = "server",
        description = "Runs the embedded Comet-compatible server until it is stopped.",
        footer = {
            "",
            "Examples:",
            "  cometsh server --sample --port 8080",
            "  COMET_URL_OVERRIDE=http://127.0.0.1:8080 python train.py",
        },
        sortOptions = false)
final class ServerCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 5055;

    private final ProcessContext context;

    @Option(names = "--port", paramLabel = "N", description = "The port; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port = USUAL_PORT;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "The address to listen at. Default: ${DEFAULT-VALUE}, for this machine only.")
    private String host = "127.0.0.1";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder. Default: cometsh/server in the user's data folder.")
    private Path data;

    @Option(names = "--sample", description = "Fill the server with the sample workspace demo.")
    private boolean sample;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = {
                "Lines of \"KEY USER [WORKSPACE…]\": only these keys are taken. A key opens the workspace of the user's name"
                        + " and those listed; * is every workspace. Without this option any key opens everything."
            })
    private Path keys;

    @Option(
            names = "--proxy",
            paramLabel = "ADDRESS",
            description = "A proxy whose X-Forwarded-Host and X-Forwarded-Proto count. Can be repeated.")
    private List<String> proxies = List.of();

    @Option(names = "--stacktrace", description = "Show the whole stack of an error.")
    private boolean stacktrace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    ServerCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ServerLog.dated();
        try (CometServer server = CometServer.start(options())) {
            // TERM and Ctrl-C leave the data folder as one file.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "cometsh-server-close"));
            context.out().println(server.address());
            context.out().flush();
            context.err()
                    .println("cometsh server: log to it with COMET_URL_OVERRIDE=" + server.address()
                            + "clientlib/ ; stop it with Ctrl-C");
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(context.err(), stacktrace).handle(e, null);
        }
    }

    private ServerOptions options() throws IOException {
        Path folder = data != null ? data : usualFolder(context);
        ServerOptions options = ServerOptions.inFolder(folder)
                .withPort(port)
                .withHost(host)
                .withSample(sample)
                .withProxies(proxies)
                .withPrograms(ProgramFolders.programs(context))
                .withQueries(new PageQueries());
        return keys == null ? options : options.withKeys(KeyFile.read(keys, context.err()));
    }

    static Path usualFolder(ProcessContext context) {
        return ProgramFolders.data(context).resolve("server");
    }
}
