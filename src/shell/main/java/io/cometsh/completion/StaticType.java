package io.cometsh.completion;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;

/**
 * What is known of a value without touching it.
 *
 * @param type its class
 * @param arguments the types in the angle brackets, in the order of the class's parameters; empty when not known
 * @param value the value itself when a variable holds it, else null
 * @param itself whether it is the class rather than an instance, as in {@code Math.}
 */
record StaticType(Class<?> type, List<Type> arguments, Object value, boolean itself) {
    StaticType {
        arguments = List.copyOf(arguments);
    }

    static StaticType of(Class<?> type) {
        return new StaticType(type, List.of(), null, false);
    }

    static StaticType of(Object value) {
        return new StaticType(value.getClass(), List.of(), value, false);
    }

    static StaticType classItself(Class<?> type) {
        return new StaticType(type, List.of(), null, true);
    }

    static StaticType listOf(Class<?> element) {
        return new StaticType(List.class, List.of(element), null, false);
    }

    /** A declared type, with its type variables resolved by this class. Null for an unknown one. */
    StaticType declared(Type declared) {
        if (declared instanceof Class<?> plain) {
            return plain == void.class ? null : of(plain);
        }
        if (declared instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return new StaticType(raw, List.of(generic.getActualTypeArguments()), null, false);
        }
        if (declared instanceof WildcardType wildcard) {
            return declared(wildcard.getUpperBounds()[0]);
        }
        if (declared instanceof GenericArrayType array) {
            StaticType part = declared(array.getGenericComponentType());
            return part == null ? null : of(part.type().arrayType());
        }
        return declared instanceof TypeVariable<?> variable ? argument(variable.getName()) : null;
    }

    private StaticType argument(String variable) {
        TypeVariable<?>[] parameters = type.getTypeParameters();
        for (int i = 0; i < Math.min(parameters.length, arguments.size()); i++) {
            if (parameters[i].getName().equals(variable)) {
                return of(Object.class).declared(arguments.get(i));
            }
        }
        return null;
    }

    boolean isMany() {
        return Collection.class.isAssignableFrom(type) || type.isArray();
    }

    /** What it holds; null when not known. */
    StaticType element() {
        if (type.isArray()) {
            return of(type.getComponentType());
        }
        if (Map.class.isAssignableFrom(type)) {
            return new StaticType(Map.Entry.class, arguments, null, false);
        }
        // Only the JDK's own lists are looked into: reading another one may be work, or the user's code.
        if (value instanceof List<?> list && isOfTheJdk(list)) {
            return list.isEmpty() || list.get(0) == null ? null : of(list.get(0));
        }
        boolean holdsOne = Iterable.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type)
                || type == Optional.class;
        if (holdsOne && !arguments.isEmpty()) {
            return of(Object.class).declared(arguments.get(0));
        }
        return declaredElement();
    }

    /** The declared element type of a class of lists: the first argument of its superclass, such as {@code AbstractList<Experiment>}. */
    private StaticType declaredElement() {
        for (Class<?> at = type; at != null && Collection.class.isAssignableFrom(at); at = at.getSuperclass()) {
            if (at.getGenericSuperclass() instanceof ParameterizedType generic
                    && generic.getActualTypeArguments().length > 0) {
                return of(Object.class).declared(generic.getActualTypeArguments()[0]);
            }
        }
        return null;
    }

    /** The value under a key of a map that a variable holds; else the value type that the map's type declares. */
    StaticType under(String key) {
        if (value instanceof Map<?, ?> map && isOfTheJdk(map)) {
            Object held = key == null ? null : map.get(key);
            return held == null ? null : of(held);
        }
        return Map.class.isAssignableFrom(type) && arguments.size() == 2
                ? of(Object.class).declared(arguments.get(1))
                : null;
    }

    /** The same for an index of a list. */
    StaticType at(String index) {
        if (value instanceof List<?> list && isOfTheJdk(list) && index != null && index.matches("\\d{1,6}")) {
            int at = Integer.parseInt(index);
            return at < list.size() && list.get(at) != null ? of(list.get(at)) : null;
        }
        return element();
    }

    static boolean isOfTheJdk(Object value) {
        return value.getClass().getName().startsWith("java.util.");
    }
}
