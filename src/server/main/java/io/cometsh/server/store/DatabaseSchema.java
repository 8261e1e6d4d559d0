package io.cometsh.server.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables. Two keys carry the speed: a value's id begins with its column, so a column is one stretch of the table; a chunk of points is read by experiment and column. */
final class DatabaseSchema {
    /** Counts up when the tables change. */
    static final int VERSION = 2;

    /** Marks the file as ours, for {@code file} and for people who open it by hand: "Comt". */
    private static final int APPLICATION = 0x436f6d74;

    /** When an experiment ended; of a running one, its last message. The same as {@link ExperimentRow#endOrLast}. */
    static final String END = "coalesce(end_ms, max(last_ms, start_ms))";

    /** Files of version 1 have it or not. */
    private static final String INDEX_OF_ENDS =
            "CREATE INDEX IF NOT EXISTS experiment_end ON experiment(project, " + END + ", num, archived)";

    private static final List<String> TABLES = List.of(
            "CREATE TABLE workspace(name TEXT PRIMARY KEY, created INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE project(num INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, workspace TEXT NOT NULL, name TEXT NOT NULL,"
                    + " description TEXT, public INTEGER NOT NULL, notes TEXT, owner TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, UNIQUE(workspace, name))",
            "CREATE TABLE experiment(num INTEGER PRIMARY KEY AUTOINCREMENT, exp_key TEXT NOT NULL UNIQUE, project INTEGER NOT NULL, name TEXT, user_name TEXT,"
                    + " start_ms INTEGER NOT NULL, end_ms INTEGER, last_ms INTEGER NOT NULL, archived INTEGER NOT NULL, running INTEGER NOT NULL, crashed INTEGER NOT NULL,"
                    + " stopping INTEGER NOT NULL, error TEXT, file_path TEXT, file_name TEXT, optimization_id TEXT, run_id TEXT)",
            "CREATE INDEX experiment_project ON experiment(project, num, archived)",
            "CREATE INDEX experiment_start ON experiment(project, start_ms, num, archived)",
            "CREATE INDEX experiment_running ON experiment(num) WHERE running",
            "CREATE TABLE column_info(num INTEGER PRIMARY KEY AUTOINCREMENT, project INTEGER NOT NULL, source INTEGER NOT NULL, name TEXT NOT NULL,"
                    + " numbers INTEGER NOT NULL, booleans INTEGER NOT NULL, texts INTEGER NOT NULL, nulls INTEGER NOT NULL, UNIQUE(project, source, name))",
            // id = column << 32 | experiment; where min_ts or max_ts is null, that extreme is the current value
            "CREATE TABLE val(id INTEGER PRIMARY KEY, experiment INTEGER NOT NULL, text TEXT, ts INTEGER NOT NULL, step INTEGER, context TEXT,"
                    + " min_text TEXT, min_ts INTEGER, min_step INTEGER, min_context TEXT, max_text TEXT, max_ts INTEGER, max_step INTEGER, max_context TEXT,"
                    + " n INTEGER NOT NULL, tail INTEGER NOT NULL, tail_n INTEGER NOT NULL)",
            "CREATE INDEX val_experiment ON val(experiment)",
            "CREATE TABLE points(num INTEGER PRIMARY KEY, experiment INTEGER NOT NULL, col INTEGER NOT NULL, data BLOB NOT NULL)",
            "CREATE INDEX points_of ON points(experiment, col)",
            "CREATE TABLE document(experiment INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(experiment, kind))",
            "CREATE TABLE output(experiment INTEGER NOT NULL, off INTEGER NOT NULL, stderr INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY(experiment, off)) WITHOUT ROWID",
            "CREATE TABLE asset(experiment INTEGER NOT NULL, id TEXT NOT NULL, file_name TEXT, extension TEXT, type TEXT, step INTEGER, epoch INTEGER, context TEXT,"
                    + " size INTEGER NOT NULL, link TEXT, metadata TEXT, grouping TEXT, created INTEGER NOT NULL, PRIMARY KEY(experiment, id))",
            "CREATE INDEX asset_id ON asset(id)",
            "CREATE TABLE kept_asset(owner TEXT NOT NULL, id TEXT NOT NULL, experiment_key TEXT NOT NULL, file_name TEXT, extension TEXT, type TEXT,"
                    + " step INTEGER, epoch INTEGER, context TEXT, size INTEGER NOT NULL, link TEXT, metadata TEXT, grouping TEXT, created INTEGER NOT NULL, PRIMARY KEY(owner, id))",
            "CREATE INDEX kept_asset_id ON kept_asset(id)",
            "CREATE TABLE registry_model(id TEXT PRIMARY KEY, workspace TEXT NOT NULL, name TEXT NOT NULL, description TEXT, public INTEGER NOT NULL,"
                    + " notes TEXT, user_name TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, UNIQUE(workspace, name))",
            "CREATE TABLE registry_version(id TEXT PRIMARY KEY, model TEXT NOT NULL, version TEXT NOT NULL, comment TEXT, status TEXT NOT NULL,"
                    + " tags TEXT NOT NULL, experiment_key TEXT NOT NULL, experiment_model TEXT NOT NULL, metadata TEXT,"
                    + " status_configuration TEXT, user_name TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, UNIQUE(model, version))",
            "CREATE INDEX registry_version_experiment ON registry_version(experiment_key)",
            "CREATE TABLE registry_change(num INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL, action TEXT NOT NULL, comment TEXT,"
                    + " old_value TEXT NOT NULL, new_value TEXT NOT NULL, user_name TEXT, at_ms INTEGER NOT NULL)",
            "CREATE INDEX registry_change_version ON registry_change(version, num)",
            "CREATE TABLE artifact(id TEXT PRIMARY KEY, workspace TEXT NOT NULL, project INTEGER NOT NULL, type TEXT, name TEXT NOT NULL, description TEXT,"
                    + " public INTEGER NOT NULL, tags TEXT NOT NULL, owner TEXT, created INTEGER NOT NULL, UNIQUE(workspace, name))",
            "CREATE TABLE artifact_version(id TEXT PRIMARY KEY, artifact TEXT NOT NULL, version TEXT NOT NULL, metadata TEXT,"
                    + " state TEXT NOT NULL, owner TEXT, experiment_key TEXT NOT NULL, aliases TEXT NOT NULL, tags TEXT NOT NULL, created INTEGER NOT NULL,"
                    + " UNIQUE(artifact, version))",
            "CREATE INDEX artifact_version_experiment ON artifact_version(experiment_key)",
            "CREATE TABLE artifact_use(version TEXT NOT NULL, experiment_key TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY(version, experiment_key)) WITHOUT ROWID",
            "CREATE INDEX artifact_use_experiment ON artifact_use(experiment_key)",
            "CREATE TABLE saved_view(num INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, project INTEGER NOT NULL, experiment_key TEXT,"
                    + " kind TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, created_by TEXT, updated INTEGER NOT NULL)",
            "CREATE INDEX saved_view_project ON saved_view(project, num)",
            "CREATE TABLE project_share(code TEXT PRIMARY KEY, project INTEGER NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE INDEX project_share_project ON project_share(project)",
            "CREATE TABLE symlink(project INTEGER NOT NULL, experiment INTEGER NOT NULL, PRIMARY KEY(project, experiment)) WITHOUT ROWID",
            "CREATE INDEX symlink_experiment ON symlink(experiment)",
            "CREATE TABLE probe(num INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL)");

