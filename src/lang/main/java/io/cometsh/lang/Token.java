package io.cometsh.lang;

/**
 * A piece of Groovy text.
 *
 * @param kind what it is
 * @param text the text; of a complete string literal its value, or null when parts are computed
 * @param start where it begins in the source; for an open literal the index after its quote
 * @param end the index after it
 * @param quote what opened the literal, else empty
 */
public record Token(TokenKind kind, String text, int start, int end, String quote) {
    public enum TokenKind {
        NAME,
        NUMBER,
        /** A string literal with both quotes. */
        TEXT,
        /** A string literal that the source ends in; always the last token. */
        OPEN_TEXT,
        OPEN,
        CLOSE,
        DOT,
        COMMA,
        COLON,
        OPERATOR,
        LINE_END
    }

    Token(TokenKind kind, String text, int start, int end) {
        this(kind, text, start, end, "");
    }

    public boolean is(TokenKind wanted) {
        return kind == wanted;
    }

    public boolean is(TokenKind wanted, String words) {
        return kind == wanted && words.equals(text);
    }
}
