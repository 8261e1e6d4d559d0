package io.cometsh.completion;

/**
 * Offers names as text between the quotes that are open. The closing quote belongs to the candidate unless it follows
 * already, so a single match ends the literal and the common beginning of several does not.
 */
final class LiteralWriter {
    private final Suggestions suggestions;
    private final String quote;
    private final boolean closed;

    LiteralWriter(Suggestions suggestions, String quote, boolean closed) {
        this.suggestions = suggestions;
        this.quote = quote;
        this.closed = closed;
    }

    /** A name that fills the literal. */
    void whole(String name, String group, String description) {
        String end = closed ? "" : Literals.closing(quote);
        if (!suggestions.isCut()) {
            suggestions.add(Literals.escaped(name, quote) + end, name, group, description);
        }
    }

    /** A name after which the literal goes on. */
    void part(String name, String group, String description) {
        suggestions.add(Literals.escaped(name, quote), name, group, description);
    }
}
