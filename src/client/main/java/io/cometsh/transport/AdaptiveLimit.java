package io.cometsh.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests may be under way at once: halved when the server replies 429, raised again slowly by successes.
 *
 * <p>First come, first served; waiting ends when the thread is interrupted.
 */
public final class AdaptiveLimit {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private double limit;
    private int underWay;
    private long halvings;

    /** At first, and at most, {@code most} at once. */
    public AdaptiveLimit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one request must be allowed at a time, not " + most);
        }
        this.most = most;
        this.limit = most;
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
            Object place = new Object();
            waiting.addLast(place);
            try {
                while (waiting.peekFirst() != place || underWay >= (int) limit) {
                    changed.await();
                }
                underWay++;
                return new Ticket(halvings);
            } finally {
                waiting.remove(place);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives the place back. */
    public void release(Ticket ticket, RequestResult outcome) {
        lock.lock();
        try {
            underWay--;
            if (outcome == RequestResult.ANSWERED) {
                // One more for each full round of successes.
                limit = Math.min(most, limit + 1 / limit);
            } else if (outcome == RequestResult.REFUSED && ticket.halvings == halvings) {
                // A burst that is refused as a whole counts once: its requests all began under the same limit.
                limit = Math.max(1, Math.floor(limit / 2));
                halvings++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
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
