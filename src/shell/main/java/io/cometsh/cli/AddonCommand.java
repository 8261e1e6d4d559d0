package io.cometsh.cli;

import io.cometsh.client.service.Downloads;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.SettingsReader;
import io.cometsh.sql.DuckDbAddon;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh addon}: fetches what few users need and is too large for all. */
@Command(
        name = "addon",
        customSynopsis = "cometsh addon duckdb [--from FILE]",
        description = {
            "Installs an add-on in the user's data folder, unless this program came with it.",
            "duckdb is the engine of cometsh sql. The download has 80 MB; only the part for this machine is kept. The download",
            "is checked against a SHA-256 sum in this program."
        },
        footer = {
            "",
            "Examples:",
            "  cometsh addon duckdb",
            "  cometsh addon duckdb --from duckdb_jdbc-" + DuckDbAddon.VERSION + ".jar",
        })
final class AddonCommand implements Callable<Integer> {

    private static final String OTHERWISE = "\nTry again, or get duckdb_jdbc-" + DuckDbAddon.VERSION
            + ".jar from a Maven repository yourself and install it with cometsh addon duckdb --from FILE.";

    private final ProcessContext context;

    @Parameters(index = "0", paramLabel = "NAME", description = "duckdb.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Install the published jar from this file, without a download.")
    private Path from;

    @Mixin
    private HelpOption help;

    AddonCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!name.equals("duckdb")) {
            throw new UsageException("there is one add-on, duckdb, and not \"" + name + "\"");
        }
        DuckDbAddon addon = SqlSession.addon(context);
        if (addon.isInstalled()) {
            context.err().println("DuckDB " + DuckDbAddon.VERSION + " is installed in " + addon.folder());
            return ExitCode.DONE;
        }
        addon.installAlone(
                () -> context.err().println("another cometsh installs DuckDB: waiting until it has ended"), () -> {
                    if (from == null) {
                        download(addon);
                    } else {
                        addon.install(context.workingFolder().resolve(from));
                    }
                });
        context.err().println("installed DuckDB " + DuckDbAddon.VERSION + " in " + addon.folder());
        return ExitCode.DONE;
    }

    /** With the proxies and certificates of the settings, and without the key, which belongs to Comet. */
    private void download(DuckDbAddon addon) {
        var settings =
                SettingsReader.read(Arguments.none(), context.environment(), context.workingFolder(), context.home());
        URI repository = repository();
        context.err().println("downloading DuckDB " + DuckDbAddon.VERSION + " (80 MB) from " + repository.getHost());
        Path jar = addon.download();
        try (Transport transport = new OkHttpTransport(settings.publicOptions(repository.resolve("/")))) {
            new Downloads(transport)
                    .save(
                            ApiRequest.get(repository.getPath() + DuckDbAddon.PATH, Map.of()),
                            jar,
                            null,
                            jar.resolveSibling(jar.getFileName() + ".part"));
        } catch (CometConnectionException e) {
            throw new CometConnectionException(e.getMessage() + OTHERWISE, e);
        } catch (CometHttpException e) {
            throw new CometException(e.getMessage() + OTHERWISE, e);
        }
        addon.install(jar);
    }

    /** The Maven repository that the build of this program has its libraries from; the manifest of the jar has it. */
    private static URI repository() {
        URL here = AddonCommand.class.getResource("AddonCommand.class");
        try {
            if (here != null && here.openConnection() instanceof JarURLConnection jar) {
                return URI.create(jar.getMainAttributes().getValue("Addon-Repository"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new UsageException("this program is not packaged and knows no repository: give the file with --from");
    }
}
