package io.cometsh.query;

/**
 * The query language as nothing but text, for a command line: no code runs, whatever the text holds.
 *
 * <pre>{@code
 * QueryText.parse("Metric(\"loss\") < 0.2 & ~Tag(\"bad\")")
 * }</pre>
 *
 * <p>A text that is a query in a script is the same query here: the words, the operators and their precedence are
 * Groovy's, and Python's parenthesised form means the same in all three. What a script computes (arithmetic, variables,
 * {@code ${...}} inside texts) is refused with a sentence and a mark under its place.
 */
public final class QueryText {
    private QueryText() {}

    /**
     * The expression that a text describes.
     *
     * @throws QueryTextException when it is none; the message names what was expected and marks the position with
     * {@code ^}
     */
    public static QueryExpression parse(String text) {
        return new QueryParser(text).parse();
    }
}
