package io.cometsh.spark;

import io.cometsh.transport.Pacing;
import io.cometsh.transport.RequestWindow;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The places that were given out within each limit; the driver has the books of the whole application. */
final class BudgetBooks {
    private final Map<String, RequestWindow> books = new ConcurrentHashMap<>();
    private final Pacing pacing;

    BudgetBooks(Pacing pacing) {
        this.pacing = pacing;
    }

    /** Takes the next place and returns the wait until then. */
    Duration reserve(String book, int requests, Duration window) {
        return books.computeIfAbsent(
                        book + " " + requests + " " + window, any -> new RequestWindow(requests, window, pacing))
                .reserve();
    }
}
