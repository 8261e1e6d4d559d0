package io.cometsh.server;

import io.cometsh.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The server behind {@code --local}: one per data folder, however many processes use it.
 *
 * <pre>{@code
 * try (LocalServer local = LocalServer.open(folder)) {
 *     … local.address() …
 * }
 * }</pre>
 *
 * <p>The first process holds an OS lock on {@code server.lock} and serves; the port stands in {@code server.port}. A later process joins: it uses that server, with a thread that waits for the
 * lock. When the first process ends, in whatever way, the waiting one gets the lock and serves on the same port, so that clients that repeat what met a refused connection go on.
 */
public final class LocalServer implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 20;

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
        return open(folder, null, true);
    }

    /** As {@link #open(Path)}, with a folder where the program's part of SQLite is kept and run from. */
    public static LocalServer open(Path folder, Path programs) {
        return open(folder, programs, true);
    }

    static LocalServer open(Path folder, Path programs, boolean sample) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            synchronized (SHARED) {
                Shared known = SHARED.get(real);
                boolean first = known == null;
                if (first) {
                    known = Shared.open(real, programs, sample);
                    SHARED.put(real, known);
                }
                known.users++;
                return new LocalServer(known, !first || known.joined);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Where the server listens; the same for as long as this is open, whichever process serves. */
    public URI address() {
        return shared.address;
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
        private final Path folder;
        private final Path programs;
        private final FileChannel channel;
        private final boolean joined;
        private final URI address;
        private int users;
        private CometServer server;
        private boolean closed;

        private Shared(Path folder, Path programs, FileChannel channel, CometServer server, URI address) {
            this.folder = folder;
            this.programs = programs;
            this.channel = channel;
            this.server = server;
            this.joined = server == null;
            this.address = address;
        }

        static Shared open(Path folder, Path programs, boolean sample) throws IOException {
            FileChannel channel = FileChannel.open(
                    folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
                while (System.nanoTime() < patience) {
                    // Tried again each time: the one that holds it may die before it serves.
                    FileLock lock = channel.tryLock();
                    if (lock != null) {
                        CometServer server = serve(folder, programs, sample);
                        return new Shared(folder, programs, channel, server, server.address());
                    }
                    int port = port(folder);
                    if (port > 0 && answers(port)) {
                        Shared shared = new Shared(folder, programs, channel, null, address(port));
                        shared.waitForTheLock(port);
                        return shared;
                    }
                    pause();
                }
                throw new IOException("another process holds the folder and does not answer");
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        /** Serves on the port of the one before, which others may be using, unless something else has it. */
        private static CometServer serve(Path folder, Path programs, boolean sample) throws IOException {
            ServerOptions options =
                    ServerOptions.inFolder(folder).withSample(sample).withPrograms(programs);
            int before = port(folder);
            CometServer server = null;
            if (before > 0 && !answers(before)) {
                server = startOn(options.withPort(before), 5);
            }
            if (server == null) {
                server = CometServer.start(options);
            }
            write(folder, server.address().getPort());
            return server;
        }

        private void waitForTheLock(int port) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            // Never given back: it goes with the channel, or with the process.
                            if (channel.lock().isValid()) {
                                takeOver(port);
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

        private synchronized void takeOver(int port) {
            if (!closed) {
                server = startOn(ServerOptions.inFolder(folder).withPort(port).withPrograms(programs), 250);
            }
        }

        /** Null when port or database stay busy: a process that ends may hold them for a moment longer than the lock. */
        private static CometServer startOn(ServerOptions options, int attempts) {
            for (int attempt = 1; attempt <= attempts; attempt++) {
                try {
                    return CometServer.start(options);
                } catch (UncheckedIOException | StoreException e) {
                    pause();
                }
            }
            return null;
        }

        private synchronized void close() {
            closed = true;
            if (server != null) {
                server.close();
            }
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static URI address(int port) {
            return URI.create("http://127.0.0.1:" + port + "/");
        }

        private static int port(Path folder) throws IOException {
            Path file = folder.resolve("server.port");
            if (!Files.exists(file)) {
                return 0;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).trim();
            return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        }

        private static void write(Path folder, int port) throws IOException {
            Path part = Files.createTempFile(folder, "server", ".port");
            Files.writeString(part, port + "\n", StandardCharsets.UTF_8);
            Files.move(
                    part,
                    folder.resolve("server.port"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }

        private static boolean answers(int port) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        address(port).resolve("clientlib/isAlive/ver").toURL().openConnection(java.net.Proxy.NO_PROXY);
                connection.setConnectTimeout(1000);
                connection.setReadTimeout(5000);
                try {
                    return connection.getResponseCode() == 200;
                } finally {
                    connection.disconnect();
                }
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
