package io.cometsh.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The calls that a query's text may make on a variable: a closed list, so that text never reaches other methods. */
enum QueryMethod {
    BETWEEN(2, ".between(0.1, 0.5)", "between") {
        @Override
        QueryExpression of(QueryVariable variable, List<Object> values) {
            return variable.between(values.get(0), values.get(1));
        }
    },
    CONTAINS(1, ".contains(\"ada\")", "contains") {
        @Override
        QueryExpression of(QueryVariable variable, List<Object> values) {
            return variable.contains(values.get(0));
        }
    },
    STARTSWITH(1, ".startswith(\"ada\")", "startswith", "startsWith") {
        @Override
        QueryExpression of(QueryVariable variable, List<Object> values) {
            return variable.startswith(values.get(0));
        }
    },
    ENDSWITH(1, ".endswith(\"ada\")", "endswith", "endsWith") {
        @Override
        QueryExpression of(QueryVariable variable, List<Object> values) {
            return variable.endswith(values.get(0));
        }
    },
    MATCHES(1, ".matches(\"ada.*\")", "matches") {
        @Override
        QueryExpression of(QueryVariable variable, List<Object> values) {
            return variable.matches(values.get(0));
        }
    },
    IS_NAN(0, ".isNaN()", "isNaN") {
        @Override
        QueryExpression of(QueryVariable variable, List<Object> values) {
            return variable.isNaN();
        }
    },
    IS_INFINITE(0, ".isInfinite()", "isInfinite") {
        @Override
        QueryExpression of(QueryVariable variable, List<Object> values) {
            return variable.isInfinite();
        }
    },
    MIN(0, ".min < 0.1", "min") {
        @Override
        QueryVariable of(QueryVariable variable, List<Object> values) {
            return variable.getMin();
        }
    },
    MAX(0, ".max > 0.9", "max") {
        @Override
        QueryVariable of(QueryVariable variable, List<Object> values) {
            return variable.getMax();
        }
    },
    AT_STEP(1, ".atStep(100) < 0.5", "atStep") {
        @Override
        QueryVariable of(QueryVariable variable, List<Object> values) {
            return variable.atStep(values.get(0) instanceof Number step ? step : null);
        }
    },
    IGNORE_CASE(0, ".ignoreCase() == \"adam\"", "ignoreCase") {
        @Override
        QueryVariable of(QueryVariable variable, List<Object> values) {
            return variable.ignoreCase();
        }
    };

    private final int arguments;
    private final String example;
    private final List<String> names;

    QueryMethod(int arguments, String example, String... names) {
        this.arguments = arguments;
        this.example = example;
        this.names = List.of(names);
    }

    /** A condition, or the variable that is to be compared. */
    abstract Object of(QueryVariable variable, List<Object> values);

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
