package io.cometsh.client;

import io.cometsh.transport.CometException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expression that an experiment's key or name must begin with; null where any will do. */
record NamePattern(Pattern pattern) {

    static NamePattern of(String expression) {
        try {
            return new NamePattern(expression == null ? null : Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new CometException("\"" + expression + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    List<ExperimentMetadata> among(List<ExperimentMetadata> rows) {
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
