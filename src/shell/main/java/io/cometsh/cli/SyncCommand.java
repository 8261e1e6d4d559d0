package io.cometsh.cli;

import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.mirror.Sync;
import io.cometsh.mirror.SyncOptions;
import io.cometsh.mirror.SyncResult;
import io.cometsh.progress.Display;
import io.cometsh.progress.Progress;
import io.cometsh.text.Quantity;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.CometReplyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh sync}: keeps a copy of a workspace on this machine. */
@Command(
        name = "sync",
        customSynopsis = "cometsh sync [OPTIONS] WORKSPACE[/PROJECT]",
        description = {
            "Keeps a mirror of a workspace on this machine: runs, parameters, tags and points as Parquet, and all that",
            "--offline and cometsh sql need. The first sync reads everything; later ones read what the listing shows as",
            "new, running or changed."
        },
        footer = {
            "",
            "Examples:",
            "  cometsh sync demo",
            "  cometsh sync demo/digits --every 10m",
            "  cometsh query demo/digits 'Metric(\"accuracy\") > 0.9' --offline",
        })
final class SyncCommand implements Callable<Integer> {
    private static final int MOST_LISTED = 20;

    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Parameters(index = "0", paramLabel = "WORKSPACE[/PROJECT]", description = "The workspace or the project to copy.")
    private String place;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description =
                    "The folder of the mirror. Default: cometsh/mirror/SERVER/WORKSPACE in the user's data folder.")
    private Path target;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Sync again after this time, such as 10m or 24h, until it is stopped.")
    private String every;

    @Option(
            names = "--refresh",
            paramLabel = "AGE",
            defaultValue = "7d",
            description =
                    "Read again what was read longer ago than AGE, such as 24h, 0s for everything, or never. This finds"
                            + " edits that the listing does not show, such as a new tag. Default: 7d.")
    private String refresh;

    @Mixin
    private HelpOption help;

    SyncCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        options.noCache = true;
        return new Invocation(options, context, "sync").of(this::run);
    }

    private int run(ApiConnection connection) {
        if (options.isOffline()) {
            throw new UsageException("sync reads the server: leave out --offline");
        }
        int slash = place.indexOf('/');
        if (slash == 0 || slash == place.length() - 1) {
            throw new UsageException(
                    "expected WORKSPACE or WORKSPACE/PROJECT, such as demo/digits, not \"" + place + "\"");
        }
        SyncOptions what = new SyncOptions(
                slash < 0 ? place : place.substring(0, slash),
                slash < 0 ? null : place.substring(slash + 1),
                refresh.equals("never") ? null : span("--refresh", refresh));
        Duration pause = every == null ? null : span("--every", every);
        if (pause != null && pause.isZero()) {
            throw new UsageException("--every takes a time from 1s, not " + every);
        }
        URI server = connection.isLocal() ? null : connection.settings().serverRoot();
        Path folder = target == null
                ? Offline.folder(context, server, what.workspace())
                : context.workingFolder().resolve(target);
        String name = server == null ? "local" : server.toString();
        if (pause == null) {
            return once(connection, what, name, folder, true);
        }
        try {
            new Rounds(pause, System::nanoTime, nanos -> Thread.sleep(nanos / 1_000_000)).run(first -> {
                try {
                    once(connection, what, name, folder, first);
                } catch (CometException e) {
                    if (first ? !isOfTheServer(e) : needsTheUser(e)) {
                        throw e;
                    }
                    connection.warn(
                            at() + e.getMessage() + "; the mirror is as it was, and sync tries again in " + every);
                }
            });
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CometInterruptedException("interrupted");
        }
    }

    /** Whether the next round may succeed because the server is there again. */
    private static boolean isOfTheServer(CometException e) {
        return e instanceof CometConnectionException
                || e instanceof CometReplyException
                || e instanceof CometHttpException answer && (answer.status() >= 500 || answer.status() == 429);
    }

    /** What worked once is tried again, also after a full disk or another sync, but not without a valid key. */
    private static boolean needsTheUser(CometException e) {
        return e instanceof CometInterruptedException
                || e instanceof CometHttpException answer && answer.isUnauthorized();
    }

    /** For the lines of rounds. */
    private String at() {
        return every == null ? "" : Offline.time(Instant.now()) + ": ";
    }

    private static Duration span(String option, String text) {
        return TimeText.read(text, "smhdw")
                .orElseThrow(() ->
                        new UsageException(option + " takes a time such as 30s, 10m, 24h or 7d, not \"" + text + "\""));
    }

    private int once(ApiConnection connection, SyncOptions what, String server, Path folder, boolean first) {
        boolean drawn = context.errIsTerminal() && !options.quiet;
        Display display = drawn
                ? new Display(context.err(), () -> TerminalWidth.ofTalk(context), Plain.isWanted(options, context))
                : Display.NONE;
        long before = connection.requests();
        SyncResult result;
        try (Progress progress = display.begin("sync", "runs", -1)) {
            result = new Sync(connection.transport(), server, folder, what, progress, InstantSource.system())
                    .counting(count -> LongRead.of(connection, count, Sync.REQUESTS_A_RUN)
                            .ifPresent(text -> connection.notice("this sync takes " + text
                                    + ". It can be stopped at any time: the next one continues")))
                    .run();
        }
        return report(connection, result, connection.requests() - before, first);
    }

    private int report(ApiConnection connection, SyncResult result, long requests, boolean first) {
        boolean older = result.read() < result.runs() && result.oldest() != null;
        connection.notice(String.format(
                Locale.ROOT,
                "%s%s: %s of %s, %,d points; %,d read%s, %s%s",
                at(),
                place,
                Quantity.of(result.runs(), "run"),
                Quantity.of(result.projects(), "project"),
                result.points(),
                result.read(),
                result.deleted() == 0 ? "" : String.format(Locale.ROOT, ", %,d deleted", result.deleted()),
                Quantity.of(requests, "request"),
                older && !first ? ", the oldest copy of a run is of " + Offline.time(result.oldest()) : ""));
        if (!result.hidden().isEmpty()) {
            connection.warn("runs were edited that the listing does not show, in " + String.join(", ", result.hidden())
                    + ": to read everything again, add --refresh 0s");
        } else if (older && first) {
            connection.notice("the oldest copy of a run is of " + Offline.time(result.oldest())
                    + "; a later edit of its tags, parameters, metrics or others that the listing does not show is not"
                    + " in the mirror (--refresh AGE reads again)");
        }
        if (result.sampled() > 0) {
            connection.warn("of " + Quantity.of(result.sampled(), "series", "series")
                    + " the service gives a sample of 15,000 points and keeps no file with all of them");
        }
        if (result.failures().isEmpty()) {
            return ExitCode.DONE;
        }
        context.err()
                .println("cometsh: " + Quantity.of(result.failures().size(), "run")
                        + " could not be read; the mirror has their earlier copies, and the next sync tries again");
        failures(result.failures());
        return ExitCode.PARTIAL;
    }

    private void failures(List<SyncResult.Failure> failures) {
        List<List<Object>> rows = failures.stream()
                .limit(MOST_LISTED)
                .map(one ->
                        Arrays.<Object>asList(one.experimentKey(), one.experimentName(), one.project(), one.reason()))
                .toList();
        try {
            Table table = new Table(List.of("experiment_key", "experiment_name", "project", "error"), rows);
            Format.TABLE.writer(0).write(table.withTotal(failures.size()), context.err());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
