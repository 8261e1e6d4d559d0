package io.cometsh.completion;

import io.cometsh.query.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a plain name may stand: variables, the query language, methods, imported classes and Groovy's own words. */
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
    private static final List<String> FUNCTIONS =
            List.of("datetime(", "println(", "print(", "printf(", "days(", "table(", "csv(");

    private final Scope scope;

    PlainNameCompleter(Scope scope) {
        this.scope = scope;
    }

    void offer(Suggestions suggestions) {
        Map<String, String> variables = new TreeMap<>();
        scope.promised().forEach((name, type) -> variables.put(name, type.getSimpleName()));
        scope.variables().forEach((name, value) -> variables.put(name, typeName(value)));
        variables.forEach((name, type) -> {
            if (isName(name)) {
                suggestions.add(name, name, "variables", type);
            }
        });
        for (Source source : Source.values()) {
            String name = source.variableName();
            suggestions.add(
                    name + "(\"", name, "query", "String name → " + (source == Source.TAGS ? "condition" : "variable"));
        }
        scope.methods().stream().sorted().forEach(name -> suggestions.add(name + "(", name, "methods", null));
        scope.imports().stream().sorted().forEach(name -> suggestions.add(name, name, "imports", null));
        if (!suggestions.prefix().isEmpty()) {
            FUNCTIONS.forEach(name -> suggestions.add(name, name.substring(0, name.length() - 1), "functions", null));
            WORDS.forEach(word -> suggestions.add(word, word, "keywords", null));
        }
    }

    private static String typeName(Object value) {
        return value == null ? null : value.getClass().getSimpleName();
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
