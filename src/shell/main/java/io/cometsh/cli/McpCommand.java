package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.mcp.McpServing;
import io.cometsh.mcp.Workplace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cometsh mcp}: tools for an agent, over standard input and output. */
@Command(
        name = "mcp",
        customSynopsis = {
            "cometsh mcp [OPTIONS]                          serves an agent until its input ends",
            "       cometsh mcp --install claude|cursor|codex|vscode  registers it there"
        },
        description = {
            "A server of the Model Context Protocol on standard input and output: tools that read experiments.",
            "No tool changes anything. plan shows what a change would do, and a person runs its command;",
            "--read-only leaves that tool out."
        },
        footer = {"", "Examples:", "  cometsh mcp --install claude", "  cometsh --local mcp"})
final class McpCommand implements Callable<Integer> {
    private final ProcessContext context;

    @Mixin
    private final GlobalOptions options;

    @Option(
            names = "--install",
            paramLabel = "CLIENT",
            description = "Add this server to the settings of a client: claude, cursor, codex or vscode.")
    private McpClient client;

    @Mixin
    private HelpOption help;

    McpCommand(ProcessContext context, GlobalOptions options) {
        this.context = context;
        this.options = options;
    }

    @Override
    public Integer call() {
        if (client != null) {
            return new Invocation(options, context, "mcp").of(connection -> {
                context.err().println("cometsh: " + new McpInstall(context, options).into(client));
                return ExitCode.DONE;
            });
        }
        boolean withoutPlan = options.readOnly;
        options.readOnly = true;
        options.strict = true;
        return new Invocation(options, context, "mcp").of(connection -> serve(connection, withoutPlan));
    }

    private int serve(ApiConnection connection, boolean withoutPlan) throws InterruptedException {
        new McpServing(new Place(connection), withoutPlan).serve(context.in(), context.out(), ProgramVersion.number());
        return ExitCode.DONE;
    }

    private final class Place implements Workplace {
        private final ApiConnection connection;

        Place(ApiConnection connection) {
            this.connection = connection;
        }

        @Override
        public Api api() {
            return connection.api();
        }

        @Override
        public Experiment run(String typed) {
            return new RunName(connection).find(typed);
        }

        @Override
        public List<String> projects(String typed) {
            return QueriedProjects.in(List.of(typed), connection);
        }

        @Override
        public String sentence(Throwable thrown) {
            return new ErrorHandler(context.err(), false).sentence(thrown, null);
        }
    }
}
