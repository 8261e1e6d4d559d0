package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.ExperimentList;
import io.cometsh.compare.CompareOptions;
import io.cometsh.compare.Comparisons;
import io.cometsh.compare.Goal;
import io.cometsh.compare.Method;
import io.cometsh.compare.RunComparison;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cometsh compare}: whether groups of runs differ by more than chance, with what limits the answer on standard error. */
@Command(
        name = "compare",
        customSynopsis = {
            "cometsh compare [OPTIONS] WORKSPACE[/PROJECT]... EXPRESSION --to EXPRESSION --metric NAME",
            "       cometsh compare [OPTIONS] WORKSPACE[/PROJECT]... EXPRESSION [--by COLUMN,...] --metric NAME",
        },
        description = {
            "Compares the runs of two queries, configuration by configuration, or ranks the groups of one query.",
            "Runs that differ only in a seed are repetitions. The verdict is ~ where no difference is shown, and ? where",
            "there are too few runs to show one."
        },
        footer = {
            "",
            "Examples:",
            "  cometsh compare demo/digits-seeds 'Tag(\"new\")' --to 'Tag(\"base\")' --metric val_accuracy.max",
            "  cometsh compare demo/digits 'Tag(\"seeds\")' --by params.optimizer --metric val_loss.min -f csv",
        })
final class CompareCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            hideParamSyntax = true,
            paramLabel = "WORKSPACE[/PROJECT]... EXPRESSION",
            description = "Where to look, and then the runs to compare, as in cometsh query.")
    private List<String> words = List.of();

    @Option(names = "--to", paramLabel = "EXPRESSION", description = "The runs to compare with: the base.")
    private String to;

    @Option(
            names = "--metric",
            paramLabel = "NAME,...",
            required = true,
            description =
                    "What is compared, such as val_loss.min, val_accuracy.max or duration_seconds; a bare name is a"
                            + " metric.")
    private List<String> metrics;

    @Option(
            names = "--by",
            paramLabel = "COLUMN,...",
            description = "The columns that make a group; without it all parameters that differ but the seeds.")
    private List<String> by;

    @Option(
            names = "--seed",
            paramLabel = "NAME,...",
            description =
                    "The parameters that only repeat a configuration; without it they are found: a whole number that"
                            + " is called a seed, or the only one that each configuration ran with all values of.")
    private List<String> seeds;

    @Option(
            names = "--test",
            paramLabel = "NAME",
            defaultValue = "mann-whitney",
            description = "mann-whitney compares medians by ranks; welch compares means.")
    private String test;

    @Option(
            names = "--goal",
            paramLabel = "min|max",
            description = "Which values are better; without it the name of the metric decides.")
    private String goal;

    @Mixin
    private HelpOption help;

    CompareCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        options.beStrictByDefault();
        return new Invocation(options, context, "compare").writing(this::run);
    }

    private int run(ApiConnection connection, Output output) {
        QueriedProjects where = QueriedProjects.of("compare", words);
        QueryExpression base = to == null ? null : QueryText.parse(to);
        Comparisons comparisons;
        try {
            CompareOptions wanted = wanted();
            Api api = connection.api();
            List<String> projects = where.in(connection);
            ExperimentList runs = api.query(projects, where.query());
            comparisons = base == null
                    ? RunComparison.ranked(runs, wanted)
                    : RunComparison.pairs(api.query(projects, base), runs, wanted);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
        comparisons.getWarnings().forEach(connection::warn);
        ResultPrinter.of(output.stream(), options, context).print(comparisons.table());
        return ExitCode.DONE;
    }

    private CompareOptions wanted() {
        return new CompareOptions(
                GlobalOptions.names("--metric", metrics),
                by == null ? null : GlobalOptions.names("--by", by),
                seeds == null ? null : GlobalOptions.names("--seed", seeds),
                Method.named(test),
                goal == null ? null : Goal.named(goal));
    }
}
