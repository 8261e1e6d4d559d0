package io.cometsh.conformance;

import static io.cometsh.conformance.Translator.method;

import io.cometsh.client.Api;
import java.util.List;
import java.util.Map;

/** The recorded calls of the cache. The names of the recorder's other api objects are before the dot. */
final class CacheCalls {
    private CacheCalls() {}

    static Map<String, Translator.Method> all() {
        return Map.ofEntries(
                method("api.use_cache", "use_cache", g -> {
                    Api api = g.api();
                    if (g.count() == 0) {
                        return api.useCache();
                    }
                    api.useCache(g.is(0));
                    return null;
                }),
                method("api.clear_cache", "", g -> {
                    g.api().clearCache();
                    return null;
                }),
                // Its deprecated twin in Python.
                method("api.update_cache", "", g -> {
                    g.api().clearCache();
                    return null;
                }),
                method("api.do_cache", "first second", g -> {
                    g.api().doCache(endpoints(g));
                    return null;
                }),
                method("api.do_not_cache", "first second", g -> {
                    g.api().doNotCache(endpoints(g));
                    return null;
                }));
    }

    private static String[] endpoints(Given given) {
        return List.of(given.arguments()).stream()
                .filter(String.class::isInstance)
                .toArray(String[]::new);
    }
}
