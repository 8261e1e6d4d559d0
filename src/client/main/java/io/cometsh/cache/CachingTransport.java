package io.cometsh.cache;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import io.cometsh.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Remembers answers for a session: {@code new CachingTransport(new OkHttpTransport(options), true)}.
 *
 * <p>The rules follow Comet's client with its faults fixed: the lists belong to this object alone, every write
 * drops the reads that it makes untrue, writes by GET are never kept, answers are copies that nobody else can change,
 * and memory is bounded. Errors, JSON {@code null} and answers to POSTs are not kept. Equal reads at the same time are
 * sent once.
 */
public final class CachingTransport implements Transport {
    /** Bytes of answers that are kept by default: 64 MiB. */
    public static final long DEFAULT_BYTES = 64L << 20;

    private final Transport next;
    private final RequestListener listener;
    private final InstantSource clock;
    private final AnswerStore store;
    private final Set<String> notCached = new HashSet<>(CachePolicy.notCachedAtStart());
    private final Map<ReadKey, Flight> flights = new HashMap<>();
    private final Map<String, Count> counts = new TreeMap<>();
    private boolean on;

    /** A read that is under way; {@code untrue} once a write has overtaken it. All fields but the future need the lock. */
    private static final class Flight {
        final CompletableFuture<ApiReply> reply = new CompletableFuture<>();
        final ApiRequest request;
        boolean untrue;

        Flight(ApiRequest request) {
            this.request = request;
        }
    }

    private static final class Count {
        long hits;
        long misses;
    }

    /** A cache of {@link #DEFAULT_BYTES}, on or off; it can be switched at any time. */
    public CachingTransport(Transport next, boolean on) {
        this(next, on, DEFAULT_BYTES, RequestListener.NONE, InstantSource.system());
    }

    /**
     * @param maxBytes how much may be kept
     * @param listener receives answers that came from memory; the transport itself reports sent requests
     * @param clock for the age of answers
     */
    public CachingTransport(Transport next, boolean on, long maxBytes, RequestListener listener, InstantSource clock) {
        this.next = next;
        this.on = on;
        this.store = new AnswerStore(maxBytes);
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public ApiReply send(ApiRequest request) {
        if (CachePolicy.mayBeKept(request)) {
            return read(request);
        }
        return sendAndForget(request);
    }

    /** A file is never kept: what is worth streaming would push out everything else. */
    @Override
    public ApiStream open(ApiRequest request) {
        return next.open(request);
    }

    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        return next.stream(request, reader);
    }

    /** Drops the answer to this request: only an answer that was decoded stays in the cache. */
    @Override
    public synchronized void reject(ApiRequest request) {
        store.remove(ReadKey.of(request));
    }

    /** The same server without its memory: reads are always asked, writes still drop what they make untrue. */
    public Transport uncached() {
        return new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                return sendAndForget(request);
            }

            @Override
            public ApiStream open(ApiRequest request) {
                return next.open(request);
            }

