package io.cometsh.completion;

import io.cometsh.completion.Expression.Move;
import io.cometsh.completion.Expression.Step;
import io.cometsh.completion.Locals.Local;
import io.cometsh.lang.GroovyMethods;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a chain of names is, by reflection: the class of a variable's value, then the return types of methods. Nothing is
 * called, so a property that does work costs nothing here.
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
            "close",
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

    /** Groovy's own methods of lists that return an element; the next set returns a list of the same type. */
    private static final Set<String> ELEMENT =
            Set.of("first", "last", "head", "find", "getAt", "get", "min", "max", "pop", "removeLast", "random");

    private static final Set<String> SAME = Set.of(
            "findAll",
            "sort",
            "toSorted",
            "take",
            "drop",
            "reverse",
            "unique",
            "toUnique",
            "tail",
            "init",
            "takeWhile",
            "dropWhile",
            "takeRight",
            "dropRight",
            "each",
            "eachWithIndex",
            "shuffled",
            "grep",
            "asList",
            "toList",
            "asReversed");

    /** A name that stands for itself ten times over is a riddle, not a chain. */
    private static final int DEEPEST = 8;

    private static final Map<Class<?>, List<Method>> OWN = new ConcurrentHashMap<>();

    private final Scope scope;
    private final Locals locals;

    private Members(Scope scope, Locals locals) {
        this.scope = scope;
        this.locals = locals;
    }

    /** What the chain gives; null when the text and the variables do not tell. */
    static StaticType typeOf(Expression expression, Locals locals, Scope scope) {
        return new Members(scope, locals).typeOf(expression, 0);
    }

    private StaticType typeOf(Expression expression, int depth) {
        if (expression == null || depth > DEEPEST) {
            return null;
        }
        StaticType known = rootOf(expression, depth);
        for (Step step : expression.steps()) {
            if (known == null) {
                return null;
            }
            known = after(known, step);
        }
        return known;
    }

    private StaticType rootOf(Expression expression, int depth) {
        return switch (expression.root()) {
            case TEXT -> StaticType.of(String.class);
            case LIST -> StaticType.of(List.class);
            case MAP -> StaticType.of(Map.class);
            case NUMBER -> StaticType.of(expression.name().contains(".") ? java.math.BigDecimal.class : Integer.class);
            case UNKNOWN -> null;
            case NEW -> {
                Class<?> made = scope.type(expression.name());
                yield made == null ? null : StaticType.of(made);
            }
            case FUNCTION -> function(expression.name());
            case VARIABLE -> variable(expression.name(), depth);
        };
    }

    private static StaticType function(String name) {
        for (Source source : Source.values()) {
            if (source.variableName().equals(name)) {
                return StaticType.of(source == Source.TAGS ? QueryExpression.class : QueryVariable.class);
            }
        }
        return null;
    }

    private StaticType variable(String name, int depth) {
        // The text before the cursor is later than the session.
        Local local = locals.get(name);
        if (local != null) {
            StaticType from = typeOf(local.from(), depth + 1);
            StaticType known = from == null || !local.element() ? from : from.element();
            if (known != null) {
                return known;
            }
        }
        Map<String, Object> variables = scope.variables();
        if (variables.get(name) != null) {
            return StaticType.of(variables.get(name));
        }
        if (variables.containsKey(name)) {
            return null;
        }
        if (scope.promised().containsKey(name)) {
            return StaticType.of(scope.promised().get(name));
        }
        Class<?> type = scope.type(name);
        return type == null ? null : StaticType.classItself(type);
    }

    private static StaticType after(StaticType known, Step step) {
        if (step.move() == Move.INDEX) {
            return known.isMany() ? known.at(step.name()) : known.under(step.name());
        }
        boolean onMap = Map.class.isAssignableFrom(known.type());
        if (step.move() == Move.PROPERTY && onMap) {
            return known.under(step.name());
        }
        // exps*.name and exps.name both give the names of all.
        boolean ofAll = known.isMany()
                && (step.spread()
                        || step.move() == Move.PROPERTY
                                && getters(known, step.name()).isEmpty());
        if (ofAll) {
            StaticType element = known.element();
            StaticType each =
                    element == null ? null : after(element, new Step(step.move(), step.name(), false, List.of()));
            return each == null ? null : StaticType.listOf(each.type());
        }
        if (known.isMany() && step.move() == Move.CALL && known.element() != null) {
            if (ELEMENT.contains(step.name())) {
                return known.element();
            }
            if (SAME.contains(step.name())) {
                return known;
            }
        }
        List<Method> methods =
                step.move() == Move.CALL ? named(known.type(), step.name()) : getters(known, step.name());
        if (!methods.isEmpty()) {
            return known.declared(methods.get(0).getGenericReturnType());
        }
        for (Method method : GroovyMethods.of(known.type())) {
            if (step.move() == Move.CALL && method.getName().equals(step.name())) {
                return method.getReturnType() == Object.class ? null : StaticType.of(method.getReturnType());
            }
        }
        return null;
    }

    static List<Method> getters(StaticType known, String property) {
        String end = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return methods(known).stream()
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.getName().equals("get" + end)
                        || method.getName().equals("is" + end)
                        || method.getName().equals(property))
                .toList();
    }

    /** The methods of this name in either spelling, sorted by number of parameters, most first. */
    static List<Method> named(Class<?> type, String name) {
        String camel = SnakeCase.toCamel(name);
        List<Method> named = new ArrayList<>();
        for (boolean itself : new boolean[] {false, true}) {
            methods(itself ? StaticType.classItself(type) : StaticType.of(type)).stream()
                    .filter(method ->
                            method.getName().equals(camel) || method.getName().equals(name))
                    .forEach(named::add);
        }
        named.sort(Comparator.comparing(Members::count).reversed());
        return named;
    }

    /** The public methods worth offering, by name, each signature once; of a class itself its static ones. */
    static List<Method> methods(StaticType known) {
        if (known.itself()) {
            return Arrays.stream(known.type().getMethods())
                    .filter(method -> Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                    .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
                    .toList();
        }
        return OWN.computeIfAbsent(known.type(), Members::ownMethods);
    }

    private static int count(Method method) {
        return GroovyMethods.parameters(method).size();
    }

    private static List<Method> ownMethods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        Set<List<Object>> signatures = new HashSet<>();
        for (Method method : visible(type).getMethods()) {
            boolean offered = !method.isSynthetic()
                    && !method.isBridge()
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getDeclaringClass() != Object.class
                    && method.getName().indexOf('$') < 0
                    && !NOISE.contains(method.getName());
            if (offered && signatures.add(List.of(method.getName(), List.of(method.getParameterTypes())))) {
                methods.add(method);
            }
        }
        methods.addAll(GroovyMethods.ours(type));
        methods.sort(Comparator.comparing(Method::getName).thenComparing(Members::count));
        return List.copyOf(methods);
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
