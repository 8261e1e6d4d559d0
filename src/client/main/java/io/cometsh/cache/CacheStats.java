package io.cometsh.cache;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The state of the cache at one moment.
 *
 * @param on whether it is used
 * @param hits answers given from memory, or from a call that was already under way
 * @param misses cacheable reads that had to be asked
 * @param entries stored answers
 * @param bytes what they take
 * @param maxBytes what they may take; the least recently used go first
 * @param oldestAge the age of the oldest stored answer, or empty when there is none
 * @param byEndpoint the same for each endpoint that was asked for, sorted by name
 */
public record CacheStats(
        boolean on,
        long hits,
        long misses,
        int entries,
        long bytes,
        long maxBytes,
        Optional<Duration> oldestAge,
        Map<String, OfEndpoint> byEndpoint) {
    /** One endpoint's part. */
    public record OfEndpoint(long hits, long misses, int entries, long bytes) {}
}
