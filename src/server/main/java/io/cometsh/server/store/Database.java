package io.cometsh.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;

/** The SQLite database: pooled connections for reading, one thread that writes. See the package for how a write goes. */
public final class Database implements AutoCloseable {
    static final String FILE = "comet.db";

    private static final int READERS = 16;
    private static final int MOST_WRITES_IN_A_COMMIT = 256;
    private static final int WRITER_CACHE_KIB = 32 * 1024;
    private static final int READER_CACHE_KIB = 4 * 1024;
    /** Of a new file: curves of some hundred points lie in it without a gap. */
    private static final int PAGE = 8192;

    /** The log goes into the file at the commit that makes it longer than this many pages. */
    private static final int CHECKPOINT_PAGES = 500;

    /** The log of what is not in the file yet is cut to this when it was longer. */
    private static final int LONGEST_LOG = 16 * 1024 * 1024;

    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path folder;
    private final boolean durable;
    private final StoreLock lock;
    private final StoreFailures failures;
    private final Semaphore readers = new Semaphore(READERS, true);
    private final Deque<Tx> idle = new ArrayDeque<>();
    private final LinkedBlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Columns columns;
    private final Thread writer;
    private final ThreadLocal<WorkspaceAccess> scope = new ThreadLocal<>();
    /** The writer's own, before it begins and after it ended. */
    private Tx writing;

    /** Between asking whether it is closed and lining up for the writer nobody may close it. */
    private final Object closing = new Object();

    private volatile StoreException trouble;
    private volatile boolean closed;
    private volatile long lastCommit = System.nanoTime();

    private Database(Path folder, boolean durable) throws IOException, SQLException {
        this.folder = folder;
        this.durable = durable;
        this.failures = new StoreFailures(folder);
        this.lock = StoreLock.take(folder);
        Tx first = null;
        try {
            OldFolder.migrate(folder);
            OwnFile.make(folder.resolve(FILE));
            first = new Tx(connect(WRITER_CACHE_KIB));
            DatabaseSchema.create(first.connection());
            // A folder that cannot be written is refused here, and not at the first request.
            begin(first);
            probe(first);
            first.connection().commit();
        } catch (IOException | SQLException | RuntimeException e) {
            if (first != null) {
                first.close();
            }
            lock.close();
            throw e;
        }
        this.writing = first;
        this.columns = new Columns(this);
        this.writer = new Thread(this::writeUntilClosed, "comet-store-writer");
        this.writer.setDaemon(true);
    }

    /** Opens, and makes if need be, the database in a folder. Only one process can have it open. */
    static Database inFolder(Path folder) {
        return open(folder, true);
    }

    /** In a folder that goes when the store is closed: nothing waits for the disk. */
    static Database inTemporaryFolder(Path folder) {
        return open(folder, false);
    }

    private static Database open(Path folder, boolean durable) {
        try {
            Database database = new Database(Files.createDirectories(folder).toRealPath(), durable);
            database.writer.start();
            return database;
        } catch (IOException | SQLException e) {
            throw StoreFailures.opening(folder, e);
        }
    }

