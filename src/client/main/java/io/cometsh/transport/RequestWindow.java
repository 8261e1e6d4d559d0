package io.cometsh.transport;

import java.time.Duration;

/**
 * No more than so many requests begin within any window of time: {@code new RequestWindow(15_000, Duration.ofHours(1),
 * Pacing.SYSTEM)}. Any number of threads may share one.
 */
public final class RequestWindow {
    private final long window;
    private final Pacing pacing;
    // When each of the last requests may begin, round and round; empty where there is no limit.
    private final long[] begins;
    private long count;

    /** @param requests how many may begin within the window; 0 for any number */
    public RequestWindow(int requests, Duration window, Pacing pacing) {
        this.begins = new long[requests];
        this.window = window.toNanos();
        this.pacing = pacing;
    }

    /** Reserves the next place and returns the wait until then: requests that wait keep their order. */
    public synchronized Duration reserve() {
        if (begins.length == 0) {
            return Duration.ZERO;
        }
        long now = pacing.nanoTime();
        int place = (int) (count % begins.length);
        long begin = count < begins.length ? now : Math.max(now, begins[place] + window);
        begins[place] = begin;
        count++;
        return Duration.ofNanos(begin - now);
    }
}
