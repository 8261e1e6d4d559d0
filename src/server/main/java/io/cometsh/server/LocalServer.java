package io.cometsh.server;

import io.cometsh.server.page.QueryReader;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The server of {@code --local}: one for each data folder, however many processes use it.
 *
 * <pre>{@code
 * try (LocalServer local = LocalServer.open(folder)) {
 *     … local.address(), local.key() …
 * }
 * }</pre>
 *
 * <p>The first process holds an OS lock on {@code server.lock} and serves. Its port and key are in {@code server.port}, see {@link LocalKey}. A later process joins: it uses that server, with a thread that waits for the
 * lock. When the first process ends, in whatever way, a waiting one gets the lock and serves on the same port with the same key, so that clients that repeat a refused connection find it. A process that gets the lock and
 * cannot serve gives it back to the next one.
 *
 * <p>The folder belongs to its user alone, and the server takes only the key of the folder: no other user of the machine can read what is in it, or use the server.
 */
public final class LocalServer implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 20;
    /** A port or a database that the process before still holds is free after a moment. */
    private static final int ATTEMPTS = 50;

    private static final System.Logger LOG = System.getLogger(LocalServer.class.getName());

    /** A lock belongs to the process, and closing any channel on its file gives it up: so within this process a folder is opened once and counted. */
    private static final Map<Path, Shared> SHARED = new HashMap<>();

    private final Shared shared;
    private final boolean joined;
    private boolean closed;

    private LocalServer(Shared shared, boolean joined) {
        this.shared = shared;
        this.joined = joined;
    }

    /**
     * Serves a folder or joins the process that does. The folder is made, and filled with the sample workspace, the first time.
     *
     * @throws UncheckedIOException when the folder cannot be made or written, or the process that holds it does not answer for 30 seconds
     */
    public static LocalServer open(Path folder) {
        return open(folder, null, null);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param programs a folder where the program's part of SQLite is kept and run from; null is the data folder
     * @param queries reads the query language for the web pages; null shows no box for queries
     */
    public static LocalServer open(Path folder, Path programs, QueryReader queries) {
        return open(folder, programs, queries, true);
    }

    static LocalServer open(Path folder, Path programs, boolean sample) {
        return open(folder, programs, null, sample);
    }

    private static LocalServer open(Path folder, Path programs, QueryReader queries, boolean sample) {
        try {
            PrivateFolder.makePrivate(folder);
            Path real = folder.toRealPath();
            synchronized (SHARED) {
                Shared known = SHARED.get(real);
                boolean first = known == null;
                if (first) {
                    known = Shared.open(
                            ServerOptions.inFolder(real).withPrograms(programs).withQueries(queries), sample);
                    SHARED.put(real, known);
                }
                known.users++;
                return new LocalServer(known, !first || known.joined);
            }
        } catch (IOException e) {
            String reason = e instanceof FileSystemException file && file.getReason() != null
                    ? file.getReason()
                    : e.getMessage();
            throw new UncheckedIOException("cannot serve " + folder + ": " + reason, e);
        }
    }

    /** Where the server listens; the same for as long as this is open, whichever process serves. */
    public URI address() {
        return shared.key.address();
    }

    /** The API key of the folder, the only one that the server takes. */
    public String key() {
        return shared.key.key();
    }

    /** True when another process (or another part of this one) was serving the folder already. */
    public boolean joined() {
        return joined;
    }

    /** Stops serving, when this is the last one of its process. Processes that joined take over. */
    @Override
    public void close() {
        synchronized (SHARED) {
            if (closed) {
                return;
            }
            closed = true;
            if (--shared.users == 0) {
                SHARED.remove(shared.folder);
                shared.close();
            }
        }
    }

    private static final class Shared {
        private final ServerOptions options;
        private final Path folder;
        private final FileChannel channel;
        private final boolean joined;
        private final LocalKey key;
        private int users;
        private CometServer server;
        private volatile boolean closed;

        private Shared(ServerOptions options, FileChannel channel, CometServer server, LocalKey key) {
            this.options = options;
            this.folder = options.dataFolder();
            this.channel = channel;
            this.server = server;
            this.joined = server == null;
            this.key = key;
        }

        static Shared open(ServerOptions options, boolean sample) throws IOException {
            Path folder = options.dataFolder();
            FileChannel channel = FileChannel.open(
                    folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
                while (System.nanoTime() < patience) {
                    // Tried again each time: the process that holds it may end before it serves.
                    FileLock lock = channel.tryLock();
                    if (lock != null) {
                        return serve(options.withSample(sample), channel);
                    }
                    LocalKey key = LocalKey.read(folder);
                    if (key != null && key.answers()) {
                        Shared shared = new Shared(options, channel, null, key);
                        shared.waitForTheLock();
                        return shared;
                    }
                    pause();
                }
                throw new IOException("another process holds " + folder.resolve("server.lock")
                        + " and its server does not answer: end that process, or use another folder");
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        /** Serves on the port of the process before, which others may be using, unless something else has it. */
        private static Shared serve(ServerOptions options, FileChannel channel) throws IOException {
            Path folder = options.dataFolder();
            LocalKey before = LocalKey.read(folder);
            if (before != null) {
                CometServer server = startOn(options, before, () -> isTaken(before.port()));
                if (server != null) {
                    return new Shared(options, channel, server, before);
                }
            }
            // A new port has a new key: who has the old port now may have been sent the old key.
            LocalKey fresh = LocalKey.create(0);
            CometServer server = start(options, fresh);
            LocalKey key = fresh.withPort(server.address().getPort());
            try {
                key.write(folder);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            return new Shared(options, channel, server, key);
        }

        private void waitForTheLock() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            while (!closed) {
                                // Not given back after a good take-over: it goes with the channel, or with the process.
                                FileLock lock = channel.lock();
                                if (takeOver()) {
                                    return;
                                }
                                lock.release();
                                pause();
                            }
                        } catch (ClosedChannelException e) {
                            // Closed while it waited: there is nothing to take over any more.
                            Thread.currentThread().interrupt();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    "comet-local-heir");
            thread.setDaemon(true);
            thread.start();
        }

        /** Whether there is nothing more to do: it serves, or it has been closed. */
        private synchronized boolean takeOver() throws IOException {
            if (closed) {
                return true;
            }
            if (!key.equals(LocalKey.read(folder))) {
                // Another process has started a server on another port; nothing could find a server on this one.
                return false;
            }
            server = startOn(options, key, () -> closed);
            return server != null;
        }

        private static CometServer start(ServerOptions options, LocalKey key) {
            Map<String, String> keys = Map.of(key.key(), Accounts.ANYONE + " *");
            return CometServer.start(options.withPort(key.port()).withKeys(keys), Clock.systemUTC(), key);
        }

        /** Null when port or database stay busy, or when it is of no use to go on. */
        private static CometServer startOn(ServerOptions options, LocalKey key, BooleanSupplier hopeless) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    return start(options, key);
                } catch (UncheckedIOException | StoreException e) {
                    if (attempt == ATTEMPTS || hopeless.getAsBoolean()) {
                        LOG.log(System.Logger.Level.DEBUG, "the local server could not be started", e);
                        return null;
                    }
                    pause();
                }
            }
            return null;
        }

        private void close() {
            // Before the lock of this object: a take-over that is under way need not come to its end.
            closed = true;
            synchronized (this) {
                try (channel) {
                    if (server != null) {
                        server.close();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** Whether something listens on a port of this machine. */
        private static boolean isTaken(int port) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the server", e);
            }
        }
    }
}
