package io.cometsh.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves the data of a folder from the H2 database of earlier versions. The only class that knows H2, and loaded only where there is such a file.
 *
 * <p>The old file is read and never written. The new one gets its name when each row in it was read back and found the same; the old one is kept under another name.
 */
final class OldFolder {
    static final String OLD = "comet.mv.db";
    private static final String KEPT = "comet.mv.db.old";
    private static final String PART = Database.FILE + ".part";
    private static final int ROWS_IN_A_BATCH = 1000;

    private static final System.Logger LOG = System.getLogger(OldFolder.class.getName());

    private final Path folder;

    private OldFolder(Path folder) {
        this.folder = folder;
    }

    /** Moves the data of an earlier version, if there is any. A move that was interrupted begins again. */
    static void migrate(Path folder) throws IOException, SQLException {
        Path old = folder.resolve(OLD);
        if (!Files.exists(old)) {
            return;
        }
        if (!Files.exists(folder.resolve(Database.FILE))) {
            new OldFolder(folder).move(old);
        }
        Files.move(old, folder.resolve(KEPT), StandardCopyOption.ATOMIC_MOVE);
    }

    private void move(Path old) throws IOException, SQLException {
        LOG.log(
                System.Logger.Level.WARNING,
                "moving the data in {0} to SQLite; the old file stays as {1} and can be deleted afterwards",
                folder,
                KEPT);
        removeParts();
        Path part = folder.resolve(PART);
        try (Connection to = Database.connect(part, true, 64 * 1024)) {
            DatabaseSchema.create(to);
            try (Connection from = open(old)) {
                copy(from, to);
            }
            to.setAutoCommit(true);
            try (Statement statement = to.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (SQLException | IOException | RuntimeException e) {
            removeParts();
            throw e;
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, folder.resolve(Database.FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** As it is; where H2 would have to write to read it, a copy. */
    private Connection open(Path old) throws IOException, SQLException {
        try {
            return connect(old, ";ACCESS_MODE_DATA=r");
        } catch (SQLException e) {
            if (e.getErrorCode() == org.h2.api.ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new StoreException(
                        StoreException.Reason.CANNOT_OPEN,
                        "the data folder " + folder
                                + " is being served by a process of an earlier version: end that one first",
                        e);
            }
            Path copy = folder.resolve("comet.part.mv.db");
            Files.copy(old, copy, StandardCopyOption.REPLACE_EXISTING);
            try {
                return connect(copy, "");
            } catch (SQLException again) {
                again.addSuppressed(e);
                throw new StoreException(
                        StoreException.Reason.CANNOT_OPEN,
                        "the data of an earlier version cannot be read: " + old
                                + " is damaged. It is left as it is; without it the server starts with an empty folder",
                        again);
            }
        }
    }

    private static Connection connect(Path file, String settings) throws SQLException {
        String name = file.toString();
        if (name.indexOf(';') >= 0) {
            throw new SQLException("H2 cannot open a file with a semicolon in its path: move the folder first");
        }
        return new org.h2.Driver()
                .connect(
                        "jdbc:h2:file:" + name.substring(0, name.length() - ".mv.db".length())
                                + ";IFEXISTS=TRUE;LAZY_QUERY_EXECUTION=TRUE" + settings,
                        new Properties());
    }

    private void copy(Connection from, Connection to) throws SQLException {
        Set<String> known = new TreeSet<>();
        for (Object[] row :
                rows(from, "SELECT LOWER(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'")) {
            known.add((String) row[0]);
        }
        for (Object[] row :
                rows(to, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
            String table = (String) row[0];
            if (known.contains(table)) {
                List<String> columns = new ArrayList<>();
                for (Object[] column : rows(to, "SELECT name FROM pragma_table_info('" + table + "')")) {
                    columns.add((String) column[0]);
                }
                Sum sent = copy(from, to, table, columns);
                to.commit();
                Sum kept = new Sum();
                each(to, "SELECT " + String.join(", ", columns) + " FROM " + table, kept::add);
                if (!kept.equals(sent)) {
                    throw new SQLException("the rows of " + table + " are not the same in the new file");
                }
            }
        }
        // Numbers of what was deleted are not given again.
        try (PreparedStatement sequence =
                to.prepareStatement("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?")) {
            for (Object[] next : rows(
                    from,
                    "SELECT LOWER(TABLE_NAME), IDENTITY_BASE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'PUBLIC' AND IS_IDENTITY = 'YES'")) {
                sequence.setLong(1, (Long) next[1] - 1);
                sequence.setString(2, (String) next[0]);
                sequence.executeUpdate();
            }
        }
        to.commit();
    }

    private static Sum copy(Connection from, Connection to, String table, List<String> columns) throws SQLException {
        Sum sum = new Sum();
        int[] waiting = {0};
        try (PreparedStatement insert = to.prepareStatement("INSERT INTO " + table + "(" + String.join(", ", columns)
                + ") VALUES(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")")) {
            each(from, "SELECT " + String.join(", ", columns) + " FROM " + table, row -> {
                sum.add(row);
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
                if (++waiting[0] == ROWS_IN_A_BATCH) {
                    insert.executeBatch();
                    waiting[0] = 0;
                }
            });
            insert.executeBatch();
        }
        return sum;
    }

    private static List<Object[]> rows(Connection connection, String sql) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        each(connection, sql, rows::add);
        return rows;
    }

    private static void each(Connection connection, String sql, RowVisitor visitor) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                Object[] row = new Object[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = plain(result.getObject(i + 1));
                }
                visitor.visit(row);
            }
        }
    }

    /** A value as both databases have it: a whole number, a text or bytes. */
    private static Object plain(Object value) throws SQLException {
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Clob text) {
            return text.getSubString(1, Math.toIntExact(text.length()));
        }
        if (value instanceof Array list) {
            return Texts.json(Arrays.asList((Object[]) list.getArray()));
        }
        return value;
    }

    private void removeParts() throws IOException {
        for (String name : List.of(PART, PART + "-wal", PART + "-shm", "comet.part.mv.db")) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    /** Sees each row. */
    @FunctionalInterface
    private interface RowVisitor {
        void visit(Object[] row) throws SQLException;
    }

    /** How many rows there are and what they hold, in whatever order they come. */
    private static final class Sum {
        private final MessageDigest digest;
        private long rows;
        private long high;
        private long low;

        Sum() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        void add(Object[] row) {
            for (Object value : row) {
                byte[] bytes = value instanceof byte[] raw
                        ? raw
                        : value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
                char kind = value == null ? 'n' : value instanceof Long ? 'l' : value instanceof String ? 's' : 'b';
                digest.update(ByteBuffer.allocate(6)
                        .putChar(kind)
                        .putInt(bytes.length)
                        .flip());
                digest.update(bytes);
            }
            ByteBuffer sum = ByteBuffer.wrap(digest.digest());
            rows++;
            high += sum.getLong();
            low += sum.getLong();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sum sum && sum.rows == rows && sum.high == high && sum.low == low;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(rows + high + low);
        }
    }
}
