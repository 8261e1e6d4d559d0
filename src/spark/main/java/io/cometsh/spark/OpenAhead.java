package io.cometsh.spark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Opens some things in their order, the next few of them ahead: a task waits for the network most of its time, and has one
 * thread.
 */
final class OpenAhead<T, R extends AutoCloseable> implements AutoCloseable {
    private final Iterator<T> inputs;
    private final Opening<T, R> opening;
    private final int parallel;
    private final ExecutorService threads;
    private final Deque<Future<R>> ahead = new ArrayDeque<>();

    /** Opens one of them. */
    interface Opening<T, R> {
        R open(T input) throws IOException;
    }

    OpenAhead(Iterator<T> inputs, int parallel, Opening<T, R> opening) {
        this.inputs = inputs;
        this.parallel = parallel;
        this.opening = opening;
        threads = threads(parallel);
    }

    /** Threads that do not keep the process alive. */
    static ExecutorService threads(int count) {
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "comet-read");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The next one; null when there is none. */
    R next() throws IOException {
        while (ahead.size() < parallel && inputs.hasNext()) {
            T input = inputs.next();
            ahead.add(threads.submit(() -> opening.open(input)));
        }
        if (ahead.isEmpty()) {
            return null;
        }
        try {
            return ahead.poll().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was cancelled");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException failure ? failure : new IOException(cause.getMessage(), cause);
        }
    }

    /** Closes what was opened and never asked for. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Future<R> opened : ahead) {
            opened.cancel(true);
            if (!opened.isCancelled()) {
                close(opened);
            }
        }
    }

    private void close(Future<R> opened) throws IOException {
        try {
            opened.get().close();
        } catch (IOException e) {
            throw e;
        } catch (Exception notOpen) {
            SparkLog.note("a read that nobody waited for ended with " + notOpen);
        }
    }
}
