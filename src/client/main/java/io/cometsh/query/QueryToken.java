package io.cometsh.query;

/**
 * A piece of a query's text, from {@code start} up to {@code end}.
 *
 * @param text as it is written
 * @param value the number or the text that it means; null for words and signs
 */
record QueryToken(Kind kind, String text, Object value, int start, int end) {

    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }
}
