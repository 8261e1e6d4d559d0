package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.ExperimentList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cometsh query}: what {@code -e 'api.query(...)'} prints, without Groovy around it. The expression is text that is
 * parsed and never code that runs, and so the start is that of a small Java program.
 */
@Command(
        name = "query",
        customSynopsis = "cometsh query [OPTIONS] WORKSPACE[/PROJECT]... EXPRESSION",
        description = {
            "Prints the experiments that an expression of the query language describes; no code runs.",
            "A name that no experiment has is an error (exit 4) unless --lenient is given."
        },
        footer = {
            "",
            "Examples:",
            "  cometsh query demo/digits 'Metric(\"accuracy\") > 0.9 & ~Tag(\"bad\")' -f csv",
            "  cometsh query demo/digits 'Tag(\"best\")' --sort metrics.val_loss --limit 5",
            "  cometsh query demo/digits 'Tag(\"best\")' --columns tags,metrics.loss.min -o best.csv",
            "  cometsh query demo 'Metric(\"accuracy\") > 0.9' --columns project,experiment_name",
        })
final class QueryCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            hideParamSyntax = true,
            paramLabel = "WORKSPACE[/PROJECT]... EXPRESSION",
            description =
                    "Where to look: projects such as demo/digits or 'demo/dig*', or all of a workspace such as demo;"
                            + " then the query, in single quotes: 'Metric(\"loss\") < 0.2'.")
    List<String> words = List.of();

    @Option(names = "--archived", description = "Look among the archived experiments instead.")
    boolean archived;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN[:desc],...",
            description = "Sort by these columns, numbers by their size and missing values last; without it the"
                    + " server's order. A name with a comma is quoted as in --columns.")
    List<String> sort = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N; standard error reports a cut.")
    Integer limit;

    @Option(
            names = "--explain",
            description =
                    "Show the requests that the query would make, also for --columns and --sort, and their cost. Only"
                            + " the names of columns are read.")
    boolean explain;

    @Mixin
    private HelpOption help;

    QueryCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        options.beStrictByDefault();
        return new Invocation(options, context, "query").writing(this::run);
    }

    private int run(ApiConnection connection, Output output) {
        if (limit != null && limit < 0) {
            throw new UsageException("--limit takes a number from 0, not " + limit);
        }
        // Before anything is asked: a mistake in the text needs no server.
        List<String> columns = GlobalOptions.names("--sort", sort);
        QueriedProjects where = QueriedProjects.of("query", words);
        Api api = connection.api();
        if (explain) {
            List<String> shown = new ArrayList<>(options.columns());
            columns.forEach(column -> shown.add(column.replaceFirst(":(?:asc|desc)$", "")));
            output.stream().print(api.explain(where.in(connection), where.query(), shown) + "\n");
            return ExitCode.DONE;
        }
        ExperimentList hits =
                api.query(where.in(connection), where.query(), archived).sortedBy(columns.toArray(String[]::new));
        ResultPrinter.of(output.stream(), options, context).print(first(hits, connection));
        return ExitCode.DONE;
    }

    private ExperimentList first(ExperimentList hits, ApiConnection connection) {
        if (limit == null || limit >= hits.size()) {
            return hits;
        }
        connection.notice("showing " + limit + " of " + hits.size() + " experiments");
        return hits.subList(0, limit);
    }
}
