package io.cometsh.client;

import io.cometsh.client.service.Parallel;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads of the members of a list that a script makes one after the other, such as {@code runs.collect { it.tags }}: after
 * the first one, some of the following members are read at the same time, then more. What no member needs is not read,
 * and one look at one member reads that member alone.
 *
 * @param <M> what a member is
 */
final class ReadAhead<M> {
    /** For what is small. */
    static final int MANY = 4096;
    /** For what may be large: so much is in memory at once. */
    static final int FEW = 16;

    /** A state is asked again and again: the members before this one have just been asked. */
    static final String STATE = "state";

    private static final int SECOND = 16;
    private static final int GROWTH = 4;
    /** Reads that are further apart are single looks, not a loop. */
    private static final long LOOP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<M> members;
    private final Parallel parallel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Window<M>> windows = new HashMap<>();

    /** @param last the member that was asked for last */
    private record Window<M>(int size, M last, long endedNanos) {}

    ReadAhead(List<M> members, Parallel parallel) {
        this.members = members;
        this.parallel = parallel;
    }

    /** Whether there is another member. */
    boolean isOfMany() {
        return members.size() > 1;
    }

    /**
     * Reads one member, and others ahead.
     *
     * @param place where the list had it
     * @param what a name for what is read
     * @param most how many are read at once at most
     * @param open whether a member has to be read
     * @param keep takes what was read of another member
     */
    <T> T read(
            M first, int place, String what, int most, Predicate<M> open, Function<M, T> read, BiConsumer<M, T> keep) {
        if (Parallel.isReading()) {
            // Inside the pool one must not wait for others in it.
            return read.apply(first);
        }
        lock.lock();
        try {
            List<M> together = following(first, place, size(first, what, most), open, !STATE.equals(what));
            Object failed = new Object();
            List<Object> values = parallel.map(together, member -> {
                try {
                    return (Object) read.apply(member);
                } catch (CometException e) {
                    if (member == first || e instanceof CometInterruptedException) {
                        throw e;
                    }
                    // The code that uses this member reads it again and gets the failure.
                    return failed;
                }
            });
            windows.put(
                    what,
                    new Window<>(Math.min(Math.max(SECOND, together.size() * GROWTH), most), first, System.nanoTime()));
            for (int i = 1; i < together.size(); i++) {
                if (values.get(i) != failed) {
                    keep.accept(together.get(i), cast(values.get(i)));
                }
            }
            return cast(values.get(0));
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object value) {
        return (T) value;
    }

    private int size(M first, String what, int most) {
        Window<M> window = windows.get(what);
        boolean loop = window != null && window.last() != first && System.nanoTime() - window.endedNanos() < LOOP_NANOS;
        return loop ? Math.min(window.size(), most) : 1;
    }

    /** @param round whether the first members follow the last one */
    private List<M> following(M first, int place, int size, Predicate<M> open, boolean round) {
        List<M> together = new ArrayList<>(List.of(first));
        int candidates = round ? members.size() : members.size() - place;
        for (int i = 1; i < candidates && together.size() < size; i++) {
            M member = members.get((place + i) % members.size());
            if (member != first && open.test(member)) {
                together.add(member);
            }
        }
        return together;
    }
}