            @Override
            public <R> R stream(ApiRequest request, BodyReader<R> reader) {
                return next.stream(request, reader);
            }
        };
    }

    /** Whether the cache is used. */
    public synchronized boolean useCache() {
        return on;
    }

    /** Switches the cache; while it is off nothing is read or stored, and what was stored stays unless a write drops it. */
    public synchronized void useCache(boolean use) {
        on = use;
    }

    /**
     * Caches these reads from now on: {@code doCache("projects", "experiments")}.
     *
     * @throws UnknownEndpointException when one is not a read
     */
    public synchronized void doCache(String... endpoints) {
        notCached.removeAll(known(endpoints));
    }

    /**
     * Caches these reads no more, and drops what was stored of them.
     *
     * @throws UnknownEndpointException when one is not a read
     */
    public synchronized void doNotCache(String... endpoints) {
        notCached.addAll(known(endpoints));
        clearCache(endpoints);
    }

    /** Whether a read is cached while the cache is on. */
    public synchronized boolean isCached(String endpoint) {
        return !notCached.contains(known(endpoint).iterator().next());
    }

    /** Drops everything. */
    public synchronized void clearCache() {
        forget(stored -> true);
    }

    /**
     * Drops the answers of these reads.
     *
     * @throws UnknownEndpointException when one is not a read
     */
    public synchronized void clearCache(String... endpoints) {
        Set<String> names = known(endpoints);
        forget(stored -> names.contains(CachePolicy.nameOf(stored.endpoint())));
    }

    /** What is stored and how it served so far. */
    public synchronized CacheStats stats() {
        Map<String, CacheStats.OfEndpoint> byEndpoint = new TreeMap<>();
        counts.forEach(
                (name, count) -> byEndpoint.put(name, new CacheStats.OfEndpoint(count.hits, count.misses, 0, 0)));
        Instant oldest = null;
        for (AnswerStore.StoredAnswer stored : store.all()) {
            byEndpoint.merge(
                    CachePolicy.nameOf(stored.request().endpoint()),
                    new CacheStats.OfEndpoint(0, 0, 1, stored.bytes()),
                    (old, more) -> new CacheStats.OfEndpoint(
                            old.hits(), old.misses(), old.entries() + 1, old.bytes() + more.bytes()));
            oldest = oldest == null || stored.since().isBefore(oldest) ? stored.since() : oldest;
        }
        Instant now = clock.instant();
        return new CacheStats(
                on,
                counts.values().stream().mapToLong(count -> count.hits).sum(),
                counts.values().stream().mapToLong(count -> count.misses).sum(),
                store.size(),
                store.bytes(),
                store.maxBytes(),
                Optional.ofNullable(oldest).map(since -> Duration.between(since, now)),
                Map.copyOf(byEndpoint));
    }

    @Override
    public int parallel() {
        return next.parallel();
    }

    @Override
    public void close() {
        next.close();
    }

    private ApiReply sendAndForget(ApiRequest request) {
        try {
            return next.send(request);
        } finally {
            // A write that failed can still have arrived.
            Predicate<ApiRequest> untrue = Invalidation.after(request);
            synchronized (this) {
                forget(untrue);
            }
        }
    }

    private ApiReply read(ApiRequest request) {
        ReadKey key = ReadKey.of(request);
        while (true) {
            AnswerStore.StoredAnswer stored;
            Flight flight = null;
            boolean leads = false;
            synchronized (this) {
                if (!on || notCached.contains(CachePolicy.nameOf(request.endpoint()))) {
                    break;
                }
                stored = store.get(key);
                if (stored == null) {
                    flight = flights.get(key);
                    leads = flight == null;
                    if (leads) {
                        flight = new Flight(request);
                        flights.put(key, flight);
                    }
                }
                count(request, leads);
            }
            if (stored != null) {
                return fromMemory(request, stored.reply(), stored.since());
            }
            if (leads) {
                return lead(key, flight);
            }
            Optional<ApiReply> shared = await(request, flight);
            if (shared.isPresent()) {
                return fromMemory(request, shared.get(), null);
            }
        }
        return next.send(request);
    }

    private void count(ApiRequest request, boolean miss) {
        Count count = counts.computeIfAbsent(CachePolicy.nameOf(request.endpoint()), any -> new Count());
        if (miss) {
            count.misses++;
        } else {
            count.hits++;
        }
    }

    /** Asks, stores, and lets those who wait for the same answer have it. */
    private ApiReply lead(ReadKey key, Flight flight) {
        try {
            ApiReply reply = next.send(flight.request);
            ApiReply kept = copy(reply, null);
            synchronized (this) {
                if (!flight.untrue
                        && on
                        && isWorthKeeping(reply)
                        && !notCached.contains(CachePolicy.nameOf(flight.request.endpoint()))) {
                    store.put(key, flight.request, kept, clock.instant());
                }
                flights.remove(key, flight);
            }
            flight.reply.complete(kept);
            return reply;
        } catch (RuntimeException | Error failure) {
            synchronized (this) {
                flights.remove(key, flight);
            }
            flight.reply.completeExceptionally(failure);
            throw failure;
        }
    }

    /** The answer that another thread is asking for; empty when that one was interrupted, and we must ask ourselves. */
    private static Optional<ApiReply> await(ApiRequest request, Flight flight) {
        try {
            return Optional.of(flight.reply.get());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CometInterruptedException(request.describe() + ": interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CometInterruptedException) {
                return Optional.empty();
            }
            if (failed.getCause() instanceof CometException failure) {
                throw failure;
            }
            throw new IllegalStateException(request.describe() + ": " + failed.getCause(), failed.getCause());
        }
    }

    private ApiReply fromMemory(ApiRequest request, ApiReply reply, Instant since) {
        listener.onReply(
                new RequestEvent(request.method(), request.target(), reply.status(), 0, 0, Duration.ZERO, 1, true));
        return copy(reply, since);
    }

    private static ApiReply copy(ApiReply reply, Instant since) {
        return new ApiReply(reply.status(), reply.contentType(), reply.body().clone(), since);
    }

    private static boolean isWorthKeeping(ApiReply reply) {
        return reply.status() == 200
                && (reply.body().length > 16
                        || !new String(reply.body(), StandardCharsets.UTF_8)
                                .strip()
                                .equals("null"));
    }

    /** Needs the lock. What is under way belongs to the past too: its answer may be older than the write. */
    private void forget(Predicate<ApiRequest> untrue) {
        store.removeIf(untrue);
        flights.values().removeIf(flight -> {
            flight.untrue |= untrue.test(flight.request);
            return flight.untrue;
        });
    }

    private static Set<String> known(String... endpoints) {
        Set<String> names = new HashSet<>();
        for (String endpoint : endpoints) {
            String name = CachePolicy.nameOf(endpoint);
            if (!CachePolicy.endpoints().contains(name)) {
                throw new UnknownEndpointException(endpoint);
            }
            names.add(name);
        }
        return names;
    }
}
