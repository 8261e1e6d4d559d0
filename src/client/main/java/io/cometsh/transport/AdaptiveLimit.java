package io.cometsh.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests may be under way at once: halved when the server replies 429, raised again slowly by successes.
 *
 * <p>It begins with {@link #FIRST}. Until all places have been taken once, the limit follows the fastest reply: half as many
 * keep this machine busy when the server is near, and each one may need a connection; a far server would leave it idle. A far
 * server is not busy while requests wait for the network, so the limit rises above that as long as every place is taken and
 * the replies come as fast as the fastest one did. When they take longer, the limit falls again. After a 429 it never rises
 * above {@link #FIRST}.
 *
 * <p>First come, first served; waiting ends when the thread is interrupted.
 */
public final class AdaptiveLimit {
    /** The number at first, unless fewer are allowed. */
    static final int FIRST = 16;

    /** A server whose fastest reply takes less than this is near: more requests at once would only queue there. */
    private static final Duration FAR = Duration.ofMillis(5);

    /** About as long as this machine works on a reply: more requests than that need only wait for it. */
    private static final double NANOS_OF_WORK = 1.5e6;

    private final int first;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Condition> waiting = new ArrayDeque<>();
    private double limit;
    private int underWay;
    private boolean hasBeenFull;
    private long halvings;
    private long fastestNanos = Long.MAX_VALUE;

    /** At most {@code most} at once. */
    public AdaptiveLimit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one request must be allowed at a time, not " + most);
        }
        this.most = most;
        this.first = Math.min(FIRST, most);
        this.limit = first;
    }

    /** What became of a request. */
    public enum RequestResult {
        /** The server answered; the limit may grow. */
        ANSWERED,
        /** The server replied 429. */
        REFUSED,
        /** Gives no information about the server's load: cancelled, or no answer. */
        UNKNOWN
    }

    /** Waits for a place; the ticket goes back to {@link #release}. */
    public Ticket acquire() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!waiting.isEmpty() || isFull()) {
                Condition turn = lock.newCondition();
                waiting.addLast(turn);
                try {
                    while (waiting.peekFirst() != turn || isFull()) {
                        turn.await();
                    }
                } finally {
                    waiting.remove(turn);
                    wakeNext();
                }
            }
            underWay++;
            hasBeenFull |= isFull();
            wakeNext();
            return new Ticket(halvings);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return underWay >= (int) limit;
    }

    /** Only the first in line can have a place, so nobody else is woken. */
    private void wakeNext() {
        Condition next = waiting.peekFirst();
        if (next != null && !isFull()) {
            next.signal();
        }
    }

    /**
     * Gives the place back.
     *
     * @param took the time from the end of the request to the beginning of the reply
     */
    public void release(Ticket ticket, RequestResult outcome, Duration took) {
        lock.lock();
        try {
            boolean full = isFull();
            underWay--;
            if (outcome == RequestResult.ANSWERED) {
                answered(full, took.toNanos());
            } else if (outcome == RequestResult.REFUSED && ticket.halvings == halvings) {
                // A burst that is refused as a whole counts once: its requests all began under the same limit.
                limit = Math.max(1, Math.floor(Math.min(limit, 2 * FIRST) / 2));
                halvings++;
            }
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    private void answered(boolean full, long nanos) {
        fastestNanos = Math.min(fastestNanos, nanos);
        if (!hasBeenFull && halvings == 0) {
            double busy = fastestNanos / NANOS_OF_WORK;
            limit = Math.min(most, Math.max(FIRST / 2, Math.min(2 * FIRST, busy)));
        } else if (limit < first) {
            // One more for each full round of successes.
            limit = Math.min(first, limit + 1 / limit);
        } else if (halvings == 0 && fastestNanos >= FAR.toNanos()) {
            if (full && nanos <= 2 * fastestNanos) {
                limit = Math.min(most, limit + 1);
            } else if (nanos > 4 * fastestNanos) {
                limit = Math.max(first, limit - 1);
            }
        }
    }

    /** How many may be under way now. */
    public int current() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    /** A place among the requests under way. */
    public static final class Ticket {
        private final long halvings;

        private Ticket(long halvings) {
            this.halvings = halvings;
        }
    }
}
