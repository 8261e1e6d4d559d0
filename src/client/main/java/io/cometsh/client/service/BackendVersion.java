package io.cometsh.client.service;

import io.cometsh.transport.CometException;
import io.cometsh.transport.Lazy;
import java.util.Map;

/** The server's version, asked for once and only when something depends on it. */
public final class BackendVersion {
    private final Lazy<String> known;

    public BackendVersion(JsonCalls calls) {
        known = new Lazy<>(() -> {
            String version = calls.get(Endpoints.VERSION, Map.of()).text("version");
            return version == null ? "" : version;
        });
    }

    /**
     * Nothing on a server of this version or a newer one, or one whose version is unknown.
     *
     * @throws CometException on an older one, with both versions
     */
    public void require(String least, String what) {
        String actual = get();
        if (actual != null && isOlder(actual, least)) {
            throw new CometException(
                    what + " needs a Comet server of version " + least + " or newer; this one is " + actual);
        }
    }

    /** Whether the server reports an older version than this. */
    boolean isOlder(String least) {
        String actual = get();
        return actual != null && isOlder(actual, least);
    }

    private String get() {
        String version = known.get();
        return version.matches("\\d+(\\.\\d+)*([^\\d.].*)?") ? version : null;
    }

    public static boolean isOlder(String actual, String least) {
        String[] left = actual.split("[^\\d]+");
        String[] right = least.split("[^\\d]+");
        for (int i = 0; i < right.length; i++) {
            int compared = Long.compare(i < left.length ? Long.parseLong(left[i]) : 0, Long.parseLong(right[i]));
            if (compared != 0) {
                return compared < 0;
            }
        }
        return false;
    }
}
