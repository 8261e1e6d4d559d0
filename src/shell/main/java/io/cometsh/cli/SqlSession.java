package io.cometsh.cli;

import io.cometsh.client.Tables;
import io.cometsh.export.Table;
import io.cometsh.mirror.Mirror;
import io.cometsh.mirror.Mirrors;
import io.cometsh.sql.DuckDbAddon;
import io.cometsh.sql.SqlEngine;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SQL over the mirror of one run of the program; the engine starts with the first statement. */
final class SqlSession implements AutoCloseable {
    private static final String ADDONS = "addons";

    private final GlobalOptions options;
    private final ProcessContext context;
    private final ApiConnection connection;
    private SqlEngine engine;

    SqlSession(GlobalOptions options, ProcessContext context, ApiConnection connection) {
        this.options = options;
        this.context = context;
        this.connection = connection;
    }

    /** The add-on beside the jar of this program, as in an archive, or else the one of the user. */
    static DuckDbAddon addon(ProcessContext context) {
        Path program = ProgramFolders.program();
        if (program != null) {
            DuckDbAddon own = DuckDbAddon.in(program.resolve(ADDONS));
            if (own.isInstalled()) {
                return own;
            }
        }
        return DuckDbAddon.in(ProgramFolders.data(context).resolve(ADDONS));
    }

    /** @param tables further tables by name: whatever a table can be made from */
    synchronized Table query(String statement, Map<?, ?> tables) {
        Map<String, Table> named = new LinkedHashMap<>();
        tables.forEach((name, value) -> named.put(
                String.valueOf(name),
                Tables.all(value)
                        .orElseThrow(() -> new UsageException("the table " + name + " of sql is "
                                + (value == null
                                        ? "null"
                                        : "a " + value.getClass().getSimpleName())
                                + ", which has no rows"))));
        SqlEngine sql = engine();
        Table table = sql.query(statement, named);
        connection.notice(
                sql.mirror().workspace() + " as of " + Offline.time(sql.mirror().asOf()));
        return table;
    }

    private SqlEngine engine() {
        if (engine != null && engine.mirror().isOutdated()) {
            engine.close();
            engine = null;
        }
        if (engine == null) {
            engine = new SqlEngine(addon(context), mirror());
        }
        return engine;
    }

    /** Names for TAB, with what each is; nothing is started for them. */
    static Map<String, String> names(GlobalOptions options, ProcessContext context, ApiConnection connection) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("runs", "a row for each run");
        names.put("points", "a row for each point of a metric");
        names.put("params", "a row for each parameter of a run");
        names.put("tags", "a row for each tag of a run");
        names.put("best(", "best('METRIC'): the extremes and the last value of a metric in each run");
        for (String column : List.of(
                "experiment_key",
                "experiment_name",
                "project",
                "workspace",
                "archived",
                "start_time",
                "end_time",
                "duration_seconds")) {
            names.put(column, "runs");
        }
        for (String column : List.of("metric", "step", "epoch", "timestamp", "value", "value_text")) {
            names.put(column, "points");
        }
        names.put("number", "params");
        names.put("tag", "tags");
        SqlSession session = new SqlSession(options, context, connection);
        try (Mirror mirror = Mirror.open(session.folder())) {
            mirror.runColumns().forEach(column -> names.put("\"" + column + "\"", "runs"));
        }
        return names;
    }

    private Mirror mirror() {
        return Mirror.open(folder());
    }

    private Path folder() {
        if (options.mirrorFolder != null) {
            return context.workingFolder().resolve(options.mirrorFolder);
        }
        URI server = connection.isLocal() ? null : connection.settings().serverRoot();
        Path folder = Mirrors.folder(ProgramFolders.data(context), server);
        List<String> workspaces = Mirrors.names(folder);
        String workspace = options.workspace != null
                ? options.workspace
                : connection.settings().workspace().filter(workspaces::contains).orElse(null);
        if (workspace == null && workspaces.size() == 1) {
            workspace = workspaces.get(0);
        }
        if (workspace == null) {
            throw new UsageException(
                    workspaces.isEmpty()
                            ? "there is no mirror to ask: make one with cometsh sync WORKSPACE"
                            : "there are mirrors of " + String.join(", ", workspaces) + ": name one with --workspace");
        }
        if (!workspaces.contains(workspace)) {
            throw new UsageException("there is no mirror of the workspace \"" + workspace
                    + "\": make one with cometsh sync " + workspace);
        }
        return Mirrors.folder(ProgramFolders.data(context), server, workspace);
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
