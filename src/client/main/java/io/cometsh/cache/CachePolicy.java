package io.cometsh.cache;

import io.cometsh.transport.ApiRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which reads there are, and which of them are not cached by default. Comet's own lists. */
public final class CachePolicy {
    /** Reads whose answers change often, or are large files: not cached at the start. */
    private static final Set<String> NOT_AT_START = Set.of(
            "projects",
            "project/column-names",
            "project/get-project-share-links",
            "experiments",
            "experiment/metadata",
            "experiment/asset/list",
            "experiment/asset/get-asset",
            "experiment/model",
            "experiment/model/asset/list",
            "experiment/model/download",
            "registry-model",
            "registry-model/count",
            "registry-model/details",
            "registry-model/notes");

    private static final Set<String> AT_START = Set.of(
            "account-details",
            "workspaces",
            "project",
            "project/notes",
            "experiment/asset/get-by-name",
            "experiment/code",
            "experiment/git/metadata",
            "experiment/git/patch",
            "experiment/graph",
            "experiment/html",
            "experiment/log-other",
            "experiment/metrics/get-all",
            "experiment/metrics/get-metric",
            "experiment/metrics/summary",
            "experiment/output",
            "experiment/parameters",
            "experiment/system-details",
            "experiment/tags",
            "get/artifacts",
            "artifacts/get",
            "artifacts/get-all",
            "artifacts/version",
            "artifacts/version/files",
            "code-panel/get-all",
            "registry-model/allowed_status_values",
            "registry-model/compact-details",
            "registry-model/item/*/metadata",
            "registry-model/item/*/status-configuration",
            "registry-model/item/details",
            "registry-model/item/download",
            "registry-model/item/download-instructions",
            "registry-model/items",
            "registry-model/latest_version",
            "views/chart-templates",
            "views/get-all");

    private CachePolicy() {}

    /** The reads that are not cached unless {@code doCache} names them, sorted. */
    public static List<String> notCachedAtStart() {
        return List.copyOf(new TreeSet<>(NOT_AT_START));
    }

    /** Every read that may be named, sorted; for completion after {@code :cache do}. */
    public static List<String> endpoints() {
        Set<String> all = new TreeSet<>(NOT_AT_START);
        all.addAll(AT_START);
        return List.copyOf(all);
    }

    /** The name of an endpoint as these tables have it: an id inside the path becomes {@code *}. */
    public static String nameOf(String endpoint) {
        String path = endpoint.startsWith("/clientlib/rest/v2/")
                ? endpoint.substring("/clientlib/rest/v2/".length())
                : endpoint;
        if (!path.startsWith("registry-model/item/") && !path.startsWith("write/experiment/")) {
            return path;
        }
        return path.replaceFirst("(registry-model/item)/[^/]+/(metadata|status-configuration)$", "$1/*/$2")
                .replaceFirst("^(write/experiment)/[^/]+/(mark-not-throttled)$", "$1/*/$2");
    }

    /**
     * Whether the answer to a request may be kept at all: reads by GET below the REST root. The server's version is
     * remembered by the caller, and asking for an artifact on behalf of an experiment leaves a trace there.
     */
    static boolean mayBeKept(ApiRequest request) {
        return "GET".equals(request.method()) && !request.endpoint().startsWith("/") && !request.leavesATrace();
    }
}
