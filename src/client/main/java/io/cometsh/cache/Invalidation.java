package io.cometsh.cache;

import io.cometsh.cache.RequestSubject.SubjectKind;
import io.cometsh.transport.ApiRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The table of what a write makes untrue: every write that Comet has, and the reads to forget after it.
 *
 * <p>A stored answer is kept only if it is certainly about something else: both sides name an experiment and the names
 * differ. A project known by its id on one side and by its name on the other may be the same one, so it is forgotten.
 */
final class Invalidation {
    private static final Set<SubjectKind> BY_EXPERIMENT = Set.of(SubjectKind.EXPERIMENT);
    private static final Set<SubjectKind> BY_PROJECT =
            Set.of(SubjectKind.PROJECT_ID, SubjectKind.WORKSPACE, SubjectKind.PROJECT);
    private static final Set<SubjectKind> BY_WORKSPACE = Set.of(SubjectKind.WORKSPACE);
    private static final Set<SubjectKind> ALL = Set.of();

    /** Reads of which a stored answer is forgotten when it may be about the same things. */
    private record Forget(Predicate<String> reads, Set<SubjectKind> sameBy) {}

    private static final List<Forget> EVERYTHING = List.of(new Forget(read -> true, ALL));
    private static final Map<String, List<Forget>> TABLE = table();

    private Invalidation() {}

    private static Map<String, List<Forget>> table() {
        Map<String, List<Forget>> table = new HashMap<>();
        // The project's columns and the rows of its listing follow what is logged; both are cached only when asked for.
        Forget columns = reads(BY_PROJECT, "project/column-names");
        Forget rows = reads(BY_PROJECT, "experiments");
        Forget metadata = reads(BY_EXPERIMENT, "experiment/metadata");

        // Values of one experiment
        put(
                table,
                List.of(reads(BY_EXPERIMENT, "experiment/tags"), columns),
                "write/experiment/tags",
                "write/experiment/tags/delete");
        put(
                table,
                List.of(reads(BY_EXPERIMENT, "experiment/parameters"), columns),
                "write/experiment/parameter",
                "write/experiment/parameter/delete",
                "write/experiments/parameters/delete");
        // The name of an experiment is one of its others.
        put(
                table,
                List.of(reads(BY_EXPERIMENT, "experiment/log-other"), metadata, rows, columns),
                "write/experiment/log-other");
        Forget points = reads(
                BY_EXPERIMENT,
                "experiment/metrics/summary",
                "experiment/metrics/get-metric",
                "experiment/metrics/get-all",
                // A long curve is also kept as assets.
                "experiment/asset/list",
                "experiment/asset/get-by-name");
        put(table, List.of(points, columns), "write/experiment/metric");
        put(
                table,
                List.of(points, reads(BY_EXPERIMENT, "experiment/system-details"), columns),
                "write/experiment/cpu-metrics",
                "write/experiment/gpu-metrics",
                "write/experiment/load-metrics",
                "write/experiment/ram-metrics");
        put(
                table,
                List.of(reads(BY_EXPERIMENT, "experiment/system-details"), columns),
                "write/experiment/system-details",
                "write/experiment/cloud-details",
                "write/experiment/dependencies");
        for (String same : List.of("code", "graph", "html", "output", "git/metadata", "git/patch")) {
            put(table, List.of(reads(BY_EXPERIMENT, "experiment/" + same)), "write/experiment/" + same);
        }

        // Its life
        put(
                table,
                List.of(metadata, rows, columns),
                "write/experiment/file-path",
                "write/experiment/set-start-end-time",
                "write/experiment/set-status",
                "write/experiment/update-status",
                "write/experiment/*/mark-not-throttled");
        // A stopped run notes by whom.
        put(
                table,
                List.of(metadata, rows, columns, reads(BY_EXPERIMENT, "experiment/log-other")),
                "write/experiment/stop");
        Forget project = reads(BY_PROJECT, "project", "projects");
        put(table, List.of(metadata, rows, columns, project), "write/experiment/create");
        put(
                table,
                List.of(metadata, rows, columns, reads(ALL, "project", "projects")),
                "write/experiment/archive",
                "write/experiment/restore",
                "write/project/symlink");
        Forget all = new Forget(read -> read.startsWith("experiment/") || read.equals("get/artifacts"), BY_EXPERIMENT);
        put(
                table,
                List.of(all, rows, columns, reads(ALL, "project", "projects"), registry(ALL)),
                "write/experiment/delete");
        // Both projects change, and the request names only where the experiments go.
        put(
                table,
                List.of(all, reads(ALL, "experiments", "project", "projects", "project/column-names"), views(ALL)),
                "write/experiment/move");

        // Its files: a list of any type may hold the new one, and models are files too
        put(
                table,
                List.of(new Forget(
                        read -> read.startsWith("experiment/asset/") || read.startsWith("experiment/model"),
                        BY_EXPERIMENT)),
                "write/experiment/upload-asset",
                "write/experiment/asset/delete");

        // Projects
        Forget projects = reads(BY_WORKSPACE, "projects");
        put(table, List.of(project, projects, rows, columns), "write/project/create");
        put(
                table,
                List.of(
                        project,
                        projects,
                        rows,
                        columns,
                        views(BY_PROJECT),
                        reads(BY_PROJECT, "project/notes"),
                        // The project's name is in each experiment's metadata.
                        reads(ALL, "experiment/metadata")),
                "write/project/update");
        put(table, List.of(project, projects), "write/project/update-owner");
        put(table, EVERYTHING, "write/project/delete");
        put(table, List.of(reads(BY_PROJECT, "project/notes")), "write/project/notes");
        put(
                table,
                List.of(reads(BY_PROJECT, "project/get-project-share-links", "project")),
                "write/project/add-share-link",
                "write/project/delete-project-share-link");
        put(table, List.of(views(BY_PROJECT)), "write/views/upsert", "write/chart-templates/upsert");

        // Registry: most of its writes name a version by an id that no read knows
        put(
                table,
                List.of(registry(BY_WORKSPACE)),
                "write/registry-model",
                "write/registry-model/delete",
                "write/registry-model/item",
                "write/registry-model/item/*/metadata",
                "write/registry-model/item/*/status-configuration",
                "write/registry-model/item/create",
                "write/registry-model/item/delete",
                "write/registry-model/item/stage",
                "write/registry-model/item/stage/delete",
                "write/registry-model/item/status",
                "write/registry-model/item/update",
                "write/registry-model/notes",
                "write/registry-model/update");

        // Artifacts
        put(
                table,
                List.of(new Forget(
                        read -> read.startsWith("artifacts/") || read.equals("get/artifacts"), BY_WORKSPACE)),
                "write/artifacts/details",
                "write/artifacts/state",
                "write/artifacts/upsert",
                "write/artifacts/version/labels",
                "/clientlib/asset/upload",
                "write/artifact/assets/remote/batch");
        return Map.copyOf(table);
    }

