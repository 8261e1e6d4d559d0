package io.cometsh.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables. Two keys carry the speed: a value's id begins with its column, so a column is one stretch of the table; a chunk of points is read by experiment and column. */
final class Schema {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS workspace(name VARCHAR PRIMARY KEY, created BIGINT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS project(num INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id VARCHAR NOT NULL UNIQUE, workspace VARCHAR NOT NULL, name VARCHAR NOT NULL,"
                    + " description VARCHAR, public BOOLEAN NOT NULL, notes CHARACTER LARGE OBJECT, owner VARCHAR, created BIGINT NOT NULL, updated BIGINT NOT NULL, UNIQUE(workspace, name))",
            "CREATE TABLE IF NOT EXISTS experiment(num INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, exp_key VARCHAR NOT NULL UNIQUE, project INT NOT NULL, name VARCHAR, user_name VARCHAR,"
                    + " start_ms BIGINT NOT NULL, end_ms BIGINT, last_ms BIGINT NOT NULL, archived BOOLEAN NOT NULL, running BOOLEAN NOT NULL, crashed BOOLEAN NOT NULL,"
                    + " stopping BOOLEAN NOT NULL, error VARCHAR, file_path VARCHAR, file_name VARCHAR, optimization_id VARCHAR, run_id VARCHAR)",
            "CREATE INDEX IF NOT EXISTS experiment_project ON experiment(project, num)",
            "CREATE TABLE IF NOT EXISTS column_info(num INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, project INT NOT NULL, source TINYINT NOT NULL, name VARCHAR NOT NULL,"
                    + " numbers INT NOT NULL, booleans INT NOT NULL, texts INT NOT NULL, nulls INT NOT NULL, UNIQUE(project, source, name))",
            // id = column << 32 | experiment
            "CREATE TABLE IF NOT EXISTS val(id BIGINT PRIMARY KEY, experiment INT NOT NULL, text VARCHAR, ts BIGINT NOT NULL, step BIGINT, context VARCHAR,"
                    + " min_text VARCHAR, min_ts BIGINT NOT NULL, min_step BIGINT, min_context VARCHAR, max_text VARCHAR, max_ts BIGINT NOT NULL, max_step BIGINT, max_context VARCHAR,"
                    + " n BIGINT NOT NULL, tail BIGINT NOT NULL, tail_n INT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS val_experiment ON val(experiment)",
            "CREATE TABLE IF NOT EXISTS points(num BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, experiment INT NOT NULL, col INT NOT NULL, data VARBINARY(1048576) NOT NULL)",
            "CREATE INDEX IF NOT EXISTS points_of ON points(experiment, col, num)",
            "CREATE TABLE IF NOT EXISTS document(experiment INT NOT NULL, kind VARCHAR NOT NULL, body CHARACTER LARGE OBJECT NOT NULL, PRIMARY KEY(experiment, kind))",
            "CREATE TABLE IF NOT EXISTS output(experiment INT NOT NULL, off BIGINT NOT NULL, stderr BOOLEAN NOT NULL, body VARCHAR NOT NULL, PRIMARY KEY(experiment, off))",
            "CREATE TABLE IF NOT EXISTS asset(experiment INT NOT NULL, id VARCHAR NOT NULL, file_name VARCHAR, extension VARCHAR, type VARCHAR, step BIGINT, epoch BIGINT, context VARCHAR,"
                    + " size BIGINT NOT NULL, link VARCHAR, metadata VARCHAR, grouping VARCHAR, created BIGINT NOT NULL, PRIMARY KEY(experiment, id))",
            "CREATE INDEX IF NOT EXISTS asset_id ON asset(id)",
            "CREATE TABLE IF NOT EXISTS kept_asset(owner VARCHAR NOT NULL, id VARCHAR NOT NULL, experiment_key VARCHAR NOT NULL, file_name VARCHAR, extension VARCHAR, type VARCHAR,"
                    + " step BIGINT, epoch BIGINT, context VARCHAR, size BIGINT NOT NULL, link VARCHAR, metadata VARCHAR, grouping VARCHAR, created BIGINT NOT NULL, PRIMARY KEY(owner, id))",
            "CREATE INDEX IF NOT EXISTS kept_asset_id ON kept_asset(id)",
            "CREATE TABLE IF NOT EXISTS registry_model(id VARCHAR PRIMARY KEY, workspace VARCHAR NOT NULL, name VARCHAR NOT NULL, description VARCHAR, public BOOLEAN NOT NULL,"
                    + " notes CHARACTER LARGE OBJECT, user_name VARCHAR, created BIGINT NOT NULL, updated BIGINT NOT NULL, UNIQUE(workspace, name))",
            "CREATE TABLE IF NOT EXISTS registry_version(id VARCHAR PRIMARY KEY, model VARCHAR NOT NULL, version VARCHAR NOT NULL, comment VARCHAR, status VARCHAR NOT NULL,"
                    + " tags VARCHAR ARRAY NOT NULL, experiment_key VARCHAR NOT NULL, experiment_model VARCHAR NOT NULL, metadata CHARACTER LARGE OBJECT,"
                    + " status_configuration CHARACTER LARGE OBJECT, user_name VARCHAR, created BIGINT NOT NULL, updated BIGINT NOT NULL, UNIQUE(model, version))",
            "CREATE INDEX IF NOT EXISTS registry_version_experiment ON registry_version(experiment_key)",
            "CREATE TABLE IF NOT EXISTS registry_change(num BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, version VARCHAR NOT NULL, action VARCHAR NOT NULL, comment VARCHAR,"
                    + " old_value VARCHAR NOT NULL, new_value VARCHAR NOT NULL, user_name VARCHAR, at_ms BIGINT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS registry_change_version ON registry_change(version, num)",
            "CREATE TABLE IF NOT EXISTS artifact(id VARCHAR PRIMARY KEY, workspace VARCHAR NOT NULL, project INT NOT NULL, type VARCHAR, name VARCHAR NOT NULL, description VARCHAR,"
                    + " public BOOLEAN NOT NULL, tags VARCHAR ARRAY NOT NULL, owner VARCHAR, created BIGINT NOT NULL, UNIQUE(workspace, name))",
            "CREATE TABLE IF NOT EXISTS artifact_version(id VARCHAR PRIMARY KEY, artifact VARCHAR NOT NULL, version VARCHAR NOT NULL, metadata CHARACTER LARGE OBJECT,"
                    + " state VARCHAR NOT NULL, owner VARCHAR, experiment_key VARCHAR NOT NULL, aliases VARCHAR ARRAY NOT NULL, tags VARCHAR ARRAY NOT NULL, created BIGINT NOT NULL,"
                    + " UNIQUE(artifact, version))",
            "CREATE INDEX IF NOT EXISTS artifact_version_experiment ON artifact_version(experiment_key)",
            "CREATE TABLE IF NOT EXISTS artifact_use(version VARCHAR NOT NULL, experiment_key VARCHAR NOT NULL, at_ms BIGINT NOT NULL, PRIMARY KEY(version, experiment_key))",
            "CREATE INDEX IF NOT EXISTS artifact_use_experiment ON artifact_use(experiment_key)",
            "CREATE TABLE IF NOT EXISTS saved_view(num BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id VARCHAR NOT NULL UNIQUE, project INT NOT NULL, experiment_key VARCHAR,"
                    + " kind VARCHAR NOT NULL, name VARCHAR NOT NULL, content CHARACTER LARGE OBJECT NOT NULL, created_by VARCHAR, updated BIGINT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS saved_view_project ON saved_view(project, num)",
            "CREATE TABLE IF NOT EXISTS project_share(code VARCHAR PRIMARY KEY, project INT NOT NULL, created BIGINT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS project_share_project ON project_share(project)",
            "CREATE TABLE IF NOT EXISTS symlink(project INT NOT NULL, experiment INT NOT NULL, PRIMARY KEY(project, experiment))",
            "CREATE INDEX IF NOT EXISTS symlink_experiment ON symlink(experiment)");

    private Schema() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        connection.commit();
    }
}
