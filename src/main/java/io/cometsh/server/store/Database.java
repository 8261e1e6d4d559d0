package io.cometsh.server.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.h2.Driver;

/** The H2 database: pooled connections for reading, one thread that writes. See the package for how a write goes. */
public final class Database implements AutoCloseable {
    private static final int READERS = 16;
    private static final int MOST_WRITES_IN_A_COMMIT = 256;
    /** Results are read in passing: a result of 100,000 rows would first go to a temporary file. */
    private static final String COMMON = ";LOCK_TIMEOUT=20000;LAZY_QUERY_EXECUTION=TRUE";

    private static final Driver DRIVER = new Driver();

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final String url;
    private final Path folder;
    private final Connection keeper;
    private final Semaphore readers = new Semaphore(READERS, true);
    private final Deque<Tx> idle = new ArrayDeque<>();
    private final LinkedBlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Columns columns;
    private final Thread writer;
    private volatile boolean closed;

    private Database(String url, Path folder) throws SQLException {
        this.url = url;
        this.folder = folder;
        this.keeper = connect();
        Schema.create(keeper);
        this.columns = new Columns(this);
        this.writer = new Thread(this::writeUntilClosed, "comet-store-writer");
        this.writer.setDaemon(true);
    }

    /** Opens, and makes if need be, the database in a folder. Only one process can have it open. */
    public static Database inFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            if (real.toString().indexOf(';') >= 0) {
                // H2 ends the file's name there and knows no escape.
                throw new StoreException("the path of a data folder cannot have a semicolon: " + folder, null);
            }
            // H2 itself keeps other processes out, but within this one it would share the file, and columns would be
            // kept twice.
            if (!OPEN.add(real)) {
                throw new StoreException("the data folder " + folder + " is being served already", null);
            }
            try {
                String file = real.resolve("comet").toString();
                // WRITE_DELAY=0: a commit is in the file when it returns, so what was acknowledged outlives a killed
                // process.
                return start(new Database(
                        "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=65536" + COMMON,
                        real));
            } catch (SQLException | RuntimeException e) {
                OPEN.remove(real);
                throw e;
            }
        } catch (java.io.IOException | SQLException e) {
            throw new StoreException("cannot open the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    public static Database inMemory() {
        try {
            return start(new Database("jdbc:h2:mem:comet-" + UUID.randomUUID() + COMMON, null));
        } catch (SQLException e) {
            throw new StoreException("cannot open a database in memory", e);
        }
    }

    private static Database start(Database database) {
        database.writer.start();
        return database;
    }

    public Columns columns() {
        return columns;
    }

    /** Runs a piece of reading on a connection of its own and gives what it gives. */
    public <T> T read(Work<T> work) {
        readers.acquireUninterruptibly();
        Tx tx = null;
        try {
            synchronized (idle) {
                tx = idle.poll();
            }
            if (tx == null) {
                tx = new Tx(connect());
            }
            T result = work.run(tx);
            tx.connection().rollback();
            Tx usable = tx;
            tx = null;
            synchronized (idle) {
                idle.push(usable);
            }
            return result;
        } catch (SQLException e) {
            throw new StoreException("reading failed", e);
        } finally {
            if (tx != null) {
                tx.close();
            }
            readers.release();
        }
    }

    /** Runs a piece of writing on the writer thread; returns when it is committed. What the work throws comes out here, and nothing of it is kept. */
    public <T> T write(Work<T> work) {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("a write inside a write would wait for itself");
        }
        if (closed) {
            throw new StoreException("the store is closed", null);
        }
        Pending<T> pending = new Pending<>(work);
        queue.add(pending);
        try {
            return pending.done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StoreException("writing failed", e.getCause());
        }
    }

    private void writeUntilClosed() {
        List<Pending<?>> batch = new ArrayList<>();
        try (Tx tx = new Tx(connect())) {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, MOST_WRITES_IN_A_COMMIT - 1);
                boolean last = batch.removeIf(pending -> pending.work == null);
                commit(tx, batch);
                batch.clear();
                if (last) {
                    return;
                }
            }
        } catch (InterruptedException | SQLException e) {
            closed = true;
            fail(batch, e);
        } finally {
            closed = true;
            List<Pending<?>> late = new ArrayList<>();
            queue.drainTo(late);
            fail(late, new StoreException("the store is closed", null));
        }
    }

    private void commit(Tx tx, List<Pending<?>> batch) throws SQLException {
        Connection connection = tx.connection();
        for (Pending<?> pending : batch) {
            java.sql.Savepoint before = connection.setSavepoint();
            int changesBefore = tx.changes().size();
            try {
                pending.run(tx);
                connection.releaseSavepoint(before);
            } catch (SQLException | RuntimeException e) {
                connection.rollback(before);
                tx.changes().subList(changesBefore, tx.changes().size()).clear();
                pending.failure = e;
            }
        }
        try {
            // Under the columns' lock, so that nobody loads a column between the commit and the update of what is
            // loaded.
            columns.commit(connection::commit, tx.changes());
        } catch (SQLException e) {
            connection.rollback();
            for (Pending<?> pending : batch) {
                pending.failure = pending.failure == null ? e : pending.failure;
            }
        } finally {
            tx.changes().clear();
        }
        batch.forEach(Pending::complete);
    }

    private static void fail(List<Pending<?>> batch, Exception cause) {
        for (Pending<?> pending : batch) {
            pending.failure = cause;
            pending.complete();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DRIVER.connect(url, new Properties());
        connection.setAutoCommit(false);
        return connection;
    }

    /** Finishes what was asked for, closes the file and lets the folder go. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(new Pending<>(null));
        try {
            writer.join();
            readers.acquireUninterruptibly(READERS);
            synchronized (idle) {
                idle.forEach(Tx::close);
                idle.clear();
            }
            try (java.sql.Statement statement = keeper.createStatement()) {
                statement.execute("SHUTDOWN");
            }
            keeper.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new StoreException("closing the database failed", e);
        } finally {
            readers.release(READERS);
            if (folder != null) {
                OPEN.remove(folder);
            }
        }
    }

    /** A piece of work on the database. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Tx tx) throws SQLException;
    }

    private static final class Pending<T> {
        final Work<T> work;
        final CompletableFuture<T> done = new CompletableFuture<>();
        T result;
        Exception failure;

        Pending(Work<T> work) {
            this.work = work;
        }

        void run(Tx tx) throws SQLException {
            result = work.run(tx);
        }

        void complete() {
            if (failure == null) {
                done.complete(result);
            } else {
                done.completeExceptionally(failure);
            }
        }
    }
}
