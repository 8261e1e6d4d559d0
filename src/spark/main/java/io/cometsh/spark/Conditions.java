package io.cometsh.spark;

import io.cometsh.spark.Condition.ColumnTest;
import io.cometsh.spark.Condition.TestKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampType;

/** Spark's predicates as {@link Condition}s. */
final class Conditions {
    private static final Condition OTHER = new Condition.Other();
    private static final Map<String, TestKind> OPERATORS = Map.ofEntries(
            Map.entry("=", TestKind.EQUAL),
            Map.entry("<=>", TestKind.EQUAL_OR_BOTH_NULL),
            Map.entry("<>", TestKind.NOT_EQUAL),
            Map.entry("<", TestKind.LESS),
            Map.entry("<=", TestKind.LESS_OR_EQUAL),
            Map.entry(">", TestKind.GREATER),
            Map.entry(">=", TestKind.GREATER_OR_EQUAL),
            Map.entry("IN", TestKind.IN),
            Map.entry("STARTS_WITH", TestKind.STARTS_WITH),
            Map.entry("ENDS_WITH", TestKind.ENDS_WITH),
            Map.entry("CONTAINS", TestKind.CONTAINS),
            Map.entry("IS_NULL", TestKind.IS_NULL),
            Map.entry("IS_NOT_NULL", TestKind.IS_NOT_NULL));

    private Conditions() {}

    static Condition of(Predicate predicate) {
        Expression[] children = predicate.children();
        return switch (predicate.name()) {
            case "AND" -> new Condition.AllOf(inner(children[0]), inner(children[1]));
            case "OR" -> new Condition.AnyOf(inner(children[0]), inner(children[1]));
            case "NOT" -> new Condition.Not(inner(children[0]));
            default -> comparison(predicate.name(), children);
        };
    }

    private static Condition inner(Expression expression) {
        return expression instanceof Predicate predicate ? of(predicate) : OTHER;
    }

    private static Condition comparison(String name, Expression[] children) {
        TestKind operator = OPERATORS.get(name);
        if (operator == null || children.length == 0) {
            return OTHER;
        }
        boolean flipped = children.length == 2
                && children[0] instanceof Literal
                && children[1] instanceof NamedReference
                && !name.contains("_");
        Expression column = flipped ? children[1] : children[0];
        if (!(column instanceof NamedReference reference)) {
            return OTHER;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 1; i < children.length; i++) {
            Expression operand = flipped ? children[0] : children[i];
            if (!(operand instanceof Literal<?> literal) || !isKnown(literal)) {
                return OTHER;
            }
            values.add(value(literal));
        }
        return new ColumnTest(Arrays.asList(reference.fieldNames()), flipped ? operator.flipped() : operator, values);
    }

    private static boolean isKnown(Literal<?> literal) {
        return literal.value() == null || value(literal) != null;
    }

    /** Null when it is null, or of a type whose order and equality are not surely the same here. */
    private static Object value(Literal<?> literal) {
        Object value = literal.value();
        DataType type = literal.dataType();
        if (value == null) {
            return null;
        }
        // A text with a collation has another type.
        if (type.equals(DataTypes.StringType)) {
            return value.toString();
        }
        if (type instanceof BooleanType) {
            return value;
        }
        if (type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType) {
            return ((Number) value).longValue();
        }
        if (type instanceof DoubleType || type instanceof FloatType) {
            return ((Number) value).doubleValue();
        }
        return type instanceof TimestampType ? Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS) : null;
    }
}
