package io.cometsh.lang;

import groovy.lang.Closure;
import groovy.lang.EmptyRange;
import groovy.lang.Range;
import groovy.transform.stc.ClosureParams;
import groovy.transform.stc.FirstParam;
import groovy.transform.stc.FromString;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.export.TypedList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/**
 * Groovy's own list methods for the lists of the client: the same elements in the same order as Groovy gives, in a list
 * of the same class. Groovy finds this class by {@code META-INF/groovy}.
 */
public final class ListExtensions {
    private ListExtensions() {}

    // ---- parts by a condition

    public static <T, S extends TypedList<T, S>> S findAll(TypedList<T, S> self) {
        return self.like(DefaultGroovyMethods.findAll(list(self)));
    }

    public static <T, S extends TypedList<T, S>> S findAll(
            TypedList<T, S> self, @ClosureParams(FirstParam.FirstGenericType.class) Closure<?> condition) {
        return self.like(DefaultGroovyMethods.findAll(list(self), condition));
    }

    public static <T, S extends TypedList<T, S>> S grep(TypedList<T, S> self) {
        return self.like(DefaultGroovyMethods.grep(list(self)));
    }

    public static <T, S extends TypedList<T, S>> S grep(TypedList<T, S> self, Object filter) {
        return self.like(DefaultGroovyMethods.grep(list(self), filter));
    }

    public static <T, S extends TypedList<T, S>> List<S> split(
            TypedList<T, S> self, @ClosureParams(FirstParam.FirstGenericType.class) Closure<?> condition) {
        return parts(self, DefaultGroovyMethods.split(list(self), condition));
    }

    public static <K, T, S extends TypedList<T, S>> Map<K, S> groupBy(
            TypedList<T, S> self, @ClosureParams(FirstParam.FirstGenericType.class) Closure<K> key) {
        Map<K, S> groups = new LinkedHashMap<>();
        DefaultGroovyMethods.groupBy((Iterable<T>) self, key)
                .forEach((group, members) -> groups.put(group, self.like(members)));
        return groups;
    }

    public static <T, S extends TypedList<T, S>> Map<?, ?> groupBy(TypedList<T, S> self, Object... keys) {
        return groups(self, DefaultGroovyMethods.groupBy((Iterable<?>) self, keys));
    }

    public static <T, S extends TypedList<T, S>> Map<?, ?> groupBy(TypedList<T, S> self, List<Closure<?>> keys) {
        return groupBy(self, keys.toArray());
    }

    // ---- parts by position

    public static <T, S extends TypedList<T, S>> S getAt(TypedList<T, S> self, Range<?> range) {
        return self.like(DefaultGroovyMethods.getAt(list(self), range));
    }

    public static <T, S extends TypedList<T, S>> S getAt(TypedList<T, S> self, EmptyRange<?> range) {
        return self.like(List.of());
    }

    /** Several positions as a list of the same class. */
    public static <T, S extends TypedList<T, S>> List<?> getAt(TypedList<T, S> self, Collection<?> places) {
        return same(self, DefaultGroovyMethods.getAt(list(self), places));
    }

    public static <T, S extends TypedList<T, S>> S take(TypedList<T, S> self, int number) {
        return self.like(DefaultGroovyMethods.take(list(self), number));
    }

    public static <T, S extends TypedList<T, S>> S takeRight(TypedList<T, S> self, int number) {
        return self.like(DefaultGroovyMethods.takeRight(list(self), number));
    }

    public static <T, S extends TypedList<T, S>> S takeWhile(
            TypedList<T, S> self, @ClosureParams(FirstParam.FirstGenericType.class) Closure<?> condition) {
        return self.like(DefaultGroovyMethods.takeWhile(list(self), condition));
    }

    public static <T, S extends TypedList<T, S>> S drop(TypedList<T, S> self, int number) {
        return self.like(DefaultGroovyMethods.drop(list(self), number));
    }

    public static <T, S extends TypedList<T, S>> S dropRight(TypedList<T, S> self, int number) {
        return self.like(DefaultGroovyMethods.dropRight(list(self), number));
    }

    public static <T, S extends TypedList<T, S>> S dropWhile(
            TypedList<T, S> self, @ClosureParams(FirstParam.FirstGenericType.class) Closure<?> condition) {
        return self.like(DefaultGroovyMethods.dropWhile(list(self), condition));
    }

