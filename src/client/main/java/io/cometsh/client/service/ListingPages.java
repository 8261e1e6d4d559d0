package io.cometsh.client.service;

import io.cometsh.client.wire.ExperimentMetadata;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The pages of a project's listing, each asked for when the one before has been used up. */
public final class ListingPages implements Iterator<List<ExperimentMetadata>> {
    private static final int PAGE_SIZE = 1000;

    private final ListingPage wanted;
    private final int size;
    private final Function<ListingPage, List<ExperimentMetadata>> read;
    private List<ExperimentMetadata> next;
    private Set<String> before = Set.of();
    private int number;
    private boolean ended;

    private ListingPages(ListingPage wanted, Function<ListingPage, List<ExperimentMetadata>> read) {
        this.wanted = wanted;
        this.size = wanted.pageSize() == null ? PAGE_SIZE : wanted.pageSize();
        this.read = read;
    }

    /** The pages of one project. */
    public static Iterator<List<ExperimentMetadata>> of(
            ListingPage wanted, Function<ListingPage, List<ExperimentMetadata>> read) {
        return wanted.page() == null
                ? new ListingPages(wanted, read)
                : new Later<>(() -> List.of(read.apply(wanted)).iterator());
    }

    /**
     * The elements of all pages, none asked for before its first element is taken. A stream of streams would do the same
     * until a caller iterates over it: then it takes the whole of the inner one at once.
     */
    public static <T> Stream<T> stream(Iterator<? extends List<T>> pages) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Joined<>(pages, List::iterator), Spliterator.ORDERED), false);
    }

    /** What the elements stand for, one after the other; each is looked into when the one before has been used up. */
    public static final class Joined<S, T> implements Iterator<T> {
        private final Iterator<? extends S> outer;
        private final Function<? super S, ? extends Iterator<? extends T>> inside;
        private Iterator<? extends T> inner = Collections.emptyIterator();

        public Joined(Iterator<? extends S> outer, Function<? super S, ? extends Iterator<? extends T>> inside) {
            this.outer = outer;
            this.inside = inside;
        }

        @Override
        public boolean hasNext() {
            while (!inner.hasNext() && outer.hasNext()) {
                inner = inside.apply(outer.next());
            }
            return inner.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return inner.next();
        }
    }

    /** An iterator that is asked for when it is first used. */
    public static final class Later<T> implements Iterator<T> {
        private final Supplier<? extends Iterator<T>> source;
        private Iterator<T> known;

        public Later(Supplier<? extends Iterator<T>> source) {
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            if (known == null) {
                known = source.get();
            }
            return known.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return known.next();
        }
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = page();
        }
        return next != null;
    }

    @Override
    public List<ExperimentMetadata> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<ExperimentMetadata> page = next;
        next = null;
        return page;
    }

    /** Null when there is none. */
    private List<ExperimentMetadata> page() {
        List<ExperimentMetadata> rows = read.apply(wanted.at(++number, size));
        // A short page is the last one; a longer one is the whole listing, of a server that knows no pages.
        ended = rows.size() != size;
        // While we read, a new experiment may push the last of a page to the next one. A server that knows no pages and
        // has as many experiments as one holds sends them all again.
        List<ExperimentMetadata> fresh = rows.stream()
                .filter(row -> !before.contains(row.experimentKey()))
                .toList();
        Set<String> keys = new HashSet<>();
        rows.forEach(row -> keys.add(row.experimentKey()));
        before = keys;
        if (fresh.isEmpty()) {
            ended = true;
            return null;
        }
        return fresh;
    }
}
