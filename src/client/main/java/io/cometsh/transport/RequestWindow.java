package io.cometsh.transport;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * No more than so many requests come to a server within any window of time: {@code new RequestWindow(15_000, Duration.ofHours(1),
 * Pacing.SYSTEM)}. Any number of threads may share one.
 *
 * <p>A request takes an unknown time to the server. So its place is free again one window after {@link #counted}, and not
 * after it began.
 */
public final class RequestWindow {
    /** Nobody reports a request of a process that was killed; after so long it has surely come, or never will. */
    static final Duration LONGEST_WAY = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final int requests;
    private final long window;
    private final Pacing pacing;
    /** The requests that may still be on their way: when they begin, by number. */
    private final Map<Long, Long> underWay = new LinkedHashMap<>();
    /** When the places of the others are free again. */
    private final PriorityQueue<Long> free = new PriorityQueue<>();

    private long count;

    /**
     * A place within the limit.
     *
     * @param number names it for {@link #counted}; 0 when all places belong to requests under way: reserve again after the pause
     * @param pause until the request may begin
     */
    public record Place(long number, Duration pause) {
        public boolean isReserved() {
            return number > 0;
        }
    }

    /** @param requests how many may come within the window; 0 for any number */
    public RequestWindow(int requests, Duration window, Pacing pacing) {
        this.requests = requests;
        this.window = window.toNanos();
        this.pacing = pacing;
    }

    /** Reserves the next place: requests that wait keep their order. */
    public synchronized Place reserve() {
        if (requests == 0) {
            return new Place(++count, Duration.ZERO);
        }
        long now = pacing.nanoTime();
        freeLost(now);
        long begin = now;
        if (underWay.size() + free.size() >= requests) {
            if (free.isEmpty()) {
                return new Place(0, PAUSE);
            }
            begin = Math.max(now, free.poll());
        }
        underWay.put(++count, begin);
        return new Place(count, Duration.ofNanos(begin - now));
    }

    /** The server has answered the request of this place, or the request has failed. */
    public synchronized void counted(long number) {
        if (underWay.remove(number) != null) {
            free.add(pacing.nanoTime() + window);
        }
    }

    private void freeLost(long now) {
        Iterator<Long> begins = underWay.values().iterator();
        while (begins.hasNext()) {
            long lost = begins.next() + LONGEST_WAY.toNanos();
            if (lost > now) {
                return;
            }
            begins.remove();
            free.add(lost + window);
        }
    }
}
