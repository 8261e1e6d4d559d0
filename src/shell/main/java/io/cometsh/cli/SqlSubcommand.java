package io.cometsh.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cometsh sql}: one SELECT over a mirror. */
@Command(
        name = "sql",
        customSynopsis = "cometsh sql [OPTIONS] STATEMENT",
        description = {
            "Asks a mirror in the SQL of DuckDB: the tables runs, points, params and tags, and best('METRIC').",
            "Run cometsh sync WORKSPACE before, and cometsh addon duckdb once."
        },
        footer = {
            "",
            "Examples:",
            "  cometsh sql 'SELECT project, count(*) FROM runs GROUP BY project'",
            "  cometsh sql 'SELECT name, value, count(*) FROM params GROUP BY ALL' -f csv",
            "  cometsh sql 'SELECT \"params.lr\", avg(\"metrics.loss\") FROM runs GROUP BY ALL'",
        })
final class SqlSubcommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Parameters(index = "0", paramLabel = "STATEMENT", description = "One SELECT statement, in quotes.")
    private String statement;

    @Mixin
    private HelpOption help;

    SqlSubcommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        return new Invocation(options, context, "sql").writing((connection, output) -> {
            ResultPrinter printer = ResultPrinter.of(output.stream(), options, context);
            printer.print(connection.sql().query(statement, Map.of()));
            return ExitCode.DONE;
        });
    }
}
