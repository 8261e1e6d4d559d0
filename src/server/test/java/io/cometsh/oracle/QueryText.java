package io.cometsh.oracle;

import io.cometsh.oracle.Expression.And;
import io.cometsh.oracle.Expression.Client;
import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Not;
import io.cometsh.oracle.Expression.Or;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** An expression as a user types it; with Python's parentheses, so the text means the same in Python and in a cometsh script. */
final class QueryText {

    private QueryText() {}

    static String of(Expression expression) {
        if (expression instanceof And and) {
            return "(" + of(and.left()) + " & " + of(and.right()) + ")";
        }
        if (expression instanceof Or or) {
            return "(" + of(or.left()) + " | " + of(or.right()) + ")";
        }
        if (expression instanceof Not not) {
            return "~" + of(not.operand());
        }
        if (expression instanceof Client client) {
            return client.text();
        }
        return leaf((Leaf) expression);
    }

    private static String leaf(Leaf leaf) {
        String variable = leaf.source().word + "(" + quote(leaf.name()) + ")";
        if (leaf.source() == Source.TAG) {
            return (leaf.comparison() == Comparison.EQUAL ? "" : "~") + variable;
        }
        List<Object> operands = leaf.operands();
        return switch (leaf.comparison()) {
            case EQUAL -> comparison(variable, "==", literal(operands.get(0)));
            case NOT_EQUAL -> comparison(variable, "!=", literal(operands.get(0)));
            case LESS -> comparison(variable, "<", literal(operands.get(0)));
            case LESS_OR_EQUAL -> comparison(variable, "<=", literal(operands.get(0)));
            case GREATER -> comparison(variable, ">", literal(operands.get(0)));
            case GREATER_OR_EQUAL -> comparison(variable, ">=", literal(operands.get(0)));
            case IS_NULL -> comparison(variable, "==", "None");
            case IS_NOT_NULL -> comparison(variable, "!=", "None");
            case IS_EMPTY -> comparison(variable, "==", "\"\"");
            case IS_NOT_EMPTY -> comparison(variable, "!=", "\"\"");
            case BETWEEN -> variable + ".between(" + literal(operands.get(0)) + ", " + literal(operands.get(1)) + ")";
            case CONTAINS -> variable + ".contains(" + literal(operands.get(0)) + ")";
            case BEGINS_WITH -> variable + ".startswith(" + literal(operands.get(0)) + ")";
            case ENDS_WITH -> variable + ".endswith(" + literal(operands.get(0)) + ")";
            case NOT_BETWEEN, NOT_CONTAINS, NOT_BEGINS_WITH, NOT_ENDS_WITH -> "~" + leaf(leaf.inverted());
        };
    }

    private static String comparison(String left, String operator, String right) {
        return "(" + left + " " + operator + " " + right + ")";
    }

    private static String literal(Object operand) {
        if (operand instanceof String text) {
            return quote(text);
        }
        if (operand instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (operand instanceof Instant instant) {
            OffsetDateTime t = instant.atOffset(ZoneOffset.UTC);
            String micros = t.getNano() == 0 ? "" : ", " + t.getNano() / 1000;
            return "datetime(%d, %d, %d, %d, %d, %d%s)"
                    .formatted(
                            t.getYear(),
                            t.getMonthValue(),
                            t.getDayOfMonth(),
                            t.getHour(),
                            t.getMinute(),
                            t.getSecond(),
                            micros);
        }
        return String.valueOf(operand);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
