package io.cometsh.completion;

import io.cometsh.completion.CursorContext.Member;
import io.cometsh.lang.GroovyMethods;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Members after a dot: keys of a map, properties, methods with their parameters, then what Groovy adds. */
final class MemberCompleter {
    /** Groovy adds more than a hundred methods to a list; these are shown before a letter is typed. */
    private static final Set<String> USUAL = Set.of(
            "any",
            "collect",
            "collectEntries",
            "collectMany",
            "count",
            "countBy",
            "drop",
            "each",
            "eachWithIndex",
            "every",
            "find",
            "findAll",
            "first",
            "groupBy",
            "indexed",
            "inject",
            "join",
            "last",
            "max",
            "min",
            "readLines",
            "reverse",
            "sort",
            "sum",
            "take",
            "toInteger",
            "toDouble",
            "toUnique",
            "withIndex");

    /** What is called without a closure as often as with one. */
    private static final Set<String> WITH_OR_WITHOUT =
            Set.of("count", "max", "min", "sort", "sum", "toSorted", "toUnique", "unique");

    private static final int MOST_KEYS = 200;

    private static final String WRITING = ", to change something";
    private static final String OF_PANELS = ", within a panel";
    private static final String OF_CACHE = ", for its cache";
    private static final List<String> PURPOSES = List.of("", WRITING, OF_CACHE, OF_PANELS);

    private static final Pattern WRITES = Pattern.compile(
            "^(add|archive|create|delete|end|log|move|register|restore|set|stop|undo|update|upload)([A-Z]|$)");

    private final Scope scope;

    MemberCompleter(Scope scope) {
        this.scope = scope;
    }

    void offer(Member context, Suggestions suggestions) {
        StaticType known = Members.typeOf(context.receiver(), context.locals(), scope);
        if (known == null) {
            return;
        }
        boolean python = context.prefix().contains("_");
        if (known.itself()) {
            constants(known.type(), suggestions);
        } else {
            keys(known, suggestions);
            properties(known, context.prefix(), suggestions);
        }
        methods(known, python, suggestions);
        if (!known.itself()) {
            groovy(known.type(), context.prefix().isEmpty(), suggestions);
        }
    }

    /** What can be between the brackets of {@code params["}: keys of a map, members of a record. */
    void offerIndexes(Expression indexed, Locals locals, LiteralWriter writer) {
        StaticType known = Members.typeOf(indexed, locals, scope);
        if (known == null || known.itself()) {
            return;
        }
        if (known.value() instanceof Map<?, ?> map && StaticType.isOfTheJdk(map)) {
            map.forEach((key, value) -> {
                if (key instanceof String name) {
                    writer.whole(name, "keys", typeName(value));
                }
            });
        }
        if (known.type().isRecord()) {
            for (RecordComponent component : known.type().getRecordComponents()) {
                writer.whole(
                        component.getName(),
                        known.type().getSimpleName(),
                        component.getType().getSimpleName());
            }
        }
    }

