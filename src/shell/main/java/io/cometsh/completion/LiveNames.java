package io.cometsh.completion;

import io.cometsh.query.Column;
import io.cometsh.query.Source;
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
 * Live names for TAB: fetched in the background, one call in flight per place, kept for a minute; values, which take more
 * to read, for the session.
 *
 * <p>The first question for a place waits as long as the {@link Deadline} says; while its call is still out, later
 * questions get an empty list at once. A copy older than a minute is given as it is while a fresh one is fetched. A call
 * that fails gives an empty list; what is said of it {@link NameCircuitBreaker} decides.
 */
public final class LiveNames {
    static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** After a failure the same place is left alone this long. */
    static final long FAILED_NANOS = NameCircuitBreaker.PAUSE_NANOS;

    private static final long SESSION_NANOS = TimeUnit.DAYS.toNanos(365);
    private static final int PLACES_KEPT = 256;

    private final NameSource source;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Consumer<String> notices;
    private Map<List<String>, Held> entries = emptyEntries();
    private volatile NameCircuitBreaker outage;

    /**
     * @param executor runs the calls; must not run them on the caller's thread
     * @param nanoTime the clock, as {@code System::nanoTime}
     * @param notices takes a line for the user when the server gives no names, once until it does again
     */
    public LiveNames(NameSource source, Executor executor, LongSupplier nanoTime, Consumer<String> notices) {
        this.source = source;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.notices = notices;
        this.outage = new NameCircuitBreaker(nanoTime, notices);
    }

    public List<String> workspaces(Deadline patience) {
        return get(List.of("workspaces"), source::workspaces, patience);
    }

    public List<String> projects(String workspace, Deadline patience) {
        return get(List.of("projects", workspace), () -> source.projects(workspace), patience);
    }

    public List<Column> columns(String workspace, String project, Deadline patience) {
        return get(List.of("columns", workspace, project), () -> source.columns(workspace, project), patience);
    }

    public List<ExperimentName> experiments(String workspace, String project, Deadline patience) {
        return get(List.of("experiments", workspace, project), () -> source.experiments(workspace, project), patience);
    }

    List<Name> models(String workspace, Deadline patience) {
        return get(List.of("models", workspace), () -> source.models(workspace), patience);
    }

    List<Name> modelVersions(String workspace, String model, Deadline patience) {
        return get(List.of("model versions", workspace, model), () -> source.modelVersions(workspace, model), patience);
    }

    List<Name> modelStages(String workspace, String model, Deadline patience) {
        return get(List.of("model stages", workspace, model), () -> source.modelStages(workspace, model), patience);
    }

    List<Name> projectIds(String workspace, Deadline patience) {
        return get(List.of("project ids", workspace), () -> source.projectIds(workspace), patience);
    }

    List<Name> loggedModels(String experimentKey, Deadline patience) {
        return get(List.of("logged models", experimentKey), () -> source.loggedModels(experimentKey), patience);
    }

    List<Name> statuses(String workspace, Deadline patience) {
        return get(List.of("statuses", workspace), () -> source.statuses(workspace), patience);
    }

    List<Name> artifacts(String workspace, Deadline patience) {
        return get(List.of("artifacts", workspace), () -> source.artifacts(workspace), patience);
    }

    List<Name> artifactIds(String workspace, Deadline patience) {
        return get(List.of("artifact ids", workspace), () -> source.artifactIds(workspace), patience);
    }

    List<Name> artifactVersions(String workspace, String artifact, Deadline patience) {
        return get(
                List.of("artifact versions", workspace, artifact),
                () -> source.artifactVersions(workspace, artifact),
                patience);
    }

    List<Name> artifactAliases(String workspace, String artifact, Deadline patience) {
        return get(
                List.of("artifact aliases", workspace, artifact),
                () -> source.artifactAliases(workspace, artifact),
                patience);
    }

    List<Name> artifactFiles(String workspace, String artifact, String version, Deadline patience) {
        return get(
                List.of("artifact files", workspace, artifact, version),
                () -> source.artifactFiles(workspace, artifact, version),
                patience);
    }

    List<Name> logged(String experimentKey, Source kind, Deadline patience) {
        return get(
                List.of("logged", experimentKey, kind.wireName()), () -> source.logged(experimentKey, kind), patience);
    }

