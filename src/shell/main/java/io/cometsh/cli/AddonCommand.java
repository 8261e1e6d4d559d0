package io.cometsh.cli;

import io.cometsh.export.WholeFile;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.SettingsReader;
import io.cometsh.sql.DuckDbAddon;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh addon}: fetches what few users need and is too large for all. */
@Command(
        name = "addon",
        customSynopsis = "cometsh addon duckdb [--from FILE]",
        description = {
            "",
            "Installs an add-on in the user's data folder. duckdb is the engine of cometsh sql: 80 MB to download, of",
            "which the part for this machine is kept. The download is checked against a sum in this program.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  cometsh addon duckdb",
            "  cometsh addon duckdb --from duckdb_jdbc-" + DuckDbAddon.VERSION + ".jar",
        })
final class AddonCommand implements Callable<Integer> {

    private final ProcessContext context;

    @Parameters(index = "0", paramLabel = "NAME", description = "duckdb.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Install from this file, the published jar, and download nothing.")
    private Path from;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    AddonCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!name.equals("duckdb")) {
            throw new UsageException("there is one add-on, duckdb, and not \"" + name + "\"");
        }
        DuckDbAddon addon = DuckDbAddon.in(ProgramFolders.data(context).resolve("addons"));
        if (addon.isInstalled()) {
            context.err().println("DuckDB " + DuckDbAddon.VERSION + " is installed in " + addon.folder());
            return ExitCode.DONE;
        }
        if (from != null) {
            Path file = context.workingFolder().resolve(from);
            try (InputStream jar = Files.newInputStream(file)) {
                addon.install(jar);
            } catch (IOException e) {
                throw new UsageException("cannot read " + from + ": " + WholeFile.reason(e));
            }
        } else {
            download(addon);
        }
        context.err().println("installed DuckDB " + DuckDbAddon.VERSION + " in " + addon.folder());
        return ExitCode.DONE;
    }

    /** With the proxies and certificates of the settings, and without the key, which belongs to Comet. */
    private void download(DuckDbAddon addon) {
        var settings =
                SettingsReader.read(Arguments.none(), context.environment(), context.workingFolder(), context.home());
        URI repository = repository();
        context.err().println("downloading DuckDB " + DuckDbAddon.VERSION + " (80 MB) from " + repository.getHost());
        try (Transport transport = new OkHttpTransport(settings.publicOptions(repository.resolve("/")));
                ApiStream jar = transport.open(ApiRequest.get(repository.getPath() + DuckDbAddon.PATH, Map.of()))) {
            addon.install(jar.body());
        } catch (IOException e) {
            throw new CometException(
                    "the download broke off (" + WholeFile.reason(e)
                            + "): try again, or get the file yourself and give it with --from",
                    e);
        }
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
