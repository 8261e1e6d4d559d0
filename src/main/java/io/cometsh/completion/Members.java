package io.cometsh.completion;

import io.cometsh.completion.Expression.Move;
import io.cometsh.completion.Expression.Step;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a chain of names is, by reflection: the class of a variable's value, then the return types of methods. Nothing is
 * called, so a property behind which work is done costs nothing here.
 */
final class Members {
    private static final Set<String> NOISE = Set.of(
            "getClass",
            "hashCode",
            "equals",
            "toString",
            "wait",
            "notify",
            "notifyAll",
            "finalize",
            "clone",
            "compareTo",
            "getMetaClass",
            "setMetaClass",
            "invokeMethod",
            "getProperty",
            "setProperty",
            "propertyMissing",
            "methodMissing",
            "asBoolean",
            "asType");

    /** Groovy's own methods of lists that give an element, and those that give a list of the same. */
    private static final Set<String> ELEMENT = Set.of("first", "last", "head", "find", "getAt", "get", "min", "max");

    private static final Set<String> SAME =
            Set.of("findAll", "sort", "toSorted", "take", "drop", "reverse", "unique", "tail");

    private Members() {}

    /** A class and, for a list, what is in it. */
    record Known(Class<?> type, Class<?> element) {
        static Known of(Class<?> type) {
            return new Known(type, declaredElement(type));
        }

        Known withElement(Class<?> seen) {
            return seen == null ? this : new Known(type, seen);
        }
    }

    /** What the chain gives; null when the text and the variables do not tell. */
    static Known typeOf(Expression expression, Expression closureOver, Scope scope) {
        if (expression == null) {
            return null;
        }
        Known known = rootOf(expression, closureOver, scope);
        for (Step step : expression.steps()) {
            if (known == null) {
                return null;
            }
            known = after(known, step);
        }
        return known;
    }

    private static Known rootOf(Expression expression, Expression closureOver, Scope scope) {
        return switch (expression.root()) {
            case TEXT -> Known.of(String.class);
            case LIST -> Known.of(List.class);
            case UNKNOWN -> null;
            case FUNCTION -> function(expression.name());
            case VARIABLE -> variable(expression.name(), closureOver, scope);
        };
    }

    private static Known function(String name) {
        for (Source source : Source.values()) {
            if (source.variableName().equals(name)) {
                return Known.of(source == Source.TAGS ? QueryExpression.class : QueryVariable.class);
            }
        }
        return null;
    }

    private static Known variable(String name, Expression closureOver, Scope scope) {
        Map<String, Object> variables = scope.variables();
        Object value = variables.get(name);
        if (!variables.containsKey(name) && scope.promised().containsKey(name)) {
            return Known.of(scope.promised().get(name));
        }
        if (value == null && name.equals("it") && closureOver != null) {
            Known list = typeOf(closureOver, null, scope);
            return list == null || list.element() == null ? null : Known.of(list.element());
        }
        return value == null ? null : Known.of(value.getClass()).withElement(elementOf(value));
    }

    /** What a class of lists says it holds, such as one that extends {@code AbstractList<Experiment>}. */
    private static Class<?> declaredElement(Class<?> type) {
        for (Class<?> at = type; at != null && Collection.class.isAssignableFrom(at); at = at.getSuperclass()) {
            if (at.getGenericSuperclass() instanceof ParameterizedType generic
                    && generic.getActualTypeArguments().length == 1) {
                return rawClass(generic.getActualTypeArguments()[0]);
            }
        }
        return null;
    }

    private static Class<?> elementOf(Object value) {
        // Only the JDK's own lists: reading another one may be work, or the user's code.
        if (value instanceof List<?> list && value.getClass().getName().startsWith("java.util.") && !list.isEmpty()) {
            Object first = list.get(0);
            return first == null ? null : first.getClass();
        }
        return null;
    }

    private static Known after(Known known, Step step) {
        boolean list = Collection.class.isAssignableFrom(known.type());
        if (step.move() == Move.INDEX) {
            return list && known.element() != null ? Known.of(known.element()) : null;
        }
        if (list && step.move() == Move.CALL && known.element() != null) {
            if (ELEMENT.contains(step.name())) {
                return Known.of(known.element());
            }
            if (SAME.contains(step.name())) {
                return known;
            }
        }
        List<Method> methods =
                step.move() == Move.CALL ? named(known.type(), step.name()) : getters(known.type(), step.name());
        return methods.isEmpty() ? null : returned(methods.get(0).getGenericReturnType());
    }

    private static Known returned(Type type) {
        if (type instanceof Class<?> plain) {
            return plain == void.class ? null : Known.of(plain);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> element = arguments.length == 1 ? rawClass(arguments[0]) : null;
            return new Known(raw, element);
        }
        return null;
    }

    private static Class<?> rawClass(Type type) {
        if (type instanceof WildcardType wildcard) {
            return rawClass(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic) {
            return rawClass(generic.getRawType());
        }
        return type instanceof TypeVariable || !(type instanceof Class<?> plain) ? null : plain;
    }

    private static List<Method> getters(Class<?> type, String property) {
        String getter = "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return methods(type).stream()
                .filter(method -> method.getParameterCount() == 0)
                .filter(method ->
                        method.getName().equals(getter) || method.getName().equals(property))
                .toList();
    }

    /** The methods of this name in either spelling, those with the most parameters first. */
    static List<Method> named(Class<?> type, String name) {
        String camel = SnakeCase.toCamel(name);
        return methods(type).stream()
                .filter(method ->
                        method.getName().equals(camel) || method.getName().equals(name))
                .sorted(Comparator.comparing(Method::getParameterCount).reversed())
                .toList();
    }

    /** The public methods worth offering, by name, each signature once. */
    static List<Method> methods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        Class<?> visible = visible(type);
        for (Method method : visible.getMethods()) {
            boolean offered = !method.isSynthetic()
                    && !method.isBridge()
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getDeclaringClass() != Object.class
                    && method.getName().indexOf('$') < 0
                    && !NOISE.contains(method.getName());
            if (offered && methods.stream().noneMatch(other -> sameSignature(other, method))) {
                methods.add(method);
            }
        }
        methods.sort(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount));
        return methods;
    }

    private static boolean sameSignature(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    /** The class itself, or for a hidden one (such as a list's implementation) what it is to the user. */
    private static Class<?> visible(Class<?> type) {
        if (Modifier.isPublic(type.getModifiers())) {
            return type;
        }
        for (Class<?> known : List.of(List.class, Map.class, Set.class, Collection.class)) {
            if (known.isAssignableFrom(type)) {
                return known;
            }
        }
        Class<?> above = type.getSuperclass();
        if (above != null && above != Object.class) {
            return visible(above);
        }
        return type.getInterfaces().length == 0 ? type : type.getInterfaces()[0];
    }
}
