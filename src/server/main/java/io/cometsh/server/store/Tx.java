package io.cometsh.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A transaction: SQL with its arguments, and the changes that the loaded columns have to follow when it is committed. */
public final class Tx implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final List<CommittedChange> changes = new ArrayList<>();
    /** Null for the work of the server itself. */
    private Border border;

    Tx(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Sets whose work follows; null is the server's own. */
    void setScope(WorkspaceAccess scope, boolean writing) {
        border = scope == null ? null : new Border(scope, writing);
    }

    /** Refuses a workspace that the request may not use, whether it exists or not. */
    void enter(String workspace) {
        if (!mayUse(workspace)) {
            throw border.refusal();
        }
    }

    boolean mayUse(String workspace) {
        return border == null || border.has(workspace);
    }

    List<CommittedChange> changes() {
        return changes;
    }

    void changed(CommittedChange change) {
        changes.add(change);
    }

    int update(String sql, Object... arguments) throws SQLException {
        try {
            return bind(prepare(sql), arguments).executeUpdate();
        } catch (SQLException e) {
            // The driver ends a statement that fails.
            statements.remove(sql);
            throw e;
        }
    }

    /** Inserts a row and gives the number the database made for it. */
    long insert(String sql, Object... arguments) throws SQLException {
        update(sql, arguments);
        return first("SELECT last_insert_rowid()", row -> row.getLong(1)).orElseThrow();
    }

    /**
     * Inserts a row, or stores it as it now is when its key is there.
     *
     * @param key the column, or columns with commas between, that make a row unique
     * @param columns all columns, in the order of the arguments, with a comma and a blank between
     */
    void put(String table, String key, String columns, Object... arguments) throws SQLException {
        update(
                "INSERT INTO " + table + "(" + columns + ") VALUES("
                        + String.join(", ", Collections.nCopies(arguments.length, "?")) + ") ON CONFLICT(" + key
                        + ") DO UPDATE SET "
                        + Stream.of(columns.split(", "))
                                .map(column -> column + " = excluded." + column)
                                .collect(Collectors.joining(", ")),
                arguments);
    }

    /** The first row; one of a workspace that the request may not use is refused. */
    <T> Optional<T> first(String sql, ResultRow<T> row, Object... arguments) throws SQLException {
        Optional<T> found;
        try (ResultSet result = query(sql, arguments)) {
            found = result.next() ? Optional.ofNullable(row.of(result)) : Optional.empty();
        }
        if (border != null && found.isPresent() && !border.admits(this, found.get())) {
            throw border.refusal();
        }
        return found;
    }

    /** All rows, except for workspaces that the request may not use. */
    <T> List<T> all(String sql, ResultRow<T> row, Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        each(sql, result -> rows.add(row.of(result)), arguments);
        if (border == null) {
            return rows;
        }
        List<T> admitted = new ArrayList<>(rows.size());
        for (T one : rows) {
            if (border.admits(this, one)) {
                admitted.add(one);
            }
        }
        return admitted;
    }

    void each(String sql, Visitor visitor, Object... arguments) throws SQLException {
        try (ResultSet result = query(sql, arguments)) {
            while (result.next()) {
                visitor.visit(result);
            }
        }
    }

    private ResultSet query(String sql, Object... arguments) throws SQLException {
        try {
            return bind(prepare(sql), arguments).executeQuery();
        } catch (SQLException e) {
            statements.remove(sql);
            throw e;
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private static PreparedStatement bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException(StoreException.Reason.CANNOT_WRITE, "closing the database failed", e);
        }
    }

    static Long longOrNull(ResultSet result, int column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    /** A list of texts, which is a JSON array in the table. */
    static List<String> texts(ResultSet result, int column) throws SQLException {
        return Texts.of(result.getString(column));
    }

    /** Makes something of the current row. */
    @FunctionalInterface
    interface ResultRow<T> {
        T of(ResultSet result) throws SQLException;
    }

    /** Sees each row. */
    @FunctionalInterface
    interface Visitor {
        void visit(ResultSet result) throws SQLException;
    }
}
