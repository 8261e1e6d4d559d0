package io.cometsh.spark;

import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scans whose key the server refused. Spark repeats a task that fails, and starts others meanwhile: they fail without asking
 * the server again.
 */
final class Refusals {
    private static final int MOST = 1000;
    private static final Map<String, CometHttpException> BY_SCAN = new ConcurrentHashMap<>();

    private Refusals() {}

    static void throwIfRefused(String scan) {
        CometHttpException refusal = BY_SCAN.get(scan);
        if (refusal != null) {
            throw new CometHttpException(
                    refusal.getMessage(), refusal.status(), refusal.serverMessage(), refusal.sdkErrorCode());
        }
    }

    static void note(String scan, CometException failure) {
        if (failure instanceof CometHttpException refusal && refusal.isUnauthorized()) {
            if (BY_SCAN.size() >= MOST) {
                BY_SCAN.clear();
            }
            BY_SCAN.put(scan, refusal);
        }
    }
}
