package io.cometsh.client.service;

/** The paths below {@code /api/rest/v2/} that the client speaks to. */
public final class Endpoints {
    static final String ACCOUNT_DETAILS = "account-details";
    static final String WORKSPACES = "workspaces";
    static final String PROJECTS = "projects";
    static final String PROJECT = "project";
    static final String PROJECT_NOTES = "project/notes";
    static final String COLUMNS = "project/column-names";
    static final String QUERY = "project/query";
    static final String SEARCH = "experiments/search";
    static final String EXPERIMENTS = "experiments";
    static final String METADATA = "experiment/metadata";
    static final String PARAMETERS = "experiment/parameters";
    static final String METRICS_SUMMARY = "experiment/metrics/summary";
    static final String METRICS_ALL = "experiment/metrics/get-all";
    static final String METRIC = "experiment/metrics/get-metric";
    static final String OTHERS = "experiment/log-other";
    static final String TAGS = "experiment/tags";

    public static final String HTML = "experiment/html";
    public static final String CODE = "experiment/code";
    public static final String OUTPUT = "experiment/output";
    public static final String GRAPH = "experiment/graph";
    static final String SYSTEM_DETAILS = "experiment/system-details";
    static final String GIT_METADATA = "experiment/git/metadata";
    static final String GIT_PATCH = "experiment/git/patch";
    static final String MODELS = "experiment/model";
    static final String MODEL_ASSETS = "experiment/model/asset/list";
    static final String MODEL_DOWNLOAD = "experiment/model/download";
    static final String LINEAGE = "get/artifacts";
    static final String ASSETS = "experiment/asset/list";
    static final String ASSET = "experiment/asset/get-asset";
    static final String ASSET_BY_NAME = "experiment/asset/get-by-name";
    static final String CHART = "experiments/multi-metric-chart";
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
