package io.cometsh.completion;

import io.cometsh.completion.CursorContext.PlainName;
import io.cometsh.lang.GroovyMethods;
import io.cometsh.lang.Query;
import io.cometsh.query.Source;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a plain name is possible: names of arguments, variables, the query language, methods, classes and Groovy's own words.
 */
final class PlainNameCompleter {
    private static final List<String> WORDS = List.of(
            "as",
            "assert",
            "break",
            "case",
            "catch",
            "class",
            "continue",
            "def",
            "default",
            "do",
            "else",
            "enum",
            "false",
            "finally",
            "for",
            "if",
            "import",
            "in",
            "instanceof",
            "interface",
            "new",
            "null",
            "record",
            "return",
            "static",
            "switch",
            "this",
            "throw",
            "true",
            "try",
            "var",
            "void",
            "while");
    private static final List<String> CONSTANTS = List.of("None", "True", "False");
    private static final List<String> PRINTING = List.of("println", "print", "printf", "sleep");

    private final Scope scope;
    private final CallReader reader;

    PlainNameCompleter(Scope scope) {
        this.scope = scope;
        this.reader = new CallReader(scope);
    }

    void offer(PlainName context, Suggestions suggestions) {
        if (context.keyword().equals("new")) {
            classes(suggestions, "(");
            return;
        }
        arguments(context, suggestions);
        variables(context.locals(), suggestions);
        for (Source source : Source.values()) {
            String name = source.variableName();
            String value = source == Source.TAGS ? "condition" : "variable";
            suggestions.add(name, name + "(\"", name, "query", "String name → " + value);
        }
        scope.methods().stream().sorted().forEach(name -> suggestions.add(name, name + "(", name, "methods", null));
        scope.imports().stream().sorted().forEach(name -> suggestions.add(name, name, "imports", null));
        if (!context.prefix().isEmpty()) {
            functions(suggestions);
            WORDS.forEach(word -> suggestions.add(word, word, "keywords", null));
            classes(suggestions, "");
        }
    }

    /** {@code archived: } where an argument of one of our own methods begins; arguments given already are left out. */
    private void arguments(PlainName context, Suggestions suggestions) {
        if (context.calls().isEmpty() || context.calls().get(0).current().name() != null) {
            return;
        }
        Call call = context.calls().get(0);
        boolean python = call.name().contains("_") || context.prefix().contains("_");
        Set<String> given = new HashSet<>();
        call.arguments().stream()
                .filter(argument -> argument.name() != null)
                .forEach(argument -> given.add(SnakeCase.toCamel(argument.name())));
        Map<String, String> names = new LinkedHashMap<>();
        for (Method method : reader.methods(call, context.locals())) {
            if (!CallReader.takesNamedArguments(method) || call.receiver() == null || NamedOptions.areTakenBy(method)) {
                continue;
            }
            List<Parameter> parameters = GroovyMethods.parameters(method);
            for (Parameter parameter :
                    parameters.subList(Math.min(Math.max(0, call.position()), parameters.size()), parameters.size())) {
                if (!given.contains(parameter.getName()) && !parameter.isVarArgs()) {
                    names.putIfAbsent(parameter.getName(), parameter.getType().getSimpleName());
                }
            }
        }
        boolean options = reader.methods(call, context.locals()).stream()
                .filter(NamedOptions::areTakenBy)
                .anyMatch(method ->
                        call.position() > 0 || GroovyMethods.parameters(method).size() == 1);
        if (options) {
            NamedOptions.of(call.name()).forEach((name, meaning) -> {
                if (!given.contains(name)) {
                    suggestions.add(name, name + ": ", name + ":", "options of " + call.name(), meaning);
                }
            });
        }
        names.forEach((name, type) -> {
            String spelled = python ? SnakeCase.of(name) : name;
            suggestions.add(spelled, spelled + ": ", spelled + ":", "arguments of " + call.name(), type);
        });
    }

    private void variables(Locals locals, Suggestions suggestions) {
        Map<String, String> variables = new TreeMap<>();
        scope.promised().forEach((name, type) -> variables.put(name, type.getSimpleName()));
        scope.variables().forEach((name, value) -> variables.put(name, typeName(value)));
        locals.all().keySet().forEach(name -> variables.putIfAbsent(name, null));
        variables.forEach((name, type) -> {
            if (isName(name)) {
                suggestions.add(name, name, "variables", type);
            }
        });
    }

    private void functions(Suggestions suggestions) {
        Map<String, List<Method>> functions = new TreeMap<>();
        List<Method> all = new ArrayList<>(Members.methods(StaticType.of(scope.functions())));
        Arrays.stream(Query.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> Character.isLowerCase(method.getName().charAt(0)))
                .forEach(all::add);
        for (Method method : all) {
            functions
                    .computeIfAbsent(method.getName(), name -> new ArrayList<>())
                    .add(method);
        }
        functions.forEach((name, overloads) -> {
            overloads.sort((one, other) -> Integer.compare(one.getParameterCount(), other.getParameterCount()));
            boolean alone = overloads.get(overloads.size() - 1).getParameterCount() == 0;
            suggestions.add(name, name + (alone ? "()" : "("), name, "functions", Signature.of(overloads));
        });
        PRINTING.forEach(name -> suggestions.add(name, name + "(", name, "functions", null));
        CONSTANTS.forEach(name -> suggestions.add(name, name, "query", null));
    }

    private void classes(Suggestions suggestions, String end) {
        String typed = suggestions.typed();
        if (typed.length() < 2 || !Character.isUpperCase(typed.charAt(0))) {
            return;
        }
        if (!end.isEmpty()) {
            scope.imports().stream().sorted().forEach(name -> suggestions.add(name, name + end, name, "imports", null));
        }
        ClassNames.imported(typed).forEach((name, owner) -> suggestions.add(name, name + end, name, "classes", owner));
    }

    private static String typeName(Object value) {
        return value == null ? null : value.getClass().getSimpleName();
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
