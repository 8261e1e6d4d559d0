package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.AssetService.Description;
import io.cometsh.server.service.ExperimentService.ExperimentInProject;
import io.cometsh.server.service.LogService.MetricEntry;
import io.cometsh.server.service.LogService.ValueEntry;
import io.cometsh.server.service.User;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The experiment that an import fills. It remembers what it is given, and compares this with the store at the end. */
final class ImportTarget {
    private static final int BATCH = 1000;

    private final Services services;
    private final String key;
    private final List<MetricEntry> metrics = new ArrayList<>();
    /** By name; as an upload has it, only the last value counts. */
    private final Map<String, ValueEntry> parameters = new LinkedHashMap<>();

    private final Map<String, Set<List<Object>>> points = new HashMap<>();
    private final Set<String> others = new HashSet<>();
    private final List<String> tags = new ArrayList<>();
    private final Map<String, Long> assets = new HashMap<>();
    /** The times of the assets of an earlier import, by their ids. */
    private Map<String, Long> earlier;

    private final List<String> problems = new ArrayList<>();

    private ImportTarget(Services services, String key) {
        this.services = services;
        this.key = key;
    }

    /**
     * Starts the experiment, or continues it when an earlier import has made it.
     *
     * @param workspace null is the user's own
     * @param project null is {@code general}
     */
    static ImportTarget start(Services services, User user, String workspace, String project, String key) {
        services.experiments().start(user, workspace, project, key, true);
        return new ImportTarget(services, key);
    }

    /** Why an experiment cannot be imported into a project: its key is taken by an experiment of another one. */
    static Optional<String> conflict(Services services, String key, String workspace, String project) {
        if (!services.experiments().exists(key)) {
            return Optional.empty();
        }
        ExperimentInProject placed = services.experiments().get(key);
        String there = placed.project().workspace() + "/" + placed.project().name();
        boolean same = (workspace == null || workspace.equals(placed.project().workspace()))
                && (project == null || project.equals(placed.project().name()));
        return same
                ? Optional.empty()
                : Optional.of("experiment " + key + " is in " + there + " already: it is not imported into "
                        + (workspace == null ? placed.project().workspace() : workspace) + "/"
                        + (project == null ? placed.project().name() : project));
    }

    String key() {
        return key;
    }

    void problem(String sentence) {
        problems.add(sentence + " (experiment " + key + ")");
    }

    private static String named(String context, String name) {
        return context == null ? name : context + "_" + name;
    }

    void parameter(ValueEntry entry) {
        parameters.put(named(entry.context(), entry.name()), entry);
    }

    void other(ValueEntry entry) {
        others.add(entry.name());
        services.log().others(key, List.of(entry));
    }

    void tags(Iterable<JsonNode> names) {
        names.forEach(tag -> tags.add(tag.asText()));
    }

    void metric(MetricEntry entry) {
        String name = named(entry.context(), entry.name());
        List<Object> point = new ArrayList<>();
        point.add(String.valueOf(entry.value()));
        point.add(entry.step());
        point.add(entry.epoch());
        point.add(entry.timestamp());
        points.computeIfAbsent(name, created -> new HashSet<>()).add(point);
        metrics.add(entry);
        if (metrics.size() >= BATCH) {
            flush();
        }
    }

    private void flush() {
        if (!metrics.isEmpty()) {
            services.log().metrics(key, metrics);
            metrics.clear();
        }
    }

    void details(String member, JsonNode value) {
        ObjectNode details = services.json().createObjectNode();
        details.set(member, value);
        services.details().merge(key, details);
    }

    void git(JsonNode git) {
        String parent = Wire.textOrNull(git, "parent");
        services.log().commit(key, parent == null ? Wire.textOrNull(git, "root") : parent);
        services.log().document(key, Document.GIT_METADATA, git.toString());
    }

    /** @param zip the file {@code git_diff.patch} in a zip, as the SDK uploads it */
    void gitPatch(byte[] zip) {
        services.log().document(key, Document.GIT_PATCH, Base64.getEncoder().encodeToString(zip));
    }

    /** @param bytes null for an asset that is elsewhere, which has size 0 */
    void asset(Description asset, InputStream bytes, long size) throws IOException {
        asset(asset, bytes, size, null);
    }

    /**
     * An asset that an earlier import has brought keeps its time, and so its place in the list.
     *
     * @param created when the server that it comes from received it, in epoch milliseconds; null where that is unknown
     */
    void asset(Description asset, InputStream bytes, long size, Long created) throws IOException {
        if (earlier == null) {
            earlier = services.assets().list(key, null).stream()
                    .collect(Collectors.toMap(AssetRow::id, AssetRow::created, (one, other) -> one));
        }
        Long time = created != null ? created : earlier.get(asset.id());
        AssetRow stored = time == null
                ? services.assets().put(asset, bytes)
                : services.assets().put(asset, bytes, time);
        assets.put(stored.id(), size);
    }

    /** Ends what was being written, and compares. */
    ImportResult end(boolean crashed, String error, Long start, Long stop) {
        flush();
        services.log().parameters(key, List.copyOf(parameters.values()));
        services.log().addTags(key, tags);
        services.experiments().setState(key, false, crashed, error);
        services.experiments().setTimes(key, start, stop);
        return compared();
    }

    private ImportResult compared() {
        long count = 0;
        for (Map.Entry<String, Set<List<Object>>> metric : points.entrySet()) {
            long there = services.log().metric(key, metric.getKey()).size();
            count += metric.getValue().size();
            if (there < metric.getValue().size()) {
                problems.add("metric " + metric.getKey() + " of experiment " + key + " has " + there + " points of "
                        + metric.getValue().size());
            }
        }
        compare("parameter", parameters.keySet(), Source.PARAMS);
        compare("other", others, Source.LOG_OTHER);
        compare("tag", Set.copyOf(tags), Source.TAG);
        Map<String, Long> stored = services.assets().list(key, null).stream()
                .collect(Collectors.toMap(AssetRow::id, AssetRow::size, (one, other) -> one));
        assets.forEach((id, size) -> {
            if (stored.containsKey(id) && !stored.get(id).equals(size)) {
                problems.add("asset " + id + " of experiment " + key + " has " + stored.get(id) + " bytes of " + size);
            }
        });
        return new ImportResult(points.size(), count, parameters.size(), assets.size(), problems);
    }

    private void compare(String kind, Set<String> names, Source source) {
        Set<String> there =
                services.log().values(key, source).stream().map(Value::name).collect(Collectors.toSet());
        names.stream()
                .filter(name -> !name.isBlank() && !there.contains(name))
                .forEach(name -> problems.add(kind + " " + name + " of experiment " + key + " is not there"));
    }
}
