package io.cometsh.server.store;

import com.fasterxml.jackson.core.io.NumberInput;

/** Numbers as values contain them: JSON's form, and the three words that JSON does not have. */
public final class Numbers {
    private static final int LONGEST = 400;

    private Numbers() {}

    /**
     * True for {@code -1}, {@code 0.5}, {@code 1e-05}, {@code 8.6E-4}, {@code NaN}, {@code Infinity}, {@code -Infinity}. False for what Java alone takes for a number ({@code 1f},
     * {@code 0x1p3}, blanks around it): a run's name {@code 1d} is a text.
     */
    public static boolean isNumber(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST) {
            return false;
        }
        int at = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        if (at == length) {
            return false;
        }
        char first = text.charAt(at);
        if (first == 'N' || first == 'I') {
            return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
        }
        int digits = 0;
        while (at < length && isDigit(text.charAt(at))) {
            at++;
            digits++;
        }
        if (at < length && text.charAt(at) == '.') {
            at++;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
                digits++;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (at < length && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < length && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            int exponent = at;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == exponent) {
                return false;
            }
        }
        return at == length;
    }

    /** The value of a text that {@link #isNumber}; NaN for any other text. */
    public static double parse(String text) {
        return isNumber(text) ? NumberInput.parseDouble(text, true) : Double.NaN;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
