package io.cometsh.client.service;

import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Does the same read for many experiments at once, under one bound, and keeps their order. */
public final class Parallel implements AutoCloseable {
    /** Results that a lazy pass holds in memory ahead of its reader. */
    private static final int MOST_AHEAD = 16;

    private final ExecutorService pool;
    private final int threads;
    private final BulkProgress progress;

    public Parallel(int threads, BulkProgress progress) {
        this.progress = progress;
        this.threads = threads;
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new ReadThread(task);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        pool = executor;
    }

    private static final class ReadThread extends Thread {
        ReadThread(Runnable task) {
            super(task, "cometsh-read");
        }
    }

    /** Whether this thread reads for a caller that waits for it. */
    public static boolean isReading() {
        return Thread.currentThread() instanceof ReadThread;
    }

    /**
     * The results in the order of the inputs. The first failure, in that order, is thrown and no later read begins
     * any more; an interrupt of the caller ends all of them.
     *
     * @throws CometException when this has been closed
     */
    public <T, R> List<R> map(List<T> inputs, Function<T, R> read) {
        if (inputs.size() == 1) {
            return new ArrayList<>(Collections.singletonList(read.apply(inputs.get(0))));
        }
        List<Future<R>> futures = new ArrayList<>(inputs.size());
        AtomicInteger firstFailed = new AtomicInteger(Integer.MAX_VALUE);
        try (BulkProgress.ProgressStep step = progress.begin(inputs.size())) {
            for (int i = 0; i < inputs.size(); i++) {
                int index = i;
                futures.add(pool.submit(Explaining.carried(() -> {
                    R result = one(inputs.get(index), read, index, firstFailed);
                    step.done();
                    return result;
                })));
            }
            List<R> results = new ArrayList<>(inputs.size());
            for (Future<R> future : futures) {
                results.add(result(future));
            }
            return results;
        } catch (RejectedExecutionException e) {
            throw new CometException("this api has been closed", e);
        } catch (CometInterruptedException e) {
            List<R> done = done(futures);
            throw new ReadInterruptedException(
                    extent(done.size(), inputs.size()),
                    "; the answers that came are kept, so the same again asks for the rest",
                    done.isEmpty() ? null : done);
        } finally {
            // From the end: a thread that is set free must find nothing left to begin.
            for (int i = futures.size() - 1; i >= 0; i--) {
                futures.get(i).cancel(true);
            }
        }
    }

    /**
     * The results in the order of the inputs, each pass as lazily as it is used: at most 16 reads are ahead of the pass.
     *
     * @throws CometException when this has been closed
     */
    <T, R> Iterator<R> ahead(Iterator<T> inputs, Function<T, R> read) {
        return new Ahead<>(inputs, Math.min(threads, MOST_AHEAD), input -> {
            try {
                return pool.submit(Explaining.carried(() -> read.apply(input)));
            } catch (RejectedExecutionException e) {
                throw new CometException("this api has been closed", e);
            }
        });
    }

    static String extent(int done, int all) {
        return String.format(Locale.ROOT, "interrupted: %,d of %,d experiments were read", done, all);
    }

    /** The results that are there, in the order of the inputs. */
    private static <R> List<R> done(List<Future<R>> futures) {
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
            // Asked now: one that is done a moment later would be waited for.
            if (future.isDone() && !future.isCancelled()) {
                try {
                    results.add(future.get());
                } catch (ExecutionException | InterruptedException failed) {
                    // A read that failed has no result.
                }
            }
        }
        return results;
    }

    /** What a read gave, or what it threw. */
    static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CometInterruptedException("interrupted");
        }
    }

    private static <T, R> R one(T input, Function<T, R> read, int index, AtomicInteger firstFailed) {
        if (index > firstFailed.get()) {
            // Nobody will see this: the earlier failure is thrown before this result is looked at.
            throw new CancellationException();
        }
        try {
            return read.apply(input);
        } catch (RuntimeException | Error e) {
            firstFailed.accumulateAndGet(index, Math::min);
            throw e;
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
