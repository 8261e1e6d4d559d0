package io.cometsh.client.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The results of reads in the order of their inputs, read a bounded number ahead of who uses them: the server's
 * distance is waited for once and not for each, and memory holds only the few that are ahead.
 */
public final class Ahead<T, R> implements Iterator<R> {
    private final Iterator<T> inputs;
    private final Function<T, Future<R>> begin;
    private final int ahead;
    private final Deque<Future<R>> begun = new ArrayDeque<>();

    /** @param begin begins one read */
    Ahead(Iterator<T> inputs, int ahead, Function<T, Future<R>> begin) {
        this.inputs = inputs;
        this.ahead = ahead;
        this.begin = begin;
    }

    @Override
    public boolean hasNext() {
        return !begun.isEmpty() || inputs.hasNext();
    }

    @Override
    public R next() {
        while (begun.size() < ahead && inputs.hasNext()) {
            begun.addLast(begin.apply(inputs.next()));
        }
        if (begun.isEmpty()) {
            throw new NoSuchElementException();
        }
        try {
            return Parallel.result(begun.removeFirst());
        } catch (RuntimeException | Error failed) {
            begun.forEach(read -> read.cancel(true));
            begun.clear();
            throw failed;
        }
    }
}
