package io.cometsh.cli;

import io.cometsh.bulk.Export;
import io.cometsh.bulk.ExportFailure;
import io.cometsh.bulk.ExportRequest;
import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.bulk.ExportResult;
import io.cometsh.bulk.SampledSeries;
import io.cometsh.bulk.Since;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.ProjectPaths;
import io.cometsh.client.service.RowReader;
import io.cometsh.export.Format;
import io.cometsh.export.Table;
import io.cometsh.export.WholeFile;
import io.cometsh.files.AtomicFile;
import io.cometsh.files.Sha256;
import io.cometsh.progress.Display;
import io.cometsh.progress.Progress;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import io.cometsh.text.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh export}: everything of a workspace, a project or a query, into one file or folder. */
@Command(
        name = "export",
        customSynopsis = {
            "cometsh export [OPTIONS] WORKSPACE[/PROJECT]... -o PATH",
            "               --metrics [NAMES] | --runs | --assets"
        },
        description = {
            "Exports many experiments at once: in the server's order, the same bytes every time, in little memory.",
            "PATH appears when it is complete, and PATH.manifest.json beside it describes it."
        },
        footer = {
            "",
            "Exit codes: as for cometsh, and 6 for a partial export: standard error lists what is missing.",
            "Examples:",
            "  cometsh export demo/digits --metrics -o points.parquet",
            "  cometsh export demo/digits --metrics loss --query 'Tag(\"best\")' -o best.csv.gz",
            "  cometsh export demo --runs -o runs.csv --since old.csv.manifest.json",
            "  cometsh export demo/digits --assets -o files --resume",
        })
final class ExportCommand implements Callable<Integer> {
    private static final int MOST_LISTED = 20;

    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Parameters(
            index = "0..*",
            arity = "0..*",
            hideParamSyntax = true,
            paramLabel = "WORKSPACE[/PROJECT]...",
            description = "What to export: projects such as demo/digits or 'demo/dig*', or all of a workspace.")
    List<String> projects = List.of();

    @ArgGroup(exclusive = false, multiplicity = "1")
    Kind kind;

    @Option(
            names = "--query",
            paramLabel = "EXPRESSION",
            description = "Only the experiments that it describes: 'Metric(\"loss\") < 0.2'.")
    String query;

    @Option(names = "--archived", description = "The archived experiments instead.")
    boolean archived;

    @Option(
            names = "--since",
            paramLabel = "TIME|MANIFEST",
            description =
                    "Only what has run since a time (2026-01-31T12:00 in UTC, 24h, 7d), or what runs, has run, or has"
                            + " another name or project since the export with this manifest. A later edit that leaves the end of a"
                            + " run as it was, such as a tag, is not seen.")
    String since;

    @Option(names = "--resume", description = "Continue an interrupted export to PATH; start when there is none.")
    boolean resume;

    @Option(names = "--keep-going", description = "Write a partial export after a failure; the exit code is 6.")
    boolean keepGoing;

    @Option(
            names = "--sampled",
            description = "Take samples of the series of which the service has nothing else, without exit code 6.")
    boolean sampled;

    @Mixin
    private HelpOption help;

    /** One of three. */
    static final class Kind {
        @Option(
                names = "--metrics",
                arity = "0..1",
                paramLabel = "[NAME,...]",
                hideParamSyntax = true,
                fallbackValue = "",
                description = "The points of metrics, all or these: experiment_key,metric,step,epoch,timestamp,value.")
        List<String> metrics;

        @Option(names = "--runs", description = "One row an experiment, with its parameters, metrics, others and tags.")
        boolean runs;

        @Option(names = "--assets", description = "The files of experiments, into a new folder.")
        boolean assets;

        What what() {
            return runs ? What.RUNS : assets ? What.ASSETS : What.METRICS;
        }
    }

    ExportCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        options.beStrictByDefault();
        // An export reads everything once: a cache would only need much memory.
        options.noCache = true;
        return new Invocation(options, context, "export").of(this::run);
    }

    private int run(ApiConnection connection) {
        connection.prewarm();
        Sha256.prepare();
        ExportRequest request = request(connection);
        boolean drawn = context.errIsTerminal() && !options.quiet;
        Display display = drawn
                ? new Display(context.err(), () -> TerminalWidth.ofTalk(context), Plain.isWanted(options, context))
                : Display.NONE;
        ExportResult result;
        Progress bar = display.begin("export", "runs", -1);
        Thread atTheEnd = new Thread(
                () -> {
                    // The bar would be drawn again over the message.
                    bar.close();
                    noticeResumption(connection, request);
                },
                "cometsh-export-end");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try (Progress progress = bar) {
            connection.showIn(progress);
            requireKnown(connection, request);
            result = new Export(
                            connection.api(),
                            connection.transport(),
                            server(connection),
                            request,
                            progress,
                            Instant.now())
                    .counting(count -> LongRead.of(connection, count, requests(request))
                            .ifPresent(text -> connection.notice("this export takes " + text
                                    + ". To keep a copy instead that reads only what changes: cometsh sync "
                                    + place(request) + " (guide: When one run, one machine is not enough)")))
                    .run();
        } catch (RuntimeException e) {
            noticeResumption(connection, request);
            throw e;
        } finally {
            forget(atTheEnd);
        }
        return report(connection, request, result);
    }

    private static void noticeResumption(ApiConnection connection, ExportRequest request) {
        if (Export.canResume(request.output())) {
            connection.notice("partial results are saved; to continue, run the same command with --resume");
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal has ended the program: the hook has printed the message.
            return;
        }
    }

    /** An unknown name would give an export without rows or with an empty column. */
    private void requireKnown(ApiConnection connection, ExportRequest request) {
        List<String> columns = request.what() == What.METRICS
                ? request.metrics().stream().map(name -> "metrics." + name).toList()
                : request.columns();
        if (columns.isEmpty()) {
            return;
        }
        RowReader.check(columns, () -> projectColumns(connection, request));
        try {
            RowReader.requireKnown(columns, projectColumns(connection, request), place(request));
        } catch (NotFoundException e) {
            if (options.strict) {
                throw e;
            }
            connection.warn(e.getMessage());
        }
    }

    private static List<ProjectColumns> projectColumns(ApiConnection connection, ExportRequest request) {
        return new ProjectPaths(connection.transport())
                .find(request.projects()).stream()
                        .map(project -> connection.api().getColumns(project.workspace(), project.name()))
                        .toList();
    }

    /** The server inside this program has another port each time. */
    private static String server(ApiConnection connection) {
        return connection.isLocal() ? "local" : connection.api().serverUrl();
    }

    /** How many requests an experiment takes, at least. */
    private static int requests(ExportRequest request) {
        return switch (request.what()) {
            case METRICS -> Math.max(1, request.metrics().size());
            case RUNS ->
                (int) Stream.of("params.", "metrics.", "others.", "tags")
                        .filter(kind -> request.columns().isEmpty()
                                || request.columns().stream().anyMatch(column -> column.startsWith(kind)))
                        .count();
            case ASSETS -> 1;
        };
    }

    private static String place(ExportRequest request) {
        return String.join(", ", request.projects());
    }

    private ExportRequest request(ApiConnection connection) {
        List<String> metrics = kind.metrics == null
                ? List.of()
                : GlobalOptions.names("--metrics", kind.metrics).stream()
                        .filter(name -> !name.isEmpty())
                        .toList();
        if ((kind.metrics == null ? 0 : 1) + (kind.runs ? 1 : 0) + (kind.assets ? 1 : 0) != 1) {
            throw new UsageException("one export is of --metrics, --runs or --assets: ask for one of them");
        }
        List<String> where = projects;
        if (where.isEmpty() && metrics.size() == 1) {
            // "--metrics demo/digits -o …": the option took the word that was meant for the project.
            where = metrics;
            metrics = List.of();
        }
        if (where.isEmpty()) {
            throw new UsageException("name what to export: WORKSPACE or WORKSPACE/PROJECT, such as demo/digits");
        }
        if (options.output == null) {
            throw new UsageException(
                    "name the output: -o FILE, or -o FOLDER for --assets; an export is complete or absent, which"
                            + " standard output cannot guarantee");
        }
        QueryExpression expression = query == null ? null : QueryText.parse(query);
        Since after = since == null ? null : Since.of(since, context.workingFolder(), Instant.now());
        refuseOwnManifest();
        Format format = kind.assets ? Format.CSV : format();
        where.forEach(QueriedProjects::check);
        if (kind.assets && !options.columns().isEmpty()) {
            throw new UsageException("--columns is for --metrics and --runs: files have none");
        }
        return new ExportRequest(
                kind.what(),
                where,
                expression,
                metrics,
                options.columns(),
                archived,
                after,
                output(),
                format,
                !kind.assets && WholeFile.isGzip(options.output),
                options.excel,
                resume,
                keepGoing,
                sampled);
    }

    /** The output would then be replaced by the changed experiments alone, and the others would be lost. */
    private void refuseOwnManifest() {
        if (since == null) {
            return;
        }
        Path folder = context.workingFolder();
        Path own = folder.resolve(options.output + ".manifest.json").normalize();
        if (folder.resolve(since).normalize().equals(own)) {
            throw new UsageException("--since " + since + " is of " + options.output
                    + " itself, which would be replaced by what has changed alone: name another file with -o");
        }
    }

    private Path output() {
        Path named =
                context.workingFolder().resolve(options.output).toAbsolutePath().normalize();
        try {
            return AtomicFile.target(named);
        } catch (IOException e) {
            throw new UsageException("cannot write " + options.output + ": " + WholeFile.reason(e));
        }
    }

    private Format format() {
        Format format = options.format != null
                ? options.format
                : WholeFile.formatOf(options.output)
                        .orElseThrow(
                                () -> new UsageException(
                                        "the ending of " + options.output
                                                + " names no format: end it in .csv, .tsv, .json, .jsonl, .md or .parquet, or give -f"));
        if (format == Format.TABLE) {
            throw new UsageException("a table is for reading: export csv, tsv, json, jsonl, markdown or parquet");
        }
        Output.requireFits(format, options.output);
        return format;
    }

    private int report(ApiConnection connection, ExportRequest request, ExportResult result) {
        if (result.experiments() == 0 && result.unchanged() == 0) {
            connection.warn("there are no such experiments in " + place(request));
        }
        String where = result.manifest() == null ? "" : "; the manifest names them";
        if (result.deleted() > 0) {
            connection.warn("not exported, because deleted during the export: "
                    + Quantity.of(result.deleted(), "experiment") + where);
        }
        if (result.missing() > 0) {
            connection.warn(
                    "in " + since + ", but not found any more: " + Quantity.of(result.missing(), "experiment") + where);
        }
        failures(result.failures());
        sampled(result);
        boolean partial = !result.failures().isEmpty() || result.sampledCount() > 0 && !request.sampled();
        if (!result.written()) {
            context.err()
                    .println("cometsh: nothing was written to " + options.output + ": " + missing(result)
                            + "\n--resume tries again what failed, --keep-going writes what there is"
                            + (result.sampledCount() > 0 ? ", --sampled takes samples" : ""));
            return ExitCode.PARTIAL;
        }
        int exported = result.experiments() - result.failures().size() - result.deleted();
        connection.notice(options.output + ": " + Quantity.of(result.rows(), unit(request.what())) + " of "
                + Quantity.of(exported, "experiment")
                + (result.unchanged() == 0 ? "" : ", " + Quantity.grouped(result.unchanged()) + " unchanged")
                + (partial ? "; " + missing(result) : ""));
        return partial ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static String unit(What what) {
        return switch (what) {
            case METRICS -> "point";
            case RUNS -> "row";
            case ASSETS -> "file";
        };
    }

    private static String missing(ExportResult result) {
        int failed = result.failures().size();
        String failures = failed == 0 ? "" : failed + " of " + result.experiments() + " experiments failed";
        String samples = result.sampledCount() == 0 ? "" : result.sampledCount() + " series are samples";
        return failures + (failed > 0 && !samples.isEmpty() ? ", " : "") + samples;
    }

    private void failures(List<ExportFailure> failures) {
        table(
                List.of("experiment_key", "experiment_name", "project", "error"),
                failures.stream()
                        .map(one -> Arrays.<Object>asList(
                                one.experimentKey(), one.experimentName(), one.project(), one.reason()))
                        .toList(),
                failures.size());
    }

    private void sampled(ExportResult result) {
        if (result.sampledCount() > 0 && !options.quiet) {
            context.err()
                    .println(
                            "warning: of these series the service gives a sample of 15,000 points and keeps no file with"
                                    + " all of them:");
        }
        table(
                List.of("experiment_key", "experiment_name", "metric"),
                result.sampled().stream().map(ExportCommand::cells).toList(),
                result.sampledCount());
    }

    private static List<Object> cells(SampledSeries series) {
        return Arrays.asList(series.experimentKey(), series.experimentName(), series.metric());
    }

    /** Missing rows are reported even under --quiet. */
    private void table(List<String> columns, List<List<Object>> rows, long total) {
        if (rows.isEmpty()) {
            return;
        }
        List<List<Object>> shown = rows.subList(0, Math.min(MOST_LISTED, rows.size()));
        try {
            Format.TABLE.writer(0).write(new Table(columns, shown).withTotal(total), context.err());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
