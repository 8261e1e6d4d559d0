package io.cometsh.cli;

import io.cometsh.server.LocalServer;
import io.cometsh.transport.CometInterruptedException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The local server, opened when its address is first asked for.
 *
 * <p>It is opened on a thread of its own: Ctrl-C may end the wait for it, but must not end what reads its data files,
 * since Java closes a file whose reader is interrupted.
 */
final class LazyLocalServer implements AutoCloseable {
    private final Supplier<Path> folder;
    private final Supplier<Path> programs;
    private FutureTask<LocalServer> opening;

    /**
     * Neither folder is asked for before it is opened.
     *
     * @param folder where its data are
     * @param programs where its native library is kept; gives null when there is no such place
     */
    LazyLocalServer(Supplier<Path> folder, Supplier<Path> programs) {
        this.folder = folder;
        this.programs = programs;
    }

    /**
     * Where it listens.
     *
     * @throws CometInterruptedException when the wait is interrupted; the server still opens
     */
    URI address() {
        return server().address();
    }

    /** The key it takes. */
    String key() {
        return server().key();
    }

    private LocalServer server() {
        try {
            return task().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CometInterruptedException("interrupted while the local server was opened");
        } catch (ExecutionException e) {
            forget();
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized FutureTask<LocalServer> task() {
        if (opening == null) {
            ServerLog.plain();
            opening = new FutureTask<>(() -> LocalServer.open(folder.get(), programs.get(), new PageQueries()));
            Thread thread = new Thread(opening, "cometsh-local-server");
            thread.setDaemon(true);
            thread.start();
        }
        return opening;
    }

    /** The next one tries again. */
    private synchronized void forget() {
        opening = null;
    }

    /** Closes it, if it was opened; one that is being opened is waited for. */
    @Override
    public synchronized void close() {
        if (opening == null) {
            return;
        }
        try {
            opening.get().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // It was never there.
        }
        opening = null;
    }
}
