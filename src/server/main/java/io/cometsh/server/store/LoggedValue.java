package io.cometsh.server.store;

/**
 * A value at a moment: one side (current, least, greatest) of what is kept per name.
 *
 * @param text the value; null when it was logged without one
 * @param timestamp epoch milliseconds
 */
public record LoggedValue(String text, long timestamp, Long step, String context) {
    double number() {
        return text == null ? Double.NaN : Numbers.parse(text);
    }
}