    public static <T, S extends TypedList<T, S>> S init(TypedList<T, S> self) {
        return self.like(DefaultGroovyMethods.init(list(self)));
    }

    public static <T, S extends TypedList<T, S>> S tail(TypedList<T, S> self) {
        return self.like(DefaultGroovyMethods.tail(list(self)));
    }

    public static <T, S extends TypedList<T, S>> List<S> collate(TypedList<T, S> self, int size) {
        return parts(self, DefaultGroovyMethods.collate((Iterable<T>) self, size));
    }

    public static <T, S extends TypedList<T, S>> List<S> collate(TypedList<T, S> self, int size, int step) {
        return parts(self, DefaultGroovyMethods.collate((Iterable<T>) self, size, step));
    }

    public static <T, S extends TypedList<T, S>> List<S> collate(
            TypedList<T, S> self, int size, boolean keepRemainder) {
        return parts(self, DefaultGroovyMethods.collate((Iterable<T>) self, size, keepRemainder));
    }

    public static <T, S extends TypedList<T, S>> List<S> collate(
            TypedList<T, S> self, int size, int step, boolean keepRemainder) {
        return parts(self, DefaultGroovyMethods.collate((Iterable<T>) self, size, step, keepRemainder));
    }

    public static <T, S extends TypedList<T, S>> List<S> inits(TypedList<T, S> self) {
        return parts(self, DefaultGroovyMethods.inits((Iterable<T>) self));
    }

    public static <T, S extends TypedList<T, S>> List<S> tails(TypedList<T, S> self) {
        return parts(self, DefaultGroovyMethods.tails((Iterable<T>) self));
    }

    public static <T, S extends TypedList<T, S>> List<S> chop(TypedList<T, S> self, int... sizes) {
        return parts(self, DefaultGroovyMethods.chop((Iterable<T>) self, sizes));
    }

    // ---- another order

    /** Runs have no order of their own: Groovy would take their hash codes. By place and name, then by key. */
    private static final Comparator<Experiment> BY_NAME =
            Comparator.comparing(Experiment::toString).thenComparing(Experiment::getKey);

    public static ExperimentList sort(ExperimentList self) {
        return sort(self, true, BY_NAME);
    }

    public static ExperimentList sort(ExperimentList self, boolean mutate) {
        return sort(self, mutate, BY_NAME);
    }

    public static ExperimentList toSorted(ExperimentList self) {
        return toSorted(self, BY_NAME);
    }

    public static <T, S extends TypedList<T, S>> S sort(TypedList<T, S> self, boolean mutate) {
        return result(self, mutate, DefaultGroovyMethods.sort((Iterable<T>) self, mutate));
    }

    public static <T, S extends TypedList<T, S>> S sort(
            TypedList<T, S> self,
            @ClosureParams(
                            value = FromString.class,
                            options = {"T", "T,T"})
                    Closure<?> order) {
        return result(self, true, DefaultGroovyMethods.sort((Iterable<T>) self, true, order));
    }

    public static <T, S extends TypedList<T, S>> S sort(
            TypedList<T, S> self,
            boolean mutate,
            @ClosureParams(
                            value = FromString.class,
                            options = {"T", "T,T"})
                    Closure<?> order) {
        return result(self, mutate, DefaultGroovyMethods.sort((Iterable<T>) self, mutate, order));
    }

    public static <T, S extends TypedList<T, S>> S sort(
            TypedList<T, S> self, boolean mutate, Comparator<? super T> order) {
        return result(self, mutate, DefaultGroovyMethods.sort((Iterable<T>) self, mutate, order));
    }

    public static <T, S extends TypedList<T, S>> S toSorted(TypedList<T, S> self) {
        return self.like(DefaultGroovyMethods.toSorted((Iterable<T>) self));
    }

    public static <T, S extends TypedList<T, S>> S toSorted(
            TypedList<T, S> self,
            @ClosureParams(
                            value = FromString.class,
                            options = {"T", "T,T"})
                    Closure<?> order) {
        return self.like(DefaultGroovyMethods.toSorted((Iterable<T>) self, order));
    }

