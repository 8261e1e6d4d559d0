package io.cometsh.cli;

import io.cometsh.check.Check;
import io.cometsh.check.CheckReport;
import io.cometsh.check.CheckResult;
import io.cometsh.check.Expectation;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.export.WholeFile;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code cometsh check}: a gate for continuous integration. */
@Command(
        name = "check",
        customSynopsis = "cometsh check [OPTIONS] WORKSPACE/PROJECT... EXPRESSION --expect EXPECTATION...",
        description = {
            "Checks that every run of a query satisfies expectations, such as 'val_accuracy.max >= 0.97'.",
            "A comparison that cannot be made is never a pass. Every comparison is a row of the output."
        },
        footer = {
            "",
            "Exit codes: 0 all expectations hold, 1 a bound is broken, 7 none is broken but something could not be compared",
            "  (no run, a missing value, a run that is running or crashed, too few runs); the others as in cometsh --help.",
            "Examples:",
            "  cometsh check demo/digits 'Tag(\"pr-42\")' --expect 'val_accuracy.max >= 0.97' --junit check.xml",
            "  cometsh check demo/digits 'Tag(\"pr-42\")' --expect 'val_loss.min <= baseline + 2%%' --baseline 'Tag(\"main\")'",
            "  cometsh check demo/digits 'Tag(\"pr-42\")' --expect-file bounds.txt --wait 2h",
        })
final class CheckCommand implements Callable<Integer> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            hideParamSyntax = true,
            paramLabel = "WORKSPACE[/PROJECT]... EXPRESSION",
            description = "Where to look, then which runs to check, both as in cometsh query.")
    private List<String> words = List.of();

    @Option(
            names = "--expect",
            paramLabel = "EXPECTATION",
            description = "COLUMN, one of >= <= > < == !=, and a number, a \"text\", baseline, baseline + 2%% or"
                    + " baseline - 0.01. A bare name is a metric: val_loss.min. Can be repeated.")
    private List<String> expected = List.of();

    @Option(
            names = "--expect-file",
            paramLabel = "FILE",
            description = "Expectations, one a line; empty lines and lines that begin with # are skipped.")
    private Path expectedFile;

    @Option(
            names = "--baseline",
            paramLabel = "EXPRESSION",
            description = "The runs of the same projects that baseline means; the median of several.")
    private String baseline;

    @Option(
            names = "--within",
            paramLabel = "noise",
            description = "Compare all runs with all runs of the baseline as two samples (Mann-Whitney): a bound is"
                    + " broken when p <= 0.05.")
    private String within;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = WaitConverter.class,
            description = "Wait up to this time for the runs to begin and to end, such as 90s, 30m or 2h.")
    private Duration patience = Duration.ZERO;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the result as a JUnit file too.")
    private Path junit;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Add the result as Markdown to FILE, such as $GITHUB_STEP_SUMMARY.")
    private Path summary;

    @Mixin
    private HelpOption help;

    /** {@code 90s}, {@code 30m}, {@code 2h}, {@code 1d}. */
    static final class WaitConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return TimeText.read(text, "smhd")
                    .orElseThrow(
                            () -> new TypeConversionException("\"" + text + "\" is not a time: write 90s, 30m or 2h"));
        }
    }

    CheckCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        options.beStrictByDefault();
        return new Invocation(options, context, "check").comparing(this::run);
    }

    private int run(ApiConnection connection, Output output) throws IOException {
        Instant start = Instant.now();
        List<Expectation> expectations = expectations();
        QueriedProjects where = QueriedProjects.of("check", words);
        QueryExpression base = baseline == null ? null : QueryText.parse(baseline);
        CheckResult result;
        try {
            result = checked(connection, where, base, expectations);
        } catch (CometException e) {
            // A server that cannot be asked is a result too for the system that reads the files.
            report(CheckResult.error(expectations, String.valueOf(e.getMessage())), start);
            throw e;
        }
        ResultPrinter.of(output.stream(), options, context).print(result);
        output.stream().flush();
        connection.notice(result.counts());
        report(result, start);
        return result.isBroken() ? ExitCode.DIFFERENT : result.isComplete() ? ExitCode.DONE : ExitCode.NOT_COMPARABLE;
    }

    private CheckResult checked(
            ApiConnection connection, QueriedProjects where, QueryExpression base, List<Expectation> expectations) {
        Api api = connection.api();
        List<String> projects = where.in(connection);
        Instant end = Instant.now().plus(patience);
        Duration pause = FIRST_PAUSE;
        String noticed = "";
        while (true) {
            ExperimentList runs = api.query(projects, where.query());
            ExperimentList baselines = base == null ? null : api.query(projects, base);
            String missing = missing(runs, baselines);
            Duration left = Duration.between(Instant.now(), end);
            if (missing == null || left.isNegative() || left.isZero()) {
                return new Check(expectations, within != null).of(runs, baselines);
            }
            if (!missing.equals(noticed)) {
                connection.notice("waiting for " + missing);
                noticed = missing;
            }
            sleep(pause.compareTo(left) < 0 ? pause : left);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            // What was read while a run was running is not what it has at its end.
            api.clearCache();
        }
    }

    /** What there is to wait for; null for nothing. */
    private static String missing(ExperimentList runs, ExperimentList baselines) {
        if (runs.isEmpty()) {
            return "a run";
        }
        long running = runs.stream().filter(CheckCommand::isRunning).count()
                + (baselines == null
                        ? 0
                        : baselines.stream().filter(CheckCommand::isRunning).count());
        return running == 0 ? null : running == 1 ? "1 run to end" : running + " runs to end";
    }

    private static boolean isRunning(Experiment run) {
        return run.getMetadata().running();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CometInterruptedException("interrupted while waiting for runs");
        }
    }

    private void report(CheckResult result, Instant start) {
        CheckReport report = new CheckReport(
                result,
                String.join(" ", words.subList(0, words.size() - 1)),
                words.get(words.size() - 1),
                start,
                Duration.between(start, Instant.now()));
        Path file = junit;
        try {
            if (junit != null) {
                report.writeJUnit(context.workingFolder().resolve(junit));
            }
            file = summary;
            if (summary != null) {
                report.addSummary(context.workingFolder().resolve(summary));
            }
        } catch (IOException e) {
            throw new CometException("cannot write " + file + ": " + WholeFile.reason(e), e);
        }
    }

    private List<Expectation> expectations() throws IOException {
        List<String> lines = new ArrayList<>(expected);
        if (expectedFile != null) {
            Files.readAllLines(context.workingFolder().resolve(expectedFile)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(lines::add);
        }
        if (lines.isEmpty()) {
            throw new UsageException("there is no expectation: add --expect 'val_accuracy.max >= 0.97'");
        }
        if (within != null && !within.equals("noise")) {
            throw new UsageException("--within takes the word noise, not \"" + within
                    + "\"; a tolerance is part of the expectation: 'val_loss.min <= baseline + 2%'");
        }
        List<Expectation> expectations = new ArrayList<>();
        for (String line : lines) {
            try {
                expectations.add(Expectation.parse(line));
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage());
            }
        }
        boolean relative = expectations.stream().anyMatch(Expectation::isRelative);
        if (relative && baseline == null) {
            throw new UsageException("an expectation has the word baseline: add --baseline EXPRESSION");
        }
        if (baseline != null && !relative) {
            throw new UsageException(
                    "--baseline needs an expectation with the word baseline, such as 'val_loss.min <= baseline + 2%'");
        }
        if (within != null && !relative) {
            throw new UsageException(
                    "--within noise compares with a baseline: add an expectation such as 'val_loss.min <= baseline'");
        }
        return expectations;
    }
}
