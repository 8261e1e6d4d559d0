package io.cometsh.cli;

import io.cometsh.cache.CachePolicy;
import io.cometsh.cache.CacheStats;
import io.cometsh.cache.CachingTransport;
import io.cometsh.shell.CacheControl;
import java.util.Collection;
import java.util.List;

/** The cache behind this run's api, as the shell's {@code :cache} steers it. */
final class SessionCache implements CacheControl {
    private final CachingTransport cache;

    SessionCache(CachingTransport cache) {
        this.cache = cache;
    }

    @Override
    public boolean isOn() {
        return cache.useCache();
    }

    @Override
    public void use(boolean on) {
        cache.useCache(on);
    }

    @Override
    public Usage usage() {
        CacheStats stats = cache.stats();
        return new Usage(stats.hits(), stats.misses(), stats.entries(), stats.bytes());
    }

    @Override
    public Collection<String> endpoints() {
        return CachePolicy.endpoints();
    }

    @Override
    public Collection<String> cachedEndpoints() {
        return CachePolicy.endpoints().stream().filter(cache::isCached).toList();
    }

    @Override
    public void clear(List<String> endpoints) {
        if (endpoints.isEmpty()) {
            cache.clearCache();
        } else {
            cache.clearCache(endpoints.toArray(String[]::new));
        }
    }

    @Override
    public void doCache(List<String> endpoints) {
        cache.doCache(endpoints.toArray(String[]::new));
    }

    @Override
    public void doNotCache(List<String> endpoints) {
        cache.doNotCache(endpoints.toArray(String[]::new));
    }
}
