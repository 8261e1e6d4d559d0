package io.cometsh.sql;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.export.JoinedTexts;
import io.cometsh.export.Table;
import io.cometsh.export.TableColumn;
import io.cometsh.export.TypeGuess;
import io.cometsh.mirror.Mirror;
import io.cometsh.transport.CometInterruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks one version of a mirror in SQL: {@code new SqlEngine(addon, mirror).query("SELECT …", Map.of())}.
 *
 * <p>The views {@code runs}, {@code params}, {@code tags}, {@code points} and the function {@code best(metric)} are over the
 * mirror's files. The engine may read these files and nothing else, and its settings are locked before a statement runs.
 */
public final class SqlEngine implements AutoCloseable {
    /** The tables of a mirror. */
    public static final List<String> TABLES = List.of("runs", "points", "params", "tags");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> EMPTY = Map.of(
            "runs",
                    "SELECT NULL::VARCHAR AS experiment_key, NULL::VARCHAR AS experiment_name, NULL::VARCHAR AS workspace,"
                            + " NULL::VARCHAR AS project WHERE false",
            "points",
                    "SELECT NULL::VARCHAR AS project, NULL::VARCHAR AS experiment_key, NULL::VARCHAR AS metric,"
                            + " NULL::BIGINT AS step, NULL::BIGINT AS epoch, NULL::BIGINT AS \"timestamp\","
                            + " NULL::DOUBLE AS \"value\", NULL::VARCHAR AS value_text WHERE false",
            "params",
                    "SELECT NULL::VARCHAR AS project, NULL::VARCHAR AS experiment_key, NULL::VARCHAR AS name,"
                            + " NULL::VARCHAR AS \"value\", NULL::DOUBLE AS number WHERE false",
            "tags",
                    "SELECT NULL::VARCHAR AS project, NULL::VARCHAR AS experiment_key, NULL::VARCHAR AS tag WHERE false");

    private static final String BEST = """
            CREATE MACRO best(wanted) AS TABLE
            SELECT runs.project, experiment_key, runs.experiment_name, m.* EXCLUDE (experiment_key)
            FROM (
              SELECT experiment_key,
                min("value") FILTER (NOT isnan("value")) AS "min",
                arg_min(step, "value") FILTER (NOT isnan("value")) AS min_step,
                max("value") FILTER (NOT isnan("value")) AS "max",
                arg_max(step, "value") FILTER (NOT isnan("value")) AS max_step,
                last("value" ORDER BY step NULLS FIRST, "timestamp") AS "last",
                count(*) AS points
              FROM points WHERE metric = wanted GROUP BY experiment_key) m
            JOIN runs USING (experiment_key)""";

    private final Mirror mirror;
    private final Connection connection;

