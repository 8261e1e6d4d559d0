package io.cometsh.export;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/**
 * A list that belongs to the caller and may be changed. A part of it is a list of the same class, so that what a script
 * filters, sorts or slices still offers what the whole list offers.
 *
 * @param <T> the class of the elements
 * @param <S> the class of the list itself
 */
public abstract class TypedList<T, S extends TypedList<T, S>> extends AbstractList<T> implements RandomAccess {
    private final List<T> elements;

    protected TypedList(Collection<? extends T> elements) {
        this.elements = new ArrayList<>(elements);
    }

    /** A list of the same class with these elements: {@code runs.like([])}. */
    public abstract S like(Collection<? extends T> some);

    /** Whether the list can hold this object. */
    public abstract boolean holds(Object element);

    /** The element at a position, from 0: {@code list[0]}. */
    @Override
    public T get(int index) {
        return elements.get(index);
    }

    /** The number of elements: {@code list.size()}. */
    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public T set(int index, T element) {
        return elements.set(index, element);
    }

    @Override
    public void add(int index, T element) {
        modCount++;
        elements.add(index, element);
    }

    @Override
    public T remove(int index) {
        modCount++;
        return elements.remove(index);
    }

    @Override
    protected void removeRange(int from, int to) {
        modCount++;
        elements.subList(from, to).clear();
    }

    /** A copy of a part of the list. */
    @Override
    public S subList(int from, int to) {
        return like(elements.subList(from, to));
    }

    /** The elements that are in both lists, in the order of this one: {@code runs & others}. */
    public S and(Collection<?> others) {
        Set<Object> wanted = new LinkedHashSet<>(others);
        Set<T> both = new LinkedHashSet<>(elements);
        both.retainAll(wanted);
        return like(both);
    }

    /** The elements of either list, each once: {@code runs | others}. */
    public S or(Collection<? extends T> others) {
        Set<T> either = new LinkedHashSet<>(elements);
        either.addAll(others);
        return like(either);
    }

    /** The elements that are in one of the two lists only: {@code runs ^ others}. */
    public S xor(Collection<? extends T> others) {
        Set<T> one = new LinkedHashSet<>(elements);
        one.removeAll(new LinkedHashSet<Object>(others));
        Set<T> other = new LinkedHashSet<>(others);
        other.removeAll(new LinkedHashSet<Object>(elements));
        one.addAll(other);
        return like(one);
    }
}
