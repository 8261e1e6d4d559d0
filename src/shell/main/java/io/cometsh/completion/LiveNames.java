package io.cometsh.completion;

import io.cometsh.query.Source;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
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
 * <p>The first question for a project waits as long as the {@link Deadline} allows; while its call is still out, later
 * questions get an empty list at once. A copy older than a minute is given as it is while a fresh one is fetched. A call
 * that fails gives an empty list; {@link NameCircuitBreaker} decides what the user reads about it.
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
    private Map<List<Object>, Held> entries = emptyEntries();
    private volatile NameCircuitBreaker breaker;

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
        this.breaker = new NameCircuitBreaker(nanoTime, notices);
    }

    /**
     * The same names as the source gives, as far as they are there within the deadline:
     * {@code names.within(deadline).projects("demo")}.
     */
    public NameSource within(Deadline deadline) {
        return (NameSource) Proxy.newProxyInstance(
                NameSource.class.getClassLoader(), new Class<?>[] {NameSource.class}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == ValueSample.class) {
                        return values(
                                (ProjectRef) arguments[0], (Source) arguments[1], (String) arguments[2], deadline);
                    }
                    List<Object> question = new ArrayList<>();
                    question.add(method.getName());
                    Collections.addAll(question, arguments == null ? new Object[0] : arguments);
                    return get(question, () -> (List<?>) ask(method, arguments), FRESH_NANOS, deadline);
                });
    }

    private Object ask(Method method, Object[] arguments) {
        try {
            return method.invoke(source, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No question to the server. */
    List<Name> endpoints() {
        return source.endpoints();
    }

    /** The values of a column; null while they are not known. */
    ValueSample values(ProjectRef place, Source kind, String name, Deadline deadline) {
        List<ValueSample> samples = get(
                List.of("values", place, kind, name),
                () -> List.of(source.values(place, kind, name)),
                SESSION_NANOS,
                deadline);
        return samples.isEmpty() ? null : samples.get(0);
    }

    /** Forgets all names; a call that is out may end, but its answer is not used. */
    public synchronized void clear() {
        entries = emptyEntries();
        breaker = new NameCircuitBreaker(nanoTime, notices);
    }

    private <T> List<T> get(List<Object> question, Supplier<List<T>> loader, long freshNanos, Deadline deadline) {
        Held entry;
        synchronized (this) {
            if (!deadline.isAsking()) {
                Held known = entries.get(question);
                return known == null ? List.of() : known.names();
            }
            entry = entries.computeIfAbsent(question, key -> new Held(freshNanos, breaker));
        }
        entry.fetchIfNeeded(loader);
        CompletableFuture<Void> flight = entry.flightToAwait();
        if (flight != null && await(flight, deadline)) {
            entry.awaited();
        }
        if (entry.isMissing()) {
            deadline.inVain();
        }
        return entry.names();
    }

    /** Returns whether it waited at all. */
    private static boolean await(CompletableFuture<Void> flight, Deadline deadline) {
        boolean waited = false;
        for (long millis = deadline.nextSlice(); millis > 0; millis = deadline.nextSlice()) {
            waited = true;
            try {
                flight.get(millis, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                // Check whether the user continues to type, then wait for the next slice.
            } catch (ExecutionException e) {
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return waited;
    }

    private static Map<List<Object>, Held> emptyEntries() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Object>, Held> eldest) {
                return size() > PLACES_KEPT;
            }
        };
    }

    private final class Held {
        private final long freshNanos;
        private final NameCircuitBreaker breaker;
        private List<?> names;
        private boolean failed;
        private long until;
        private long since;
        private CompletableFuture<Void> flight;
        private boolean awaited;

        Held(long freshNanos, NameCircuitBreaker breaker) {
            this.freshNanos = freshNanos;
            this.breaker = breaker;
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
                if (!out && (known || breaker.isPaused())) {
                    return;
                }
                if (!out) {
                    flight = started;
                    awaited = false;
                    since = now;
                }
            }
            if (out) {
                breaker.outSince(now - outSince);
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
                breaker.answered();
            } catch (RuntimeException e) {
                breaker.failed(e);
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

        @SuppressWarnings("unchecked") // the question's first word determines the type of its list
        private synchronized <T> List<T> names() {
            return names == null ? List.of() : (List<T>) names;
        }
    }
}
