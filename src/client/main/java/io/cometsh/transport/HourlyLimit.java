package io.cometsh.transport;

import java.time.Duration;
import java.util.Locale;

/**
 * Keeps a service's documented limit of so many requests an hour: no more than that many begin within any sixty minutes.
 *
 * <p>It counts the requests of this transport only. The server counts the requests of other programs with the same key,
 * and replies 429 when there are too many.
 */
final class HourlyLimit {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Pacing pacing;
    private final RequestListener listener;
    private final String rule;
    // When each of the last requests may begin, round and round; empty where there is no limit.
    private final long[] begins;
    private long count;

    HourlyLimit(TransportOptions options) {
        this.pacing = options.pacing();
        this.listener = options.listener();
        this.begins = new long[options.requestsPerHour()];
        this.rule = String.format(
                Locale.ROOT,
                "%s takes %,d requests an hour from a key",
                options.root().getHost(),
                options.requestsPerHour());
    }

    /** Waits until one more may begin. */
    void acquire(ApiRequest request) throws InterruptedException {
        Duration wait = reserve();
        if (!wait.isZero()) {
            listener.onWait(new RequestWait(request.describe(), wait, rule));
            pacing.sleep(wait);
        }
    }

    /** Reserves the next slot and returns the wait until then: waiting requests keep their order. */
    private synchronized Duration reserve() {
        if (begins.length == 0) {
            return Duration.ZERO;
        }
        long now = pacing.nanoTime();
        int place = (int) (count % begins.length);
        long begin = count < begins.length ? now : Math.max(now, begins[place] + HOUR);
        begins[place] = begin;
        count++;
        return Duration.ofNanos(begin - now);
    }
}
