package io.cometsh.lang;

import java.util.List;

/** The names that every script has without an import. */
final class QueryWords {
    static final List<String> ALL = List.of(
            "Metric",
            "Parameter",
            "Other",
            "Metadata",
            "Environment",
            "Tag",
            "None",
            "True",
            "False",
            "NaN",
            "Infinity",
            "datetime",
            "days",
            "hours",
            "minutes",
            "seconds",
            "weeks");

    private QueryWords() {}
}