    /** A connection to a database file as this store uses it. */
    static Connection connect(Path file, boolean durable, int cacheKib) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // FULL: a commit is on the disk when it returns, so that what was acknowledged outlives a power failure too.
        config.setSynchronous(durable ? SQLiteConfig.SynchronousMode.FULL : SQLiteConfig.SynchronousMode.OFF);
        config.setBusyTimeout(20_000);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-cacheKib);
        // As a URI with every odd character escaped: the driver takes what follows a ? for settings.
        Connection connection =
                config.createConnection("jdbc:sqlite:file:" + file.toUri().getRawPath());
        try {
            try (Statement statement = connection.createStatement()) {
                // In this order: a file that has a log keeps the size of its pages.
                statement.execute("PRAGMA page_size = " + PAGE);
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
                statement.execute("PRAGMA journal_size_limit = " + LONGEST_LOG);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect(int cacheKib) throws SQLException {
        return connect(folder.resolve(FILE), durable, cacheKib);
    }

    public Columns columns() {
        return columns;
    }

    /** Sets the workspaces that the work of this thread may use, also the work it hands to the writer; null is all. */
    void setScope(WorkspaceAccess workspaces) {
        if (workspaces == null) {
            scope.remove();
        } else {
            scope.set(workspaces);
        }
    }

    StoreFailures failures() {
        return failures;
    }

    /** Runs a piece of reading on a connection of its own and gives what it gives. */
    public <T> T read(Work<T> work) {
        readers.acquireUninterruptibly();
        Tx tx = null;
        try {
            if (closed && !writer.isAlive()) {
                throw closed();
            }
            synchronized (idle) {
                tx = idle.poll();
            }
            if (tx == null) {
                tx = new Tx(connect(READER_CACHE_KIB));
            }
            tx.setScope(scope.get(), false);
            T result = work.run(tx);
            tx.connection().rollback();
            Tx usable = tx;
            tx = null;
            synchronized (idle) {
                idle.push(usable);
            }
            return result;
        } catch (SQLException e) {
            throw failures.reading(e);
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
        Pending<T> pending = new Pending<>(work, scope.get());
        synchronized (closing) {
            if (closed) {
                throw closed();
            }
            queue.add(pending);
        }
        try {
            return pending.done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StoreException(
                    StoreException.Reason.CANNOT_WRITE, StoreFailures.reason(e.getCause()), e.getCause());
        }
    }

    private static StoreException closed() {
        return new StoreException(StoreException.Reason.CANNOT_WRITE, "the store is closed", null);
    }

    int waiting() {
        return queue.size();
    }

    /** Of the file and its log. */
    long bytes() {
        return folder.resolve(FILE).toFile().length()
                + folder.resolve(FILE + "-wal").toFile().length();
    }

    /** Notes that something could not be written, so that {@link #trouble} looks. */
    void suspect(StoreException failure) {
        trouble = failure;
    }

    /** Why nothing can be written; empty when it can. This tries, unless something was written a moment ago. */
    Optional<StoreException> trouble() {
        if (closed) {
            return Optional.of(closed());
        }
        if (failures.hasNoRoom()) {
            return Optional.of(failures.noRoom(null));
        }
        if (trouble != null || System.nanoTime() - lastCommit > MOMENT_NANOS) {
            try {
                write(tx -> {
                    probe(tx);
                    return null;
                });
            } catch (StoreException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    /**
     * Begins to write. The driver has begun already, but as a reader: when such a transaction turns to writing, SQLite
     * does not wait for the lock, and a reader that meets the log while it grows has that lock for a moment.
     */
    private static void begin(Tx tx) throws SQLException {
        tx.update("COMMIT");
        tx.update("BEGIN IMMEDIATE");
    }

    private static void probe(Tx tx) throws SQLException {
        tx.put("probe", "num", "num, at_ms", 1, System.currentTimeMillis());
    }

    private void writeUntilClosed() {
        Tx tx = writing;
        List<Pending<?>> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, MOST_WRITES_IN_A_COMMIT - 1);
                last = batch.removeIf(pending -> pending.work == null);
                tx = tx == null ? new Tx(connect(WRITER_CACHE_KIB)) : tx;
                commit(tx, batch);
                trouble = null;
                lastCommit = System.nanoTime();
            } catch (Throwable e) {
                // Whatever it was: a full disk, too little memory, a bug. Nothing of this batch is kept, and the next
                // one has a new connection.
                tx = failed(tx, batch, e);
            }
            batch.forEach(Pending::complete);
            batch.clear();
        }
        writing = tx;
    }

    private Tx failed(Tx tx, List<Pending<?>> batch, Throwable cause) {
        try {
            trouble = failures.writing(cause);
        } catch (Throwable e) {
            trouble = OUT_OF_MEMORY;
        }
        for (Pending<?> pending : batch) {
            pending.failure = pending.failure == null ? trouble : pending.failure;
        }
        try {
            if (tx != null) {
                tx.close();
            }
        } catch (Throwable e) {
            // It is given up anyway.
            return null;
        }
        return null;
    }

    private static final StoreException OUT_OF_MEMORY =
            new StoreException(StoreException.Reason.CANNOT_WRITE, "the server is out of memory", null);

    private void commit(Tx tx, List<Pending<?>> batch) throws SQLException {
        tx.changes().clear();
        begin(tx);
        for (Pending<?> pending : batch) {
            int changesBefore = tx.changes().size();
            tx.update("SAVEPOINT work");
            try {
                pending.run(tx);
            } catch (SQLException | RuntimeException e) {
                if (!StoreFailures.isOfTheWork(e)) {
                    throw e;
                }
                tx.update("ROLLBACK TO work");
                tx.changes().subList(changesBefore, tx.changes().size()).clear();
                pending.failure = e instanceof SQLException sql ? StoreFailures.work(sql) : e;
            }
            tx.update("RELEASE work");
        }
        // Under the columns' lock, so that nobody loads a column between the commit and the update of what is loaded.
        columns.commit(tx.connection()::commit, tx.changes());
    }

    /** Puts the log into the file, so that a folder nobody serves is one file. */
    private void finish(Tx tx) {
        try (Tx last = tx == null ? new Tx(connect(WRITER_CACHE_KIB)) : tx) {
            last.connection().setAutoCommit(true);
            try (Statement statement = last.connection().createStatement()) {
                statement.execute("PRAGMA optimize");
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (SQLException | StoreException e) {
            // All that was acknowledged is in the log, which the next one to open the folder reads.
            trouble = failures.writing(e);
        }
    }

    /** Finishes the pending work, closes the file and releases the folder. */
    @Override
    public void close() {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(new Pending<>(null, null));
        }
        try {
            // First the writer: a reader may have to wait for it.
            writer.join();
            readers.acquireUninterruptibly(READERS);
            synchronized (idle) {
                idle.forEach(Tx::close);
                idle.clear();
            }
            finish(writing);
            readers.release(READERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }

    /** A piece of work on the database. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Tx tx) throws SQLException;
    }

    private static final class Pending<T> {
        final Work<T> work;
        final WorkspaceAccess scope;
        final CompletableFuture<T> done = new CompletableFuture<>();
        T result;
        Exception failure;

        Pending(Work<T> work, WorkspaceAccess scope) {
            this.work = work;
            this.scope = scope;
        }

        void run(Tx tx) throws SQLException {
            tx.setScope(scope, true);
            try {
                result = work.run(tx);
            } finally {
                tx.setScope(null, true);
            }
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