    /** What version 2 adds: searches of the optimizer with their assignments, panels, and an index. */
    private static final List<String> ADDED_BY_2 = List.of(
            INDEX_OF_ENDS,
            "CREATE TABLE optimizer(id TEXT PRIMARY KEY, workspace TEXT NOT NULL, name TEXT NOT NULL, algorithm TEXT NOT NULL, parameters TEXT NOT NULL,"
                    + " spec TEXT NOT NULL, trials INTEGER NOT NULL, position INTEGER NOT NULL, sets INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER,"
                    + " ended INTEGER) WITHOUT ROWID",
            "CREATE INDEX optimizer_workspace ON optimizer(workspace, created)",
            "CREATE TABLE assignment(optimizer TEXT NOT NULL, num INTEGER NOT NULL, pid TEXT NOT NULL, trial INTEGER NOT NULL, status TEXT NOT NULL, score REAL,"
                    + " epoch INTEGER, parameters TEXT NOT NULL, tries INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER, updated INTEGER NOT NULL,"
                    + " metadata TEXT, PRIMARY KEY(optimizer, num)) WITHOUT ROWID",
            "CREATE UNIQUE INDEX assignment_set ON assignment(optimizer, pid, trial)",
            "CREATE TABLE panel(id TEXT PRIMARY KEY, workspace TEXT NOT NULL, name TEXT NOT NULL, owner TEXT NOT NULL, created INTEGER NOT NULL,"
                    + " updated INTEGER NOT NULL, template TEXT NOT NULL, zip BLOB NOT NULL)",
            "CREATE INDEX panel_workspace ON panel(workspace, created)");

    /** What takes the tables from one version to the next, from 0 on. */
    private static final List<List<String>> STEPS = List.of(TABLES, ADDED_BY_2);

    private DatabaseSchema() {}

    /** Makes the tables when the file is new, and adds what an older version lacks, in one transaction. */
    static void create(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw new SQLException("a newer cometsh made it (its tables are version " + version + ", this one knows "
                    + VERSION + "): use that one");
        }
        if (version == VERSION) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String table : STEPS.subList(version, VERSION).stream()
                    .flatMap(List::stream)
                    .toList()) {
                statement.execute(table);
            }
            statement.execute("PRAGMA application_id = " + APPLICATION);
            statement.execute("PRAGMA user_version = " + VERSION);
        }
        connection.commit();
    }

    /** 0 for a file without tables. */
    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }
}
