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

    /** The text typed so far, without escapes. */
    String typed() {
        return suggestions.typed();
    }

    /** A name that fills the literal. */
    void whole(String name, String group, String description) {
        whole(name, name, group, description);
    }

    /** A name that fills the literal and is found by another text, such as the key of what has this name. */
    void whole(String found, String name, String group, String description) {
        add(found, name, closed ? "" : Literals.closing(quote), group, description);
    }

    /** An id, which is found by its description: the name that a person knows. */
    void identified(Name id, String group) {
        whole(id.name(), group, id.description());
        whole(id.description(), id.name(), group, id.description());
    }

    /** A name after which the literal continues. */
    void part(String name, String group, String description) {
        add(name, name, "", group, description);
    }

    /** Something to read where there is nothing to write. */
    void hint(String text, String group) {
        suggestions.hint(text, group, null);
    }

    private void add(String found, String name, String end, String group, String description) {
        if (Literals.canHold(name, quote)) {
            int score = suggestions.wanted(found);
            if (score != Match.NONE) {
                String written = Literals.escaped(name, quote) + end;
                suggestions.add(score, written, Literals.shown(name), group, description);
            }
        }
    }
}
