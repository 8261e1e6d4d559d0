package io.cometsh.client.service;

import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.transport.CometException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expression that an experiment's key or name must begin with; null where any will do. */
public record NamePattern(Pattern pattern) {

    public static NamePattern of(String expression) {
        try {
            return new NamePattern(expression == null ? null : Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new CometException("\"" + expression + "\" is not a regular expression: " + e.getDescription(), e);
        }
    }

    public List<ExperimentMetadata> among(List<ExperimentMetadata> rows) {
        return pattern == null
                ? rows
                : rows.stream()
                        .filter(row -> isMeant(row.experimentKey()) || isMeant(row.experimentName()))
                        .toList();
    }

    private boolean isMeant(String text) {
        return text != null && pattern.matcher(text).lookingAt();
    }
}
