package io.cometsh.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A transaction: SQL with its arguments, and the changes that the loaded columns have to follow when it is committed. */
public final class Tx implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();

    Tx(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    List<Change> changes() {
        return changes;
    }

    void changed(Change change) {
        changes.add(change);
    }

    int update(String sql, Object... arguments) throws SQLException {
        return bind(prepare(sql, PreparedStatement.NO_GENERATED_KEYS), arguments)
                .executeUpdate();
    }

    /** Inserts a row and gives the number the database made for it. */
    long insert(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = bind(prepare(sql, PreparedStatement.RETURN_GENERATED_KEYS), arguments);
        statement.executeUpdate();
        try (ResultSet keys = statement.getGeneratedKeys()) {
            keys.next();
            return keys.getLong(1);
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... arguments) throws SQLException {
        try (ResultSet result = bind(prepare(sql, PreparedStatement.NO_GENERATED_KEYS), arguments)
                .executeQuery()) {
            return result.next() ? Optional.ofNullable(row.of(result)) : Optional.empty();
        }
    }

    <T> List<T> all(String sql, Row<T> row, Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        each(sql, result -> rows.add(row.of(result)), arguments);
        return rows;
    }

    void each(String sql, Visitor visitor, Object... arguments) throws SQLException {
        try (ResultSet result = bind(prepare(sql, PreparedStatement.NO_GENERATED_KEYS), arguments)
                .executeQuery()) {
            while (result.next()) {
                visitor.visit(result);
            }
        }
    }

    private PreparedStatement prepare(String sql, int keys) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql, keys);
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
            throw new StoreException("closing a connection failed", e);
        }
    }

    static Long longOrNull(ResultSet result, int column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    /** A list of texts, which is an array in the table. */
    static List<String> texts(ResultSet result, int column) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object text : (Object[]) result.getArray(column).getArray()) {
            texts.add((String) text);
        }
        return texts;
    }

    /** Makes something of the current row. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet result) throws SQLException;
    }

    /** Sees each row. */
    @FunctionalInterface
    interface Visitor {
        void visit(ResultSet result) throws SQLException;
    }
}
