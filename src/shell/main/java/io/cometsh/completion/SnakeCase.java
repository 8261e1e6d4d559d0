package io.cometsh.completion;

/** Between Python's spelling of a name and Java's. */
final class SnakeCase {
    private SnakeCase() {}

    /** {@code get_experiments} → {@code getExperiments}; a name in Java's spelling stays. */
    static String toCamel(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean hump = c == '_' && !camel.isEmpty() && i + 1 < name.length();
            camel.append(hump ? Character.toUpperCase(name.charAt(++i)) : c);
        }
        return camel.toString();
    }

    /** {@code getExperiments} → {@code get_experiments}. */
    static String of(String name) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean hump = Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(name.charAt(i - 1));
            snake.append(hump ? "_" : "").append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
