package io.cometsh.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The calls that a query's text may make on a variable: a closed list, so that text never reaches other methods. */
enum QueryMethod {
    BETWEEN(2, ".between(0.1, 0.5)", (x, values) -> x.between(values.get(0), values.get(1)), "between"),
    CONTAINS(1, ".contains(\"ada\")", (x, values) -> x.contains(values.get(0)), "contains"),
    STARTSWITH(1, ".startswith(\"ada\")", (x, values) -> x.startswith(values.get(0)), "startswith", "startsWith"),
    ENDSWITH(1, ".endswith(\"ada\")", (x, values) -> x.endswith(values.get(0)), "endswith", "endsWith"),
    MATCHES(1, ".matches(\"ada.*\")", (x, values) -> x.matches(values.get(0)), "matches"),
    IS_NAN(0, ".isNaN()", (x, values) -> x.isNaN(), "isNaN"),
    IS_INFINITE(0, ".isInfinite()", (x, values) -> x.isInfinite(), "isInfinite"),
    MIN(0, ".min < 0.1", (x, values) -> x.getMin(), "min"),
    MAX(0, ".max > 0.9", (x, values) -> x.getMax(), "max"),
    AT_STEP(
            1,
            ".atStep(100) < 0.5",
            (x, values) -> x.atStep(values.get(0) instanceof Number step ? step : null),
            "atStep"),
    IGNORE_CASE(0, ".ignoreCase() == \"adam\"", (x, values) -> x.ignoreCase(), "ignoreCase");

    private final int arguments;
    private final String example;
    private final BiFunction<QueryVariable, List<Object>, Object> call;
    private final List<String> names;

    QueryMethod(int arguments, String example, BiFunction<QueryVariable, List<Object>, Object> call, String... names) {
        this.arguments = arguments;
        this.example = example;
        this.call = call;
        this.names = List.of(names);
    }

    /** A condition, or the variable that is to be compared. */
    Object of(QueryVariable variable, List<Object> values) {
        return call.apply(variable, values);
    }

    int arguments() {
        return arguments;
    }

    /** Whether it is written without parentheses, as a property. */
    boolean isProperty() {
        return this == MIN || this == MAX;
    }

    String example() {
        return example;
    }

    static Optional<QueryMethod> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.names.contains(name))
                .findFirst();
    }

    static Collection<String> names() {
        List<String> names = new ArrayList<>();
        for (QueryMethod method : values()) {
            names.addAll(method.names);
        }
        return names;
    }
}
