package io.cometsh.support;

import java.nio.file.Path;
import java.util.Map;

/** One class archive for all programs that tests start with a home of their own: each would make another one otherwise. */
public final class SharedCache {
    private SharedCache() {}

    public static void into(Map<String, String> environment) {
        environment.put(
                "XDG_CACHE_HOME", Path.of("target/test-cache").toAbsolutePath().toString());
    }
}
