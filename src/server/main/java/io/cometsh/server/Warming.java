package io.cometsh.server;

import io.cometsh.server.store.Store;
import io.cometsh.server.store.StoreException;

/** Loads the columns of large projects into memory while nobody asks for them yet. */
final class Warming implements AutoCloseable {
    /** What a short run asks first must not wait for this. */
    private static final long PAUSE_MILLIS = 500;

    private static final System.Logger LOG = System.getLogger(Warming.class.getName());

    private final Thread thread;
    private boolean closed;

    /** Begins in the background. */
    Warming(Store store) {
        thread = new Thread(() -> warm(store), "comet-server-warming");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void warm(Store store) {
        try {
            if (!pause()) {
                store.columns().warm(this::isClosed);
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "columns could not be loaded ahead", e);
        }
    }

    /** Whether it was closed meanwhile. */
    private synchronized boolean pause() {
        try {
            if (!closed) {
                wait(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        return closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends it, and waits for the column that it is at: the database is closed next. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
