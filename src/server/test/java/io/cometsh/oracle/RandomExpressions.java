package io.cometsh.oracle;

import io.cometsh.oracle.Expression.And;
import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Not;
import io.cometsh.oracle.Expression.Or;
import io.cometsh.oracle.GeneratedWorld.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Expressions over a world's columns. Operands are mostly values that the world holds: borders are where mistakes live. */
final class RandomExpressions {

    private static final List<Comparison> ANY_TYPE =
            List.of(Comparison.EQUAL, Comparison.NOT_EQUAL, Comparison.IS_NULL, Comparison.IS_NOT_NULL);
    private static final List<Comparison> ORDERED =
            List.of(Comparison.LESS, Comparison.LESS_OR_EQUAL, Comparison.GREATER, Comparison.GREATER_OR_EQUAL);
    private static final List<Comparison> TEXTUAL = List.of(
            Comparison.CONTAINS,
            Comparison.NOT_CONTAINS,
            Comparison.BEGINS_WITH,
            Comparison.NOT_BEGINS_WITH,
            Comparison.ENDS_WITH,
            Comparison.NOT_ENDS_WITH,
            Comparison.IS_EMPTY,
            Comparison.IS_NOT_EMPTY);

    private final Random random;
    private final List<Subject> world;
    private final List<Column> columns = GeneratedWorld.columns();

    RandomExpressions(long seed, List<Subject> world) {
        this.random = new Random(seed);
        this.world = world;
    }

    Expression next(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf();
        }
        return switch (random.nextInt(5)) {
            case 0, 1 -> new And(next(depth - 1), next(depth - 1));
            case 2, 3 -> new Or(next(depth - 1), next(depth - 1));
            default -> new Not(next(depth - 1));
        };
    }

    /** Nothing but ANDs and negated leaves: what the list form of a query can express without an OR. */
    Expression nextConjunction(int rules) {
        Expression expression = maybeNot(leaf());
        for (int i = 1; i < rules; i++) {
            expression = new And(expression, maybeNot(leaf()));
        }
        return expression;
    }

    private Expression maybeNot(Expression expression) {
        return random.nextInt(4) == 0 ? new Not(expression) : expression;
    }

    private Leaf leaf() {
        Column column = pick(columns);
        if (column.source() == Source.TAG) {
            return new Leaf(
                    column.source(),
                    column.name(),
                    "string",
                    pick(List.of(Comparison.EQUAL, Comparison.NOT_EQUAL)),
                    List.of(column.name()));
        }
        List<Comparison> possible = new ArrayList<>(ANY_TYPE);
        switch (column.type()) {
            case "string" -> {
                possible.addAll(TEXTUAL);
                possible.addAll(ORDERED);
            }
            case "double", "timenumber" -> {
                possible.addAll(ORDERED);
                possible.addAll(ORDERED);
                possible.addAll(List.of(Comparison.BETWEEN, Comparison.NOT_BETWEEN));
            }
            case "datetime" -> possible.addAll(ORDERED);
            default -> {}
        }
        Comparison comparison = pick(possible);
        return new Leaf(column.source(), column.name(), column.type(), comparison, operands(column, comparison));
    }

    private List<Object> operands(Column column, Comparison comparison) {
        return switch (comparison) {
            case IS_NULL, IS_NOT_NULL, IS_EMPTY, IS_NOT_EMPTY -> List.of();
            case BETWEEN, NOT_BETWEEN -> {
                Object one = operand(column);
                Object other = operand(column);
                boolean inOrder = ((Number) one).doubleValue() <= ((Number) other).doubleValue();
                // One time in five the bounds are in the wrong order: then nothing is between them.
                yield inOrder ^ random.nextInt(5) == 0 ? List.of(one, other) : List.of(other, one);
            }
            case CONTAINS, NOT_CONTAINS -> List.of(part((String) operand(column)));
            case BEGINS_WITH, NOT_BEGINS_WITH -> List.of(start((String) operand(column)));
            case ENDS_WITH, NOT_ENDS_WITH -> List.of(end((String) operand(column)));
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                // A column of mixed types is asked for its numbers as well as for its texts.
                column.name().equals("batch") && random.nextBoolean()
                        ? List.of(random.nextInt(130))
                        : List.of(operand(column));
            default -> List.of(operand(column));
        };
    }

    /** A value of the column, of the type that the column compares with. */
    private Object operand(Column column) {
        List<Object> held = world.stream()
                .map(subject -> subject.value(column.source(), column.name()))
                .filter(Objects::nonNull)
                .filter(value -> !(value instanceof Double d && !Double.isFinite(d)))
                .filter(value -> !"".equals(value))
                .toList();
        Object value = pick(held);
        return switch (column.type()) {
            case "string" -> String.valueOf(value);
            case "datetime" -> Instant.ofEpochMilli(((Double) value).longValue());
            case "boolean" -> value;
            default ->
                random.nextInt(4) == 0 && Math.abs(number(value)) < 1e6 ? Double.valueOf(number(value) + 0.25) : value;
        };
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private String part(String text) {
        int from = random.nextInt(text.length());
        return text.substring(from, from + 1 + random.nextInt(text.length() - from));
    }

    private String start(String text) {
        return text.substring(0, 1 + random.nextInt(text.length()));
    }

    private String end(String text) {
        return text.substring(random.nextInt(text.length()));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
