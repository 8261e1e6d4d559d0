package io.cometsh.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;

/**
 * A body whose reader can be interrupted: reading a socket does not notice an interrupt until the next bytes come, so a
 * thread of ours looks, and cancels the call.
 */
final class InterruptWatch extends FilterInputStream {
    private static final long LOOK_MILLIS = 50;
    private static final Set<InterruptWatch> WATCHED = ConcurrentHashMap.newKeySet();
    private static Thread watcher;

    private final Call call;
    private final Thread reader = Thread.currentThread();

    private InterruptWatch(InputStream body, Call call) {
        super(body);
        this.call = call;
    }

    /** Watches the current thread until the stream is closed. */
    static InputStream over(InputStream body, Call call) {
        InterruptWatch watch = new InterruptWatch(body, call);
        WATCHED.add(watch);
        begin();
        return watch;
    }

    private static synchronized void begin() {
        if (watcher == null) {
            watcher = new Thread(InterruptWatch::look, "comet-interrupt-watch");
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    private static void look() {
        while (goesOn()) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                // Nobody has a reason to; it only looks earlier.
                continue;
            }
            for (InterruptWatch one : WATCHED) {
                boolean interrupted = one.reader.isInterrupted();
                if (interrupted || !one.reader.isAlive()) {
                    WATCHED.remove(one);
                }
                if (interrupted) {
                    one.call.cancel();
                }
            }
        }
    }

    private static synchronized boolean goesOn() {
        if (WATCHED.isEmpty()) {
            watcher = null;
        }
        return watcher != null;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        return in.read(target, from, length);
    }

    @Override
    public void close() throws IOException {
        WATCHED.remove(this);
        super.close();
    }
}
