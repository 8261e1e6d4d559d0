package io.cometsh.transport;

import java.time.Duration;
import java.util.Locale;

/**
 * Keeps a service's documented limit of so many requests an hour: no more than that many come within any sixty minutes.
 *
 * <p>It counts the requests of this transport only. The server counts the requests of other programs with the same key,
 * and replies 429 when there are too many.
 */
final class HourlyLimit implements RequestBudget {
    private final Pacing pacing;
    private final RequestListener listener;
    private final TransportOptions options;
    /** Null without a limit: a short command loads no class for it. */
    private final RequestWindow window;

    HourlyLimit(TransportOptions options) {
        this.pacing = options.pacing();
        this.listener = options.listener();
        this.window = options.requestsPerHour() == 0
                ? null
                : new RequestWindow(options.requestsPerHour(), Duration.ofHours(1), options.pacing());
        this.options = options;
    }

    @Override
    public Place acquire(ApiRequest request) throws InterruptedException {
        if (window == null) {
            return Place.UNCOUNTED;
        }
        RequestWindow.Place place = window.reserve();
        while (!place.isReserved()) {
            pacing.sleep(place.pause());
            place = window.reserve();
        }
        if (!place.pause().isZero()) {
            listener.onWait(new RequestWait(request.describe(), place.pause(), rule()));
            pacing.sleep(place.pause());
        }
        long number = place.number();
        return () -> window.counted(number);
    }

    private String rule() {
        return String.format(
                Locale.ROOT,
                "%s takes %,d requests an hour from a key",
                options.root().getHost(),
                options.requestsPerHour());
    }
}
