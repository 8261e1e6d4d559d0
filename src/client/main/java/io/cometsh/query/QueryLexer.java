package io.cometsh.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a query's text into words, numbers, texts and signs, as Groovy would, with Python's spellings where they differ. */
final class QueryLexer {
    /** Longer ones first. Signs that a query cannot contain are here so that an error shows them completely. */
    private static final List<String> SIGNS = List.of(
            "<..<", "===", "!==", "==~", "<=>", "..<", "<..", "..", "==", "!=", "<=", ">=", "<>", "=~", "&&", "||",
            "**", "<<", ">>", "?:", "<", ">", "&", "|", "^", "~", "!", "(", ")", "[", "]", "{", "}", ",", ".", "=", "+",
            "-", "*", "/", "%", "?", ":", ";", "@", "#");

    private final String text;
    private final List<QueryToken> tokens = new ArrayList<>();
    private int position;

    QueryLexer(String text) {
        this.text = text;
    }

    List<QueryToken> tokens() {
        for (skipBlanks(); position < text.length(); skipBlanks()) {
            tokens.add(next());
        }
        tokens.add(new QueryToken(QueryToken.Kind.END, "", null, position, position));
        return tokens;
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private QueryToken next() {
        int start = position;
        char c = text.charAt(start);
        boolean raw = (c == 'r' || c == 'R') && start + 1 < text.length() && isQuote(text.charAt(start + 1));
        if (raw || isQuote(c)) {
            position = raw ? start + 1 : start;
            return token(QueryToken.Kind.TEXT, quoted(start, raw), start);
        }
        if (c == '/' && !afterOperand()) {
            return token(QueryToken.Kind.TEXT, slashed(start), start);
        }
        if (isDigit(c) || c == '.' && start + 1 < text.length() && isDigit(text.charAt(start + 1)) && !afterOperand()) {
            return token(QueryToken.Kind.NUMBER, number(start), start);
        }
        if (endOfWord(start) > start) {
            position = endOfWord(start);
            return token(QueryToken.Kind.WORD, null, start);
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, start)) {
                position = start + sign.length();
                return token(QueryToken.Kind.SIGN, null, start);
            }
        }
        throw error("no query has the character " + Character.toString(text.codePointAt(start)), start);
    }

    private QueryToken token(QueryToken.Kind kind, Object value, int start) {
        return new QueryToken(kind, text.substring(start, position), value, start, position);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a value has just ended, so that what follows joins it to something. */
    private boolean afterOperand() {
        if (tokens.isEmpty()) {
            return false;
        }
        QueryToken last = tokens.get(tokens.size() - 1);
        return last.kind() != QueryToken.Kind.SIGN && !last.isWord("in") || last.is(")") || last.is("]");
    }

    /** Where the word that begins here ends; here when none does. */
    private int endOfWord(int start) {
        int end = start;
        while (end < text.length() && isOfWord(text.codePointAt(end), end > start)) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isOfWord(int c, boolean inside) {
        return c == '_' || c == '$' || Character.isLetter(c) || inside && isNumeral(c);
    }

    /** Digits of all scripts, and letters and other characters that are numbers. */
    private static boolean isNumeral(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private boolean isDigitAt(int at) {
        return at < text.length() && isDigit(text.charAt(at));
    }

    private boolean isOneOfAt(String characters, int at) {
        return at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
    }

    /** Where a digit and the digits and {@code _} after it end; here when there is no digit. */
    private int endOfDigits(int start) {
        int end = start;
        while (isDigitAt(end) || end > start && isOneOfAt("_", end)) {
            end++;
        }
        return end;
    }

    private Number number(int start) {
        int end = endOfDigits(start);
        boolean whole = true;
        // A point belongs to a number only before a digit: 1..5 is a range.
        if (isOneOfAt(".", end) && isDigitAt(end + 1)) {
            end = endOfDigits(end + 1);
            whole = false;
        }
        if (isOneOfAt("eE", end)) {
            int power = isOneOfAt("+-", end + 1) ? end + 2 : end + 1;
            whole &= !isDigitAt(power);
            end = isDigitAt(power) ? endOfDigits(power) : end;
        }
        String digits = text.substring(start, end).replace("_", "");
        boolean hasSuffix = isOneOfAt("dDfFgGlLiI", end)
                && (end + 1 == text.length() || !isOfWord(text.codePointAt(end + 1), true));
        String suffix = hasSuffix ? text.substring(end, end + 1) : null;
        position = hasSuffix ? end + 1 : end;
        if (endOfWord(position) > position) {
            throw error("expected a number such as 5, 0.2 or 1e-4", start);
        }
        if (whole && digits.length() > 1 && digits.startsWith("0")) {
            throw error("expected a number without a 0 in front", start);
        }
        return number(digits, suffix, whole, start);
    }

    /** The type that Groovy gives to the same literal, so that the same text makes the same query. */
    private Number number(String digits, String suffix, boolean whole, int start) {
        try {
            return switch (suffix == null ? "" : suffix.toLowerCase(Locale.ROOT)) {
                case "d" -> (Number) Double.valueOf(digits);
                case "f" -> (Number) Float.valueOf(digits);
                case "l" -> (Number) Long.valueOf(digits);
                case "i" -> (Number) Integer.valueOf(digits);
                case "g" -> whole ? new BigInteger(digits) : new BigDecimal(digits);
                default -> whole ? whole(new BigInteger(digits)) : new BigDecimal(digits);
            };
        } catch (NumberFormatException e) {
            throw error("expected a number that fits its suffix " + suffix, start);
        }
    }

    static Number whole(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return value.intValueExact();
        }
        return value.bitLength() < Long.SIZE ? (Number) value.longValueExact() : value;
    }

    private String quoted(int start, boolean raw) {
        char quote = text.charAt(position);
        String triple = String.valueOf(quote).repeat(3);
        String close = text.startsWith(triple, position) ? triple : String.valueOf(quote);
        position += close.length();
        StringBuilder value = new StringBuilder();
        while (!text.startsWith(close, position)) {
            if (position >= text.length() || close.length() == 1 && text.charAt(position) == '\n') {
                throw error("the text that begins here has no end: expected " + close + " after it", start);
            }
            char c = text.charAt(position);
            if (c == '\\' && !raw) {
                escape(value);
            } else {
                if (quote == '"' && !raw) {
                    refuseInterpolation("\\$, or single quotes");
                }
                value.append(c);
                position++;
            }
        }
        position += close.length();
        return value.toString();
    }

    /** {@code /a\/b/}: everything stands for itself but the slash. */
    private String slashed(int start) {
        position++;
        StringBuilder value = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '/') {
            refuseInterpolation("[$]");
            if (text.startsWith("\\/", position)) {
                position++;
            }
            value.append(text.charAt(position++));
        }
        if (position >= text.length()) {
            throw error("the pattern that begins here has no end: expected / after it", start);
        }
        position++;
        return value.toString();
    }

    /** In a script it would insert a value, and the same text must not mean two things. */
    private void refuseInterpolation(String instead) {
        if (text.charAt(position) == '$' && position + 1 < text.length()) {
            char next = text.charAt(position + 1);
            if (next == '{' || next == '_' || Character.isLetter(next)) {
                throw error(
                        "there are no variables here to insert: write " + instead + " for the sign itself", position);
            }
        }
    }

    private void escape(StringBuilder value) {
        int start = position;
        char c = start + 1 < text.length() ? text.charAt(start + 1) : ' ';
        position += 2;
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case '\\', '\'', '"', '$' -> value.append(c);
            case 'u' -> value.append(character(start, 4));
            case 'x' -> value.append(character(start, 2));
            default -> throw error("expected one of \\n \\t \\r \\\\ \\' \\\" \\$ \\uXXXX after the backslash", start);
        }
    }

    private char character(int start, int digits) {
        int end = position + digits;
        if (end > text.length() || !text.substring(position, end).matches("[0-9a-fA-F]+")) {
            throw error("expected " + digits + " hexadecimal digits after " + text.substring(start, position), start);
        }
        char c = (char) Integer.parseInt(text.substring(position, end), 16);
        position = end;
        return c;
    }

    private QueryTextException error(String message, int at) {
        return new QueryTextException(message, text, at);
    }
}
