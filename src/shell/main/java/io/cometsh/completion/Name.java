package io.cometsh.completion;

/** A name as TAB offers it, with a few words about it, or null. */
public record Name(String name, String description) {
    public static Name of(String name) {
        return new Name(name, null);
    }
}
