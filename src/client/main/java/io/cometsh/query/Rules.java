package io.cometsh.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One comparison as the wire's rule, with the check that operator, value and column type fit each other. */
final class Rules {
    /** The types that this version checks. The server checks any other type. */
    private static final Set<String> KNOWN_TYPES = Set.of("string", "double", "timenumber", "datetime", "boolean");

    private Rules() {}

    static Map<String, Object> rule(ServerComparison comparison, String columnType, boolean withSource) {
        String type = type(comparison, columnType);
        check(comparison, type);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", comparison.variable().name());
        rule.put("field", comparison.variable().name());
        rule.put("type", type);
        rule.put("operator", comparison.operator().wireName());
        rule.put("value", wireValue(comparison.value()));
        if (withSource) {
            rule.put("source", comparison.variable().source().wireName());
        }
        return rule;
    }

    /** One text among a metric's values makes a column of texts; compared with a number, the metric is one for all others. */
    private static String type(ServerComparison comparison, String columnType) {
        boolean number = comparison.value() instanceof Number || comparison.value() instanceof List;
        return number && comparison.variable().source() == Source.METRICS ? "double" : columnType;
    }

    private static Object wireValue(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Values.DateTimeText datetime) {
            return datetime.text();
        }
        if (value instanceof List<?> bounds) {
            return bounds.stream()
                    .map(bound -> Values.numberText((Number) bound))
                    .toList();
        }
        return value;
    }

    /** That a text is asked of a column of texts; numbers are the client's own to read. */
    static void check(ClientComparison comparison, String type) {
        if (comparison.value() instanceof String && !"string".equals(type) && KNOWN_TYPES.contains(type)) {
            String what = comparison.variable().facet() == null ? "matches(...)" : "ignoreCase()";
            throw wrong(comparison.variable().plain(), type, what + " is for text: compare with == < > instead");
        }
    }

    private static void check(ServerComparison comparison, String type) {
        QueryVariable variable = comparison.variable();
        Operator operator = comparison.operator();
        Object value = comparison.value();
        boolean string = "string".equals(type);
        if (operator.isText() && !string && KNOWN_TYPES.contains(type)) {
            throw wrong(variable, type, operator.text() + "(...) is for text: compare with == < > instead");
        }
        if (operator.isBetween() && (string || "datetime".equals(type))) {
            throw wrong(
                    variable,
                    type,
                    string
                            ? "between(low, high) is for numbers: compare with == or in [...]"
                            : "give between(...) two datetimes, such as datetime(2026, 1, 31)");
        }
        switch (type) {
            case "double", "timenumber" -> {
                if (value instanceof String text) {
                    throw wrong(variable, type, "write a number without quotes, not " + Values.quote(text));
                }
                if (value instanceof Values.DateTimeText) {
                    throw wrong(variable, type, "write a number, not a datetime");
                }
            }
            case "datetime" -> {
                if (value instanceof Number || value instanceof Boolean) {
                    throw wrong(variable, type, "write datetime(2026, 1, 31, 12, 0), in UTC, not " + value);
                }
                if (value instanceof String text && !looksLikeDateTime(text)) {
                    throw wrong(
                            variable,
                            type,
                            "write datetime(2026, 1, 31) or \"2026-01-31 12:00:00\", not " + Values.quote(text));
                }
            }
            case "boolean" -> {
                if (value instanceof String || value instanceof Values.DateTimeText) {
                    throw wrong(variable, type, "write True or False, not " + Values.literal(value));
                }
            }
            case "string" -> {
                if (operator.isOrdering() && value instanceof Number) {
                    throw wrong(
                            variable, type, "write a text in quotes, or use ==, not " + operator.text() + " " + value);
                }
            }
            default -> {}
        }
    }

    private static boolean looksLikeDateTime(String text) {
        return text.matches("\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?\\s*(Z|[+-]\\d{2}:?\\d{2})?)?");
    }

    private static QueryException wrong(QueryVariable variable, String type, String advice) {
        String holds = switch (type) {
            case "double" -> "numbers";
            case "timenumber" -> "seconds";
            case "datetime" -> "datetimes";
            case "boolean" -> "True and False";
            default -> "text";
        };
        return new QueryException(variable + " holds " + holds + ": " + advice);
    }
}
