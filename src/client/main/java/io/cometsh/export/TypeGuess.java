package io.cometsh.export;

import io.cometsh.export.TableColumn.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the type that holds every cell of a column without losing a digit, cell by cell, so that the cells need not be
 * kept. What fits nothing narrower is a text.
 */
public final class TypeGuess {
    private boolean seen;
    private boolean integer = true;
    private boolean number = true;
    private boolean truth = true;
    private boolean moment = true;
    private boolean texts = true;

    /** Adds a cell; null does not change the guess. */
    public void see(Object cell) {
        if (cell == null) {
            return;
        }
        seen = true;
        texts = texts && cell instanceof JoinedTexts;
        truth = truth && cell instanceof Boolean;
        moment = moment && cell instanceof Instant time && time.getNano() % 1_000_000 == 0;
        integer = integer && isInteger(cell);
        number = number && isDouble(cell);
    }

    /** The narrowest type so far; a column without any value is a text. */
    public Type type() {
        if (!seen) {
            return Type.TEXT;
        }
        if (texts) {
            return Type.TEXTS;
        }
        if (truth) {
            return Type.TRUTH;
        }
        if (moment) {
            return Type.MOMENT;
        }
        if (integer) {
            return Type.INTEGER;
        }
        return number ? Type.NUMBER : Type.TEXT;
    }

    /** The columns of a table that is in memory. */
    public static List<TableColumn> columns(Table table) {
        List<TableColumn> columns = new ArrayList<>();
        List<List<Object>> cells = table.cells();
        for (int i = 0; i < table.columns().size(); i++) {
            TypeGuess guess = new TypeGuess();
            for (List<Object> row : cells) {
                guess.see(row.get(i));
            }
            columns.add(new TableColumn(table.columns().get(i), guess.type()));
        }
        return columns;
    }

    private static boolean isInteger(Object cell) {
        if (cell instanceof Long || cell instanceof Integer || cell instanceof Short || cell instanceof Byte) {
            return true;
        }
        if (cell instanceof BigInteger big) {
            return big.bitLength() < Long.SIZE;
        }
        return cell instanceof BigDecimal decimal
                && decimal.scale() <= 0
                && !isNegativeZero(decimal)
                && (long) decimal.precision() - decimal.scale() <= 19
                && decimal.toBigInteger().bitLength() < Long.SIZE;
    }

    /** An integer would lose its sign. */
    private static boolean isNegativeZero(BigDecimal decimal) {
        return decimal.signum() == 0 && 1 / decimal.doubleValue() < 0;
    }

    private static boolean isDouble(Object cell) {
        if (cell instanceof Double || cell instanceof Integer || cell instanceof Short || cell instanceof Byte) {
            return true;
        }
        if (cell instanceof Float single) {
            // Its own digits, 0.1, and not the digits of the double that it widens to.
            return !Float.isFinite(single) || isDouble(new BigDecimal(single.toString()));
        }
        if (cell instanceof NumberText text) {
            return isDouble(text.text());
        }
        return cell instanceof Number && isDouble(new BigDecimal(cell.toString()));
    }

    /** Whether a double represents the same number as these digits; NaN and the infinities are given by their names. */
    public static boolean isDouble(String digits) {
        double nearest = Double.parseDouble(digits);
        return !Double.isFinite(nearest) ? !hasDigit(digits) : isDouble(new BigDecimal(digits));
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private static boolean isDouble(BigDecimal exact) {
        double nearest = exact.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(exact) == 0;
    }
}