    List<AssetName> assets(String experimentKey, Deadline patience) {
        return get(List.of("assets", experimentKey), () -> source.assets(experimentKey), patience);
    }

    /** No question to the server. */
    List<Name> endpoints() {
        return source.endpoints();
    }

    /** The values of a column; null while they are not known. */
    ValueSample values(ProjectRef place, Source kind, String name, Deadline patience) {
        List<ValueSample> samples = get(
                List.of("values", place.workspace(), place.project(), kind.wireName(), name),
                () -> List.of(source.values(place, kind, name)),
                SESSION_NANOS,
                patience);
        return samples.isEmpty() ? null : samples.get(0);
    }

    /** Forgets all names; a call that is out may end, but its answer is not used. */
    public synchronized void clear() {
        entries = emptyEntries();
        outage = new NameCircuitBreaker(nanoTime, notices);
    }

    private <T> List<T> get(List<String> place, Supplier<List<T>> loader, Deadline patience) {
        return get(place, loader, FRESH_NANOS, patience);
    }

    private <T> List<T> get(List<String> place, Supplier<List<T>> loader, long freshNanos, Deadline patience) {
        Held entry;
        synchronized (this) {
            if (!patience.isAsking()) {
                Held known = entries.get(place);
                return known == null ? List.of() : known.names();
            }
            entry = entries.computeIfAbsent(place, key -> new Held(freshNanos, outage));
        }
        entry.fetchIfNeeded(loader);
        CompletableFuture<Void> flight = entry.flightToAwait();
        if (flight != null && await(flight, patience)) {
            entry.awaited();
        }
        if (entry.isMissing()) {
            patience.inVain();
        }
        return entry.names();
    }

    /** Says whether it waited at all. */
    private static boolean await(CompletableFuture<Void> flight, Deadline patience) {
        boolean waited = false;
        for (long millis = patience.nextSlice(); millis > 0; millis = patience.nextSlice()) {
            waited = true;
            try {
                flight.get(millis, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                // Look whether the user goes on typing, then wait for the next slice.
            } catch (ExecutionException e) {
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return waited;
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
        private final long freshNanos;
        private final NameCircuitBreaker outage;
        private List<?> names;
        private boolean failed;
        private long until;
        private long since;
        private CompletableFuture<Void> flight;
        private boolean awaited;

        Held(long freshNanos, NameCircuitBreaker outage) {
            this.freshNanos = freshNanos;
            this.outage = outage;
        }

        /** Starts a call unless one is out or the copy is fresh. */
        private <T> void fetchIfNeeded(Supplier<List<T>> loader) {
            long now = nanoTime.getAsLong();
            CompletableFuture<Void> started = new CompletableFuture<>();
            boolean out;
            long outSince;
            synchronized (this) {
                out = flight != null;
                outSince = since;
                boolean known = (names != null || failed) && now - until < 0;
                if (!out && (known || outage.isPaused())) {
                    return;
                }
                if (!out) {
                    flight = started;
                    awaited = false;
                    since = now;
                }
            }
            if (out) {
                outage.outSince(now - outSince);
                return;
            }
            try {
                executor.execute(() -> {
                    fetch(loader);
                    started.complete(null);
                });
            } catch (RejectedExecutionException e) {
                landed(null);
            }
        }

        /** The call that is out, for the first who can wait for it; null when there is nothing to wait for. */
        private synchronized CompletableFuture<Void> flightToAwait() {
            return names == null && !awaited ? flight : null;
        }

        private synchronized void awaited() {
            awaited = true;
        }

        private <T> void fetch(Supplier<List<T>> loader) {
            List<T> fetched = null;
            try {
                fetched = loader.get();
                outage.answered();
            } catch (RuntimeException e) {
                outage.failed(e);
            } finally {
                landed(fetched);
            }
        }

        private synchronized void landed(List<?> fetched) {
            flight = null;
            failed = fetched == null;
            until = nanoTime.getAsLong() + (failed ? FAILED_NANOS : freshNanos);
            if (fetched != null) {
                names = List.copyOf(fetched);
            }
        }

        /** Whether the names are still on their way. */
        private synchronized boolean isMissing() {
            return names == null && flight != null;
        }

        @SuppressWarnings("unchecked") // the place's first word says what its list holds
        private synchronized <T> List<T> names() {
            return names == null ? List.of() : (List<T>) names;
        }
    }
}