    /** The registry's answers, and the experiments' models, which name the registry's entries made from them. */
    private static Forget registry(Set<SubjectKind> sameBy) {
        return new Forget(
                read -> read.startsWith("registry-model") && !read.equals("registry-model/allowed_status_values")
                        || read.equals("experiment/model"),
                sameBy);
    }

    private static Forget views(Set<SubjectKind> sameBy) {
        return new Forget(read -> read.startsWith("views/"), sameBy);
    }

    private static Forget reads(Set<SubjectKind> sameBy, String... reads) {
        return new Forget(Set.of(reads)::contains, sameBy);
    }

    private static void put(Map<String, List<Forget>> table, List<Forget> forget, String... writes) {
        for (String write : writes) {
            table.put(write, forget);
        }
    }

    /** Whether the table has the write; what it has not makes everything doubtful. */
    static boolean knows(String write) {
        return TABLE.containsKey(CachePolicy.nameOf(write));
    }

    /** Which stored answers a request makes untrue; none when it only asks. */
    static Predicate<ApiRequest> after(ApiRequest request) {
        List<Forget> forget;
        if (request.isRead() && request.leavesATrace()) {
            forget = List.of(new Forget("get/artifacts"::equals, ALL));
        } else if (request.isRead()) {
            return stored -> false;
        } else {
            forget = TABLE.getOrDefault(CachePolicy.nameOf(request.endpoint()), EVERYTHING);
        }
        RequestSubject changed = RequestSubject.of(request);
        return stored -> {
            String read = CachePolicy.nameOf(stored.endpoint());
            for (Forget entry : forget) {
                if (entry.reads.test(read) && !changed.isApartFrom(RequestSubject.of(stored), entry.sameBy)) {
                    return true;
                }
            }
            return false;
        };
    }
}
