package io.cometsh.completion;

import io.cometsh.query.Source;
import java.util.Map;

/** What a method's parameter takes, told by the parameter's name: so every method is served and none is listed twice. */
enum NameKind {
    WORKSPACE,
    PROJECT,
    EXPERIMENT,
    EXPERIMENT_KEY,
    PATH,
    METRIC,
    PARAMETER,
    OTHER,
    TAG;

    private static final Map<String, NameKind> BY_PARAMETER = Map.ofEntries(
            Map.entry("workspace", WORKSPACE),
            Map.entry("workspaceName", WORKSPACE),
            Map.entry("targetWorkspace", WORKSPACE),
            Map.entry("project", PROJECT),
            Map.entry("projectName", PROJECT),
            Map.entry("targetProjectName", PROJECT),
            Map.entry("experiment", EXPERIMENT),
            Map.entry("experimentName", EXPERIMENT),
            Map.entry("experimentKey", EXPERIMENT_KEY),
            Map.entry("experimentKeys", EXPERIMENT_KEY),
            Map.entry("path", PATH),
            Map.entry("metric", METRIC),
            Map.entry("metrics", METRIC),
            Map.entry("metricName", METRIC),
            Map.entry("parameter", PARAMETER),
            Map.entry("parameters", PARAMETER),
            Map.entry("parameterName", PARAMETER),
            Map.entry("other", OTHER),
            Map.entry("otherName", OTHER),
            Map.entry("tag", TAG),
            Map.entry("tags", TAG),
            Map.entry("tagName", TAG));

    /** What the parameter takes; null when nothing is known for it. */
    static NameKind ofParameter(String name) {
        return BY_PARAMETER.get(name);
    }

    /** The kind of column, for those that are one; else null. */
    Source source() {
        return switch (this) {
            case METRIC -> Source.METRICS;
            case PARAMETER -> Source.PARAMETERS;
            case OTHER -> Source.OTHERS;
            case TAG -> Source.TAGS;
            case WORKSPACE, PROJECT, EXPERIMENT, EXPERIMENT_KEY, PATH -> null;
        };
    }
}
