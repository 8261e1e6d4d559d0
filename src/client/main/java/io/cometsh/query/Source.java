package io.cometsh.query;

import java.util.Optional;

/** What a query variable names: the six kinds of column a project has, with Comet's word for each. */
public enum Source {
    METRICS("metrics", "Metric"),
    PARAMETERS("params", "Parameter"),
    OTHERS("log_other", "Other"),
    METADATA("metadata", "Metadata"),
    ENVIRONMENT("env_details", "Environment"),
    TAGS("tag", "Tag");

    private final String wireName;
    private final String variableName;

    Source(String wireName, String variableName) {
        this.wireName = wireName;
        this.variableName = variableName;
    }

    /** The word on the wire, e.g. {@code params}. */
    public String wireName() {
        return wireName;
    }

    /** The word in a script, e.g. {@code Parameter}. */
    public String variableName() {
        return variableName;
    }

    /** The source of a word of the wire; empty for one that this version does not know. */
    public static Optional<Source> ofWireName(String wireName) {
        for (Source source : values()) {
            if (source.wireName.equals(wireName)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }

    /** The source of a script's word, such as {@code Metric}; empty for any other word. */
    static Optional<Source> ofVariableName(String word) {
        for (Source source : values()) {
            if (source.variableName.equals(word)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
