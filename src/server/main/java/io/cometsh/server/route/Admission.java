package io.cometsh.server.route;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Lets requests be worked on when they are completely there: a few at once, and only as many bodies as fit into memory. A slow client takes no place here. */
final class Admission {
    private static final int AT_ONCE = 32;
    /** A tree of JSON takes this many times the bytes of its text. */
    private static final int TREE = 12;

    private final int kib =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 / 1024);
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Semaphore memory = new Semaphore(kib, true);

    /**
     * Runs work in its turn.
     *
     * @param bytes the size of the JSON in its request
     */
    Reply run(long bytes, Work work) throws IOException {
        int share = (int) Math.min(kib, bytes * TREE / 1024);
        memory.acquireUninterruptibly(share);
        try {
            places.acquireUninterruptibly();
            try {
                return work.run();
            } finally {
                places.release();
            }
        } finally {
            memory.release(share);
        }
    }

    @FunctionalInterface
    interface Work {
        Reply run() throws IOException;
    }
}
