package io.cometsh.oracle;

import java.util.List;
import java.util.Random;

/** Queries as people type them: with and without parentheses and blanks, mirrored, chained, in either language's spelling. */
final class RandomTexts {
    private static final List<String> VARIABLES = List.of(
            "Metric(\"loss\")",
            "Parameter('opt')",
            "Other( \"a b.c/d\" )",
            "Metric('x', 'double')",
            "Metadata(\"duration\")");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2147483648",
            "-2147483648",
            "9223372036854775808",
            "0.5",
            "-0.25",
            "1e-4",
            "2.5E+3",
            "1_000",
            "0.10",
            "3L",
            "0.5d",
            "7g",
            "1.5f",
            "1e308");
    private static final List<String> TEXTS = List.of(
            "\"adam\"",
            "'sgd'",
            "\"O'Brien wrote \\\"hi\\\"\"",
            "'C:\\\\new\\tx'",
            "\"日本語\"",
            "'it\\'s'",
            "\"cost \\$5\"",
            "'$x'",
            "\"\\u00e9\"",
            "'''a\n'b''c'''",
            "\"\"\"x \"y\" z\"\"\"",
            "/a\\/b.*\\d$/");
    private static final List<String> OTHERS = List.of(
            "None",
            "null",
            "True",
            "false",
            "\"\"",
            "datetime(2026, 1, 31)",
            "datetime(2026,1,31,12,30,5,250)",
            "days(7)",
            "hours(1.5)");

    private final Random random;

    RandomTexts(long seed) {
        random = new Random(seed);
    }

    String next(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf();
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> next(depth - 1) + blank() + "&" + blank() + next(depth - 1);
            case 2, 3 -> next(depth - 1) + blank() + "|" + blank() + next(depth - 1);
            case 4 -> "(" + blank() + next(depth - 1) + blank() + ")";
            default -> "~" + blank() + "(" + next(depth - 1) + ")";
        };
    }

    private String leaf() {
        String variable = pick(VARIABLES);
        return switch (random.nextInt(10)) {
            case 0 -> pick(List.of("", "~", "~~")) + pick(List.of("Tag(\"best\")", "Tag('déjà vu')"));
            case 1 -> variable + blank() + pick(List.of("==", "!=")) + blank() + any();
            case 2 -> any() + blank() + pick(List.of("==", "!=")) + blank() + variable;
            case 3 -> variable + blank() + order() + blank() + number();
            case 4 -> number() + blank() + order() + blank() + variable;
            case 5 -> number() + blank() + order() + blank() + variable + blank() + order() + blank() + number();
            case 6 ->
                variable + pick(List.of(" in ", " !in ")) + "[" + any() + blank() + ", " + any()
                        + pick(List.of("", ", 5")) + "]";
            case 7 -> variable + pick(List.of(" in ", " !in ")) + range();
            case 8 ->
                pick(List.of("", "~")) + variable + "."
                        + pick(List.of("contains", "startswith", "startsWith", "endswith", "endsWith")) + "("
                        + pick(TEXTS) + ")";
            default -> pick(List.of("", "~")) + variable + ".between(" + number() + "," + blank() + number() + ")";
        };
    }

    private String range() {
        String range = pick(List.of("0.1", "1", "5", "-2"))
                + pick(List.of("..", "..<", "<..", "<..<"))
                + pick(List.of("0.5", "3", "10", "-7"));
        return random.nextBoolean() ? "(" + range + ")" : range;
    }

    private String any() {
        return switch (random.nextInt(3)) {
            case 0 -> number();
            case 1 -> pick(TEXTS);
            default -> pick(OTHERS);
        };
    }

    private String number() {
        return pick(NUMBERS);
    }

    private String order() {
        return pick(List.of("<", "<=", ">", ">="));
    }

    private String blank() {
        return pick(List.of("", " ", " ", "  "));
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
