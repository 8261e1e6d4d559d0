package io.cometsh.completion;

import io.cometsh.query.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Live names for TAB: fetched in the background, one call in flight per place, kept for a minute.
 *
 * <p>The first question for a place waits as long as the {@link Patience} says; while its call is still out, later
 * questions get an empty list at once. A copy older than a minute is given as it is while a fresh one is fetched. A call
 * that fails gives an empty list and one line in the log.
 */
public final class LiveNames {
    static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** After a failure the same place is left alone this long, so that a dead server is not asked at every key. */
    static final long FAILED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int PLACES_KEPT = 64;

    private final NameSource source;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private Map<List<String>, Held> entries = emptyEntries();

    /**
     * @param executor runs the calls; must not run them on the caller's thread
     * @param nanoTime the clock, as {@code System::nanoTime}
     * @param log takes one line for each failed call
     */
    public LiveNames(NameSource source, Executor executor, LongSupplier nanoTime, Consumer<String> log) {
        this.source = source;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    public List<String> workspaces(Patience patience) {
        return get(List.of("workspaces"), source::workspaces, patience);
    }

    public List<String> projects(String workspace, Patience patience) {
        return get(List.of("projects", workspace), () -> source.projects(workspace), patience);
    }

    public List<Column> columns(String workspace, String project, Patience patience) {
        return get(List.of("columns", workspace, project), () -> source.columns(workspace, project), patience);
    }

    public List<ExperimentName> experiments(String workspace, String project, Patience patience) {
        return get(List.of("experiments", workspace, project), () -> source.experiments(workspace, project), patience);
    }

    /** Forgets all names; a call that is out may end, but its answer is not used. */
    public synchronized void clear() {
        entries = emptyEntries();
    }

    private <T> List<T> get(List<String> place, Supplier<List<T>> loader, Patience patience) {
        Held entry;
        synchronized (this) {
            entry = entries.computeIfAbsent(place, key -> new Held());
        }
        CompletableFuture<List<?>> flight = entry.flightIfNeeded(place, loader);
        if (flight != null) {
            await(flight, patience);
        }
        return entry.names();
    }

    private static void await(CompletableFuture<?> flight, Patience patience) {
        for (long millis = patience.nextSlice(); millis > 0; millis = patience.nextSlice()) {
            try {
                flight.get(millis, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                // Look whether the user goes on typing, then wait for the next slice.
            } catch (ExecutionException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<List<String>, Held> emptyEntries() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<List<String>, Held> eldest) {
                return size() > PLACES_KEPT;
            }
        };
    }

    private final class Held {
        private List<?> names;
        private long until;
        private boolean flying;

        /** Starts a call unless one is out or the copy is fresh; gives it only to the one who must wait for it. */
        private <T> CompletableFuture<List<?>> flightIfNeeded(List<String> place, Supplier<List<T>> loader) {
            synchronized (this) {
                if (flying || names != null && nanoTime.getAsLong() - until < 0) {
                    return null;
                }
                flying = true;
            }
            CompletableFuture<List<?>> flight = new CompletableFuture<>();
            try {
                executor.execute(() -> {
                    fetch(place, loader);
                    flight.complete(null);
                });
            } catch (RejectedExecutionException e) {
                landed(null);
            }
            synchronized (this) {
                return names == null ? flight : null;
            }
        }

        private <T> void fetch(List<String> place, Supplier<List<T>> loader) {
            List<T> fetched = null;
            try {
                fetched = loader.get();
            } catch (RuntimeException e) {
                log.accept("TAB: no " + String.join(" of ", place) + ": " + e.getMessage());
            } finally {
                landed(fetched);
            }
        }

        private synchronized void landed(List<?> fetched) {
            flying = false;
            until = nanoTime.getAsLong() + (fetched == null ? FAILED_NANOS : FRESH_NANOS);
            if (fetched != null) {
                names = List.copyOf(fetched);
            } else if (names == null) {
                names = List.of();
            }
        }

        @SuppressWarnings("unchecked") // the place's first word says what its list holds
        private synchronized <T> List<T> names() {
            return names == null ? List.of() : (List<T>) names;
        }
    }
}