    public static <T, S extends TypedList<T, S>> S toSorted(TypedList<T, S> self, Comparator<? super T> order) {
        return self.like(DefaultGroovyMethods.toSorted((Iterable<T>) self, order));
    }

    public static <T, S extends TypedList<T, S>> S reverse(TypedList<T, S> self) {
        return self.like(DefaultGroovyMethods.reverse(list(self)));
    }

    public static <T, S extends TypedList<T, S>> S reverse(TypedList<T, S> self, boolean mutate) {
        return result(self, mutate, DefaultGroovyMethods.reverse(list(self), mutate));
    }

    public static <T, S extends TypedList<T, S>> S shuffled(TypedList<T, S> self) {
        return self.like(DefaultGroovyMethods.shuffled(list(self)));
    }

    public static <T, S extends TypedList<T, S>> S shuffled(TypedList<T, S> self, Random random) {
        return self.like(DefaultGroovyMethods.shuffled(list(self), random));
    }

    // ---- each once

    public static <T, S extends TypedList<T, S>> S unique(TypedList<T, S> self) {
        return result(self, true, DefaultGroovyMethods.unique(list(self)));
    }

    public static <T, S extends TypedList<T, S>> S unique(TypedList<T, S> self, boolean mutate) {
        return result(self, mutate, DefaultGroovyMethods.unique(list(self), mutate));
    }

    public static <T, S extends TypedList<T, S>> S unique(
            TypedList<T, S> self,
            @ClosureParams(
                            value = FromString.class,
                            options = {"T", "T,T"})
                    Closure<?> key) {
        return result(self, true, DefaultGroovyMethods.unique(list(self), key));
    }

    public static <T, S extends TypedList<T, S>> S unique(
            TypedList<T, S> self,
            boolean mutate,
            @ClosureParams(
                            value = FromString.class,
                            options = {"T", "T,T"})
                    Closure<?> key) {
        return result(self, mutate, DefaultGroovyMethods.unique(list(self), mutate, key));
    }

    public static <T, S extends TypedList<T, S>> S unique(TypedList<T, S> self, Comparator<? super T> order) {
        return result(self, true, DefaultGroovyMethods.unique(list(self), order));
    }

    public static <T, S extends TypedList<T, S>> S unique(
            TypedList<T, S> self, boolean mutate, Comparator<? super T> order) {
        return result(self, mutate, DefaultGroovyMethods.unique(list(self), mutate, order));
    }

    public static <T, S extends TypedList<T, S>> S toUnique(TypedList<T, S> self) {
        // Groovy's own needs elements that can be ordered.
        return self.like(new LinkedHashSet<>(self));
    }

    public static <T, S extends TypedList<T, S>> S toUnique(
            TypedList<T, S> self,
            @ClosureParams(
                            value = FromString.class,
                            options = {"T", "T,T"})
                    Closure<?> key) {
        return self.like(DefaultGroovyMethods.toUnique(list(self), key));
    }

    public static <T, S extends TypedList<T, S>> S toUnique(TypedList<T, S> self, Comparator<? super T> order) {
        return self.like(DefaultGroovyMethods.toUnique(list(self), order));
    }

    // ---- two lists

    public static <T, S extends TypedList<T, S>> List<?> plus(TypedList<T, S> self, Object element) {
        List<Object> all = new ArrayList<>(self);
        all.add(element);
        return same(self, all);
    }

    public static <T, S extends TypedList<T, S>> List<?> plus(TypedList<T, S> self, Collection<?> others) {
        List<Object> all = new ArrayList<>(self);
        all.addAll(others);
        return same(self, all);
    }

    public static <T, S extends TypedList<T, S>> List<?> plus(TypedList<T, S> self, Iterable<?> others) {
        List<Object> all = new ArrayList<>(self);
        others.forEach(all::add);
        return same(self, all);
    }

    public static <T, S extends TypedList<T, S>> S minus(TypedList<T, S> self, Object element) {
        return self.like(DefaultGroovyMethods.minus(list(self), element));
    }

    public static <T, S extends TypedList<T, S>> S minus(TypedList<T, S> self, Collection<?> others) {
        return self.like(DefaultGroovyMethods.minus(list(self), others));
    }