    /**
     * Opens the engine.
     *
     * @throws SqlException when DuckDB is not installed
     */
    public SqlEngine(DuckDbAddon addon, Mirror mirror) {
        this.mirror = mirror;
        try {
            connection = addon.driver().connect("jdbc:duckdb:", new Properties());
            prepare();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void prepare() throws SQLException {
        List<String> files = new ArrayList<>();
        run("SET autoinstall_known_extensions = false");
        run("SET autoload_known_extensions = false");
        run("SET TimeZone = 'UTC'");
        // The files of a version never change.
        run("SET parquet_metadata_cache = true");
        for (String table : TABLES) {
            List<String> own =
                    mirror.files(table).stream().map(SqlEngine::quoted).toList();
            files.addAll(own);
            run("CREATE VIEW " + table + " AS " + view(table, own));
        }
        run(BEST);
        run("SET allowed_paths = [" + String.join(", ", files) + "]");
        run("SET temp_directory = ''");
        run("SET enable_external_access = false");
        run("SET lock_configuration = true");
    }

    private static String view(String table, List<String> files) {
        if (files.isEmpty()) {
            return EMPTY.get(table);
        }
        String list = "[" + String.join(", ", files) + "]";
        return table.equals("runs")
                ? "SELECT * FROM read_parquet(" + list + ", union_by_name = true, hive_partitioning = false)"
                : "SELECT project, * EXCLUDE (project) FROM read_parquet(" + list
                        + ", hive_partitioning = true, hive_types = {'project': VARCHAR})";
    }

    private static String quoted(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Runs a statement without a look at it: what it may do is up to the engine's locked settings. */
    void run(String statement) throws SQLException {
        try (Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    public Mirror mirror() {
        return mirror;
    }

    /**
     * Runs a statement.
     *
     * @param statement one SELECT
     * @param tables further tables that it may name
     * @throws SqlException when it is anything else, or wrong
     * @throws CometInterruptedException when the thread is interrupted; the engine stops
     */
    public synchronized Table query(String statement, Map<String, Table> tables) {
        try {
            Set<String> known = new LinkedHashSet<>(TABLES);
            Set<String> others = StatementCheck.otherTables(tree(statement), known);
            List<String> made = new ArrayList<>();
            try {
                for (String other : others) {
                    Map.Entry<String, Table> given = tables.entrySet().stream()
                            .filter(one -> one.getKey().equalsIgnoreCase(other))
                            .findFirst()
                            .orElse(null);
                    if (given == null) {
                        known.addAll(tables.keySet());
                        throw StatementCheck.unknownTable(other, known);
                    }
                    make(given.getKey(), given.getValue());
                    made.add(given.getKey());
                }
                return interruptibly(statement);
            } finally {
                for (String table : made) {
                    run("DROP TABLE " + name(table));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private com.fasterxml.jackson.databind.JsonNode tree(String statement) throws SQLException {
        try (PreparedStatement serialize = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            serialize.setString(1, statement);
            try (ResultSet result = serialize.executeQuery()) {
                result.next();
                return JSON.readTree(result.getString(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table interruptibly(String statement) throws SQLException {
        try (Statement one = connection.createStatement()) {
            FutureTask<Table> task = new FutureTask<>(() -> {
                try (ResultSet result = one.executeQuery(statement)) {
                    return table(result);
                }
            });
            Thread thread = new Thread(task, "cometsh-sql");
            thread.setDaemon(true);
            thread.start();
            try {
                return task.get();
            } catch (InterruptedException e) {
                one.cancel();
                thread.join();
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CometInterruptedException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SqlException("the statement failed: " + e.getCause(), e);
        }
    }

    private static Table table(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        int count = columns.getColumnCount();
        // A join of two tables may have two columns of a name; a row has each name once.
        Set<String> names = new LinkedHashSet<>();
        for (int i = 1; i <= count; i++) {
            String label = columns.getColumnLabel(i);
            String unique = label;
            for (int n = 2; !names.add(unique); n++) {
                unique = label + "_" + n;
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<Object> row = new ArrayList<>(count);
            for (int i = 1; i <= count; i++) {
                row.add(cell(result.getObject(i)));
            }
            rows.add(row);
        }
        return new Table(List.copyOf(names), rows);
    }

    private static Object cell(Object value) throws SQLException {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof java.sql.Timestamp time) {
            return time.toLocalDateTime().toInstant(ZoneOffset.UTC);
        }
        if (value instanceof Array array) {
            List<Object> cells = new ArrayList<>();
            boolean texts = true;
            for (Object one : (Object[]) array.getArray()) {
                cells.add(cell(one));
                texts &= one instanceof String;
            }
            return texts ? new JoinedTexts(cells.stream().map(Object::toString).toList()) : cells;
        }
        return value.toString();
    }

    /** A table of this session as one of the engine's. */
    private void make(String name, Table table) throws SQLException {
        List<TableColumn> columns = TypeGuess.columns(table);
        run(columns.stream()
                .map(column -> name(column.name()) + " " + type(column))
                .collect(Collectors.joining(", ", "CREATE TEMP TABLE " + name(name) + " (", ")")));
        String places = columns.stream()
                .map(column -> column.type() == TableColumn.Type.TEXTS ? "string_split(?, chr(31))" : "?")
                .collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + name(name) + " VALUES (" + places + ")")) {
            for (List<Object> row : table.getRows()) {
                for (int i = 0; i < columns.size(); i++) {
                    insert.setObject(i + 1, parameter(columns.get(i), row.get(i)));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String type(TableColumn column) {
        return switch (column.type()) {
            case TEXT -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case NUMBER -> "DOUBLE";
            case TRUTH -> "BOOLEAN";
            case MOMENT -> "TIMESTAMPTZ";
            case TEXTS -> "VARCHAR[]";
        };
    }

    private static Object parameter(TableColumn column, Object cell) {
        if (cell == null) {
            return null;
        }
        return switch (column.type()) {
            case TEXT -> cell.toString();
            case INTEGER -> ((Number) cell).longValue();
            case NUMBER -> Double.valueOf(((Number) cell).doubleValue());
            case TRUTH -> cell;
            case MOMENT -> ((Instant) cell).atOffset(ZoneOffset.UTC);
            case TEXTS ->
                String.join(
                        "\u001f",
                        ((JoinedTexts) cell).stream().map(Object::toString).toList());
        };
    }

    private static SqlException failed(SQLException e) {
        String message = String.valueOf(e.getMessage());
        List<String> lines = message.lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("LINE ")
                        && !line.strip().equals("^"))
                .toList();
        String text = lines.isEmpty() ? message : String.join("\n", lines);
        String hint = Stream.of("params", "metrics", "others")
                .filter(prefix -> text.contains("Referenced table \"" + prefix + "\" not found"))
                .findFirst()
                .map(prefix -> "\nColumns such as " + prefix + ".NAME have a dot in their name: write \"" + prefix
                        + ".NAME\" in double quotes.")
                .orElse("");
        return new SqlException(text + hint, e);
    }

    /** The columns of a table with their types. */
    public Map<String, String> columns(String table) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Map<String, Object> row : query("DESCRIBE " + table, Map.of())) {
            columns.put(String.valueOf(row.get("column_name")), String.valueOf(row.get("column_type")));
        }
        return columns;
    }

    @Override
    public void close() {
        try (mirror) {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