    private static void keys(StaticType known, Suggestions suggestions) {
        if (known.value() instanceof Map<?, ?> map && StaticType.isOfTheJdk(map)) {
            int shown = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getKey() instanceof String key && shown++ < MOST_KEYS) {
                    boolean plain = isIdentifier(key);
                    String written = plain ? key : "'" + Literals.escaped(key, "'") + "'";
                    suggestions.add(key, written, key, "keys", typeName(entry.getValue()));
                }
            }
        }
    }

    private static String typeName(Object value) {
        return value == null ? null : value.getClass().getSimpleName();
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /**
     * {@code exp.name} is short for {@code exp.getName()}. Of a record the properties are what there is; elsewhere they are
     * offered once a letter is typed, or every getter would be in the list twice.
     */
    private static void properties(StaticType known, String prefix, Suggestions suggestions) {
        if (known.type().isRecord()) {
            for (RecordComponent component : known.type().getRecordComponents()) {
                suggestions.add(
                        component.getName(),
                        component.getName(),
                        known.type().getSimpleName(),
                        component.getType().getSimpleName());
            }
        }
        if (prefix.isEmpty() || prefix.startsWith("get")) {
            return;
        }
        for (Method method : Members.methods(known)) {
            String property = property(method);
            if (property != null) {
                suggestions.add(
                        property, property, "properties", method.getReturnType().getSimpleName());
            }
        }
    }

    private static String property(Method method) {
        if (method.getParameterCount() != 0 || method.getReturnType() == void.class) {
            return null;
        }
        String name = method.getName();
        for (String start : List.of("get", "is")) {
            boolean getter = name.length() > start.length()
                    && name.startsWith(start)
                    && Character.isUpperCase(name.charAt(start.length()));
            if (getter) {
                String rest = name.substring(start.length());
                boolean shout = rest.length() > 1 && Character.isUpperCase(rest.charAt(1));
                return shout ? rest : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
            }
        }
        return null;
    }

    private static void methods(StaticType known, boolean python, Suggestions suggestions) {
        Map<String, List<Method>> overloads = new LinkedHashMap<>();
        List<Method> all = new ArrayList<>(Members.methods(known));
        // A list of experiments is asked for its table sooner than for its iterator.
        all.sort(Comparator.comparing((Method method) -> !isOurs(method))
                .thenComparing(method -> PURPOSES.indexOf(purpose(method))));
        for (Method method : all) {
            if (!isComponent(known.type(), method)) {
                overloads
                        .computeIfAbsent(method.getName(), name -> new ArrayList<>())
                        .add(method);
            }
        }
        overloads.forEach((name, methods) -> {
            String spelled = python ? SnakeCase.of(name) : name;
            Method longest = methods.get(methods.size() - 1);
            String value = spelled + (GroovyMethods.parameters(longest).isEmpty() ? "()" : "(");
            String group = known.type().getSimpleName() + purpose(longest);
            suggestions.add(spelled, value, spelled, group, Signature.of(methods));
        });
    }

    /** What only reads comes first, then what changes something, then what only panels use. */
    private static String purpose(Method method) {
        String name = method.getName();
        if (!isOurs(method)) {
            return "";
        }
        return name.contains("Panel")
                ? OF_PANELS
                : name.matches(".*Cache([A-Z].*)?|cache[A-Z].*")
                        ? OF_CACHE
                        : WRITES.matcher(name).find() ? WRITING : "";
    }

    private static boolean isOurs(Method method) {
        return method.getDeclaringClass().getName().startsWith("io.cometsh.");
    }

    private static boolean isComponent(Class<?> type, Method method) {
        if (!type.isRecord() || method.getParameterCount() != 0) {
            return false;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(method.getName())) {
                return true;
            }
        }
        return false;
    }

    private static void constants(Class<?> type, Suggestions suggestions) {
        for (Field field : type.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                suggestions.add(
                        field.getName(),
                        field.getName(),
                        type.getSimpleName(),
                        field.getType().getSimpleName());
            }
        }
    }

    private static void groovy(Class<?> type, boolean onlyUsual, Suggestions suggestions) {
        String group = onlyUsual ? "Groovy (type a letter for more)" : "Groovy";
        Map<String, List<Method>> overloads = new LinkedHashMap<>();
        for (Method method : GroovyMethods.of(type)) {
            if (!onlyUsual || USUAL.contains(method.getName())) {
                overloads
                        .computeIfAbsent(method.getName(), name -> new ArrayList<>())
                        .add(method);
            }
        }
        overloads.forEach((name, methods) -> {
            Method shown = methods.stream()
                    .filter(MemberCompleter::takesOnlyAClosure)
                    .findFirst()
                    .orElse(methods.get(methods.size() - 1));
            suggestions.add(name, name + opening(name, methods), name, group, Signature.ofExtension(shown));
        });
    }

    private static String opening(String name, List<Method> overloads) {
        boolean closure = overloads.stream().anyMatch(MemberCompleter::takesOnlyAClosure);
        if (closure && !WITH_OR_WITHOUT.contains(name)) {
            // A closure follows the name, without parentheses.
            return " { ";
        }
        return overloads.stream().allMatch(method -> method.getParameterCount() == 1) ? "()" : "(";
    }

    private static boolean takesOnlyAClosure(Method method) {
        return method.getParameterCount() == 2
                && method.getParameterTypes()[1].getSimpleName().equals("Closure");
    }
}
