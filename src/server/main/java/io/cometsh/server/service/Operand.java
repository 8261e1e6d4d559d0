package io.cometsh.server.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.store.Numbers;
import io.cometsh.server.store.ValueKind;

/**
 * The value of a rule.
 *
 * @param isNumber it came as a JSON number or boolean ({@code true} is 1), not as text
 * @param text null when the rule has no value
 */
record Operand(boolean isNumber, double number, String text) {
    static final Operand NONE = new Operand(false, Double.NaN, null);

    static Operand of(JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return NONE;
        }
        if (node.isNumber()) {
            return new Operand(true, node.doubleValue(), node.asText());
        }
        if (node.isBoolean()) {
            return new Operand(true, node.booleanValue() ? 1 : 0, node.asText());
        }
        String text = node.isTextual() ? node.textValue() : node.toString();
        return new Operand(false, Numbers.parse(text), text);
    }

    boolean isNone() {
        return text == null;
    }

    /** The text reads as a number, or it is one of the two words that stand for 1 and 0. */
    boolean readsAsNumber() {
        return isNumber
                || (text != null
                        && (ValueKind.of(text) == ValueKind.NUMBER || ValueKind.of(text) == ValueKind.BOOLEAN));
    }

    double asNumber() {
        return isNumber || ValueKind.of(text) != ValueKind.BOOLEAN ? number : text.equalsIgnoreCase("true") ? 1 : 0;
    }
}
