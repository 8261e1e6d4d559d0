package io.cometsh.completion;

import io.cometsh.query.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a method's parameter takes, derived from the parameter's name: so every method is served and none is listed twice. */
enum NameKind {
    WORKSPACE("workspace", "workspaceName", "targetWorkspace"),
    PROJECT("project", "projectName", "targetProjectName"),
    EXPERIMENT("experiment", "experimentName"),
    EXPERIMENT_KEY("experimentKey", "experimentKeys"),
    EXPERIMENT_PATTERN("pattern"),
    PROJECT_ID("projectId"),
    PATH("path", "place"),
    METRIC("metric", "metrics", "metricName", "metricDict"),
    PARAMETER("parameter", "parameters", "parameterName", "paramDict"),
    OTHER("other", "otherName"),
    TAG("tag", "tags", "tagName"),
    COLUMN("column", "columns", "group"),
    MODEL("modelName", "registryName", "registryModelName"),
    VERSION("version", "versionPrefix"),
    STATUS("status"),
    STAGE("stage", "stages"),
    ARTIFACT("artifactName"),
    ARTIFACT_ID("artifactId"),
    ARTIFACT_TYPE("artifactType"),
    ALIAS("alias", "aliases", "newAliases"),
    LOGGED_MODEL(),
    ASSET_NAME("assetFilename", "assetLogicalPath"),
    ASSET_ID("assetId"),
    ASSET_TYPE("assetType", "ftype"),
    ENDPOINT("endpoints"),
    FILE("filename", "file", "outputPath", "outputFolder", "folder", "directory", "localPathOrData", "output");

    private static final Map<String, NameKind> BY_PARAMETER = byParameter();

    /** Methods whose parameters have ambiguous names. */
    private static final Map<String, NameKind> OF_METHOD = Map.of(
            "logOther key", OTHER,
            "getModelData name", LOGGED_MODEL,
            "downloadModel name", LOGGED_MODEL,
            "getModelAssetList modelName", LOGGED_MODEL,
            "registerModel modelName", LOGGED_MODEL,
            "downloadAsset asset", ASSET_NAME,
            "metrics names", METRIC,
            "metricsByStep names", METRIC,
            "bars value", COLUMN);

    /** Parameters that take one of a few words. */
    private static final Map<String, List<String>> CHOICES = Map.of(
            "direction", List.of("all", "input", "output"),
            "xAxis", List.of("step", "epoch", "duration"),
            "sortBy", List.of("startTime", "endTime"),
            "sortOrder", List.of("asc", "desc"),
            "returnType", List.of("binary", "text", "json"),
            "overwriteStrategy", List.of("FAIL", "PRESERVE", "OVERWRITE"),
            "context", List.of("train", "validate", "test"),
            "state", List.of("running", "finished", "crashed"),
            "plot x", List.of("step", "epoch", "time", "duration"),
            "tab",
                    List.of(
                            "artifacts",
                            "assets",
                            "audio",
                            "charts",
                            "code",
                            "confusion-matrices",
                            "graph",
                            "graphics",
                            "histograms",
                            "html",
                            "images",
                            "installed-packages",
                            "metrics",
                            "notes",
                            "other",
                            "output",
                            "panels",
                            "parameters",
                            "system-metrics",
                            "text"));

    private final List<String> parameters;

    NameKind(String... parameters) {
        this.parameters = List.of(parameters);
    }

    private static Map<String, NameKind> byParameter() {
        Map<String, NameKind> kinds = new LinkedHashMap<>();
        for (NameKind kind : values()) {
            kind.parameters.forEach(parameter -> kinds.put(parameter, kind));
        }
        return Map.copyOf(kinds);
    }

    /** What the parameter of this method takes; null when nothing is known for it. */
    static NameKind ofParameter(String method, String name) {
        NameKind own = OF_METHOD.get(SnakeCase.toCamel(method) + " " + name);
        return own != null ? own : ofParameter(name);
    }

    /** What the parameter takes, whatever the method; null when nothing is known for it. */
    static NameKind ofParameter(String name) {
        return BY_PARAMETER.get(name);
    }

    /** The words that the method's parameter takes; empty when it takes others. */
    static List<String> choices(String method, String parameter) {
        return CHOICES.getOrDefault(method + " " + parameter, CHOICES.getOrDefault(parameter, List.of()));
    }

    /** The source of columns with such names; null for other kinds. */
    Source source() {
        return switch (this) {
            case METRIC -> Source.METRICS;
            case PARAMETER -> Source.PARAMETERS;
            case OTHER -> Source.OTHERS;
            case TAG -> Source.TAGS;
            default -> null;
        };
    }
}
