package io.cometsh.cli;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.shell.ProcessSignals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private DataFolder data;

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
            description = "A proxy whose X-Forwarded-Host, -Proto and -For count. Can be repeated.")
    private List<String> proxies = List.of();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "Add a line to FILE for each request: time, client, user, method, path, status, bytes, ms, id.")
    private Path log;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show the same lines on standard error.")
    private boolean verbose;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "At TERM or Ctrl-C, wait up to this time for the requests in progress. A second signal ends"
                    + " the wait. Default: ${DEFAULT-VALUE}.")
    private int drain = 20;

    @Option(names = "--stacktrace", description = "Show the whole stack of an error.")
    private boolean stacktrace;

    @Mixin
    private HelpOption help;

    ServerCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ServerLog.dated();
        try (CometServer server = CometServer.start(options())) {
            StopSignal stop = StopSignal.listen(server::hurry);
            if (log != null) {
                // logrotate and others send it after a rotation. The log needs no reopening, and the server continues.
                ProcessSignals.on("HUP", () -> {});
            }
            // Whatever else ends the process leaves the data folder as one file too.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "cometsh-server-close"));
            context.out().println(server.address());
            context.out().flush();
            context.err()
                    .println("cometsh server: log to it with COMET_URL_OVERRIDE=" + server.address()
                            + "clientlib/ ; stop it with Ctrl-C");
            int exit = stop.await();
            server.close(Duration.ofSeconds(drain));
            return exit;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (IOException | RuntimeException e) {
            return new ErrorHandler(context.err(), stacktrace).handle(e, null);
        }
    }

    private ServerOptions options() throws IOException {
        if (drain < 0) {
            throw new UsageException("--drain takes seconds, 0 or more, not " + drain);
        }
        Path folder = data.of(context);
        ServerOptions options = ServerOptions.inFolder(folder)
                .withPort(port)
                .withHost(host)
                .withSample(sample)
                .withProxies(proxies)
                .withLog(log)
                .withPrograms(ProgramFolders.programs(context))
                .withQueries(new PageQueries());
        if (verbose) {
            options = options.withScreen(context.err());
        }
        return keys == null ? options : options.withKeys(KeyFile.read(keys, context.err()));
    }
}