    public static <T, S extends TypedList<T, S>> S minus(TypedList<T, S> self, Iterable<?> others) {
        return self.like(DefaultGroovyMethods.minus(list(self), others));
    }

    public static <T, S extends TypedList<T, S>> S intersect(TypedList<T, S> self, Collection<T> others) {
        return self.like(DefaultGroovyMethods.intersect(list(self), (Iterable<T>) others));
    }

    public static <T, S extends TypedList<T, S>> S union(TypedList<T, S> self, Collection<T> others) {
        return self.like(DefaultGroovyMethods.union(list(self), (Iterable<T>) others));
    }

    public static <T, S extends TypedList<T, S>> S multiply(TypedList<T, S> self, Number times) {
        return self.like(DefaultGroovyMethods.multiply(list(self), times));
    }

    public static <T, S extends TypedList<T, S>> List<?> plus(TypedList<T, S> self, int index, List<?> others) {
        List<Object> all = new ArrayList<>(others);
        all.addAll(0, list(self).subList(0, index));
        all.addAll(list(self).subList(index, self.size()));
        return same(self, all);
    }

    public static <T, S extends TypedList<T, S>> S minus(TypedList<T, S> self, Iterable<?> others, Closure<?> key) {
        return self.like(DefaultGroovyMethods.minus((Iterable<T>) self, others, key));
    }

    public static <T, S extends TypedList<T, S>> S minus(
            TypedList<T, S> self, Iterable<?> others, Comparator<? super T> order) {
        return self.like(DefaultGroovyMethods.minus((Iterable<T>) self, others, order));
    }

    public static <T, S extends TypedList<T, S>> S intersect(TypedList<T, S> self, Iterable<T> others, Closure<?> key) {
        return self.like(DefaultGroovyMethods.intersect((Iterable<T>) self, others, key));
    }

    public static <T, S extends TypedList<T, S>> S intersect(
            TypedList<T, S> self, Collection<T> others, Comparator<? super T> order) {
        return self.like(DefaultGroovyMethods.intersect(list(self), (Iterable<T>) others, order));
    }

    public static <T, S extends TypedList<T, S>> S union(TypedList<T, S> self, Iterable<T> others, Closure<?> key) {
        return self.like(DefaultGroovyMethods.union((Iterable<T>) self, others, key));
    }

    public static <T, S extends TypedList<T, S>> S union(
            TypedList<T, S> self, Collection<T> others, Comparator<? super T> order) {
        return self.like(DefaultGroovyMethods.union(list(self), (Iterable<T>) others, order));
    }

    // ---- the whole

    public static <T, S extends TypedList<T, S>> S toList(TypedList<T, S> self) {
        return self.like(self);
    }

    public static <T, S extends TypedList<T, S>> S flatten(TypedList<T, S> self) {
        return self.like(self);
    }

    private static <T> List<T> list(TypedList<T, ?> self) {
        return self;
    }

    /** What Groovy changed in place is the list itself. */
    private static <T, S extends TypedList<T, S>> S result(TypedList<T, S> self, boolean mutate, List<T> result) {
        if (mutate) {
            @SuppressWarnings("unchecked")
            S same = (S) self;
            return same;
        }
        return self.like(result);
    }

    /** A list of the same class where it can hold all of them; a plain list of anything else. */
    @SuppressWarnings("unchecked")
    private static <T, S extends TypedList<T, S>> List<?> same(TypedList<T, S> self, List<?> elements) {
        return elements.stream().allMatch(self::holds) ? self.like((List<T>) elements) : elements;
    }

    private static <T, S extends TypedList<T, S>> List<S> parts(
            TypedList<T, S> self, Collection<? extends Collection<T>> parts) {
        List<S> typed = new ArrayList<>();
        parts.forEach(part -> typed.add(self.like(part)));
        return typed;
    }

    /** Groups inside groups, with lists of the same class at the bottom. */
    private static <T, S extends TypedList<T, S>> Map<Object, Object> groups(TypedList<T, S> self, Map<?, ?> plain) {
        Map<Object, Object> groups = new LinkedHashMap<>();
        plain.forEach((key, value) ->
                groups.put(key, value instanceof Map<?, ?> inner ? groups(self, inner) : same(self, (List<?>) value)));
        return groups;
    }
}
