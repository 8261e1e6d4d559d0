package io.cometsh.client.service;

/** The paths below {@code /api/rest/v2/} that the client speaks to. */
public final class Endpoints {
    public static final String ACCOUNT_DETAILS = "account-details";
    public static final String WORKSPACES = "workspaces";
    public static final String PROJECTS = "projects";
    public static final String PROJECT = "project";
    static final String PROJECT_NOTES = "project/notes";
    public static final String COLUMNS = "project/column-names";
    public static final String QUERY = "project/query";
    public static final String SEARCH = "experiments/search";
    public static final String EXPERIMENTS = "experiments";
    public static final String METADATA = "experiment/metadata";
    public static final String PARAMETERS = "experiment/parameters";
    public static final String METRICS_SUMMARY = "experiment/metrics/summary";
    public static final String METRICS_ALL = "experiment/metrics/get-all";
    public static final String METRIC = "experiment/metrics/get-metric";
    public static final String OTHERS = "experiment/log-other";
    public static final String TAGS = "experiment/tags";

    public static final String HTML = "experiment/html";
    public static final String CODE = "experiment/code";
    public static final String OUTPUT = "experiment/output";
    public static final String GRAPH = "experiment/graph";
    public static final String SYSTEM_DETAILS = "experiment/system-details";
    static final String GIT_METADATA = "experiment/git/metadata";
    static final String GIT_PATCH = "experiment/git/patch";
    static final String MODELS = "experiment/model";
    static final String MODEL_ASSETS = "experiment/model/asset/list";
    static final String MODEL_DOWNLOAD = "experiment/model/download";
    static final String LINEAGE = "get/artifacts";
    public static final String ASSETS = "experiment/asset/list";
    public static final String ASSET = "experiment/asset/get-asset";
    static final String ASSET_BY_NAME = "experiment/asset/get-by-name";
    public static final String CHART = "experiments/multi-metric-chart";
    static final String VERSION = "/clientlib/isAlive/ver";

    static final String REGISTRY = "registry-model";
    static final String REGISTRY_COUNT = "registry-model/count";
    static final String REGISTRY_DETAILS = "registry-model/details";
    static final String REGISTRY_COMPACT = "registry-model/compact-details";
    static final String REGISTRY_NOTES = "registry-model/notes";
    static final String REGISTRY_LATEST = "registry-model/latest_version";
    static final String REGISTRY_STATUS_VALUES = "registry-model/allowed_status_values";
    static final String REGISTRY_ITEMS = "registry-model/items";
    static final String REGISTRY_ITEM = "registry-model/item/details";
    static final String REGISTRY_INSTRUCTIONS = "registry-model/item/download-instructions";
    static final String REGISTRY_HISTORY = "registry-model/history/item";

    static final String REGISTRY_DOWNLOAD = "registry-model/item/download";
    static final String ARTIFACTS = "artifacts/get-all";
    static final String ARTIFACT = "artifacts/get";
    static final String ARTIFACT_VERSION = "artifacts/version";
    static final String ARTIFACT_FILES = "artifacts/version/files";

    static final String VIEWS = "views/get-all";
    static final String CHART_TEMPLATES = "views/chart-templates";

    private Endpoints() {}
}
