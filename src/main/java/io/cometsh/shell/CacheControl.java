package io.cometsh.shell;

import java.util.Collection;
import java.util.List;

/** The session's cache, as {@code :cache} shows and steers it. */
public interface CacheControl {
    /**
     * @param hits reads answered from the cache
     * @param misses reads that were sent
     * @param answers how many answers are kept
     * @param bytes how large they are together
     */
    record Usage(long hits, long misses, long answers, long bytes) {}

    boolean isOn();

    void use(boolean on);

    Usage usage();

    /** All endpoints that can be named, such as {@code experiment/tags}. */
    Collection<String> endpoints();

    /** Those whose answers are kept while the cache is on. */
    Collection<String> cachedEndpoints();

    /** Forgets the answers of these endpoints; all answers when none is named. */
    void clear(List<String> endpoints);

    void doCache(List<String> endpoints);

    void doNotCache(List<String> endpoints);
}
