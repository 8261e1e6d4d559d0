package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.service.AssetService.Description;
import io.cometsh.server.service.LogService.Entry;
import io.cometsh.server.service.LogService.MetricEntry;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.DocumentStore.OutputPiece;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings an offline archive of the official SDK ({@code comet_ml.OfflineExperiment}) into a store, as {@code comet upload} would. Existing data stays as it is, so that a second import changes
 * nothing.
 */
public final class OfflineImport {
    private static final int BATCH = 1000;

    /** Messages that need no import: others contain the same, or the server has no use for them. */
    private static final Set<String> SILENT = Set.of("close");

    private static final Map<String, String> SYSTEM_DETAILS = Map.ofEntries(
            Map.entry("command", "command"),
            Map.entry("env", "env"),
            Map.entry("hostname", "hostname"),
            Map.entry("ip", "ip"),
            Map.entry("machine", "machine"),
            Map.entry("os", "os"),
            Map.entry("os_release", "osRelease"),
            Map.entry("os_type", "osType"),
            Map.entry("pid", "pid"),
            Map.entry("processor", "processor"),
            Map.entry("python_exe", "executable"),
            Map.entry("python_version", "pythonVersion"),
            Map.entry("python_version_verbose", "pythonVersionVerbose"),
            Map.entry("user", "user"));

    private final Services services;
    private final OfflineArchive archive;
    private final ObjectMapper json;
    private final String key;
    private final List<MetricEntry> metrics = new ArrayList<>();
    /** By name; as an upload has it, only the last value counts. */
    private final Map<String, Entry> parameters = new LinkedHashMap<>();

    private final StringBuilder html = new StringBuilder();
    private final Map<String, Set<List<Object>>> points = new HashMap<>();
    private final Map<String, Long> assets = new HashMap<>();
    private boolean hasHtml;

    private OfflineImport(Services services, OfflineArchive archive, String key) {
        this.services = services;
        this.archive = archive;
        this.json = services.json();
        this.key = key;
    }

    /**
     * What an archive has.
     *
     * @param lost the kinds of messages that cannot be imported, with their number
     */
    public record Plan(String experimentKey, String workspace, String project, Map<String, Integer> lost) {
        public Plan {
            lost = Map.copyOf(lost);
        }
    }

    /**
     * What came of an import.
     *
     * @param problems what is in the archive and not in the store; a sentence each
     */
    public record Result(long metrics, long points, long parameters, long assets, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }

        @Override
        public String toString() {
            return metrics + " metrics, " + points + " points, " + parameters + " parameters, " + assets + " assets";
        }
    }

    /** Services for imports into a store. */
    public static Services services(Store store) {
        return Services.over(store, new Accounts(Map.of()), Clock.systemUTC());
    }

    /**
     * Reads what an archive has, and changes nothing.
     *
     * @throws IOException when it is none
     */
    public static Plan plan(Services services, Path source) throws IOException {
        try (OfflineArchive archive = OfflineArchive.open(source)) {
            JsonNode about = about(services, archive);
            Map<String, Integer> lost = new TreeMap<>();
            messages(services, archive, (type, payload) -> {
                if (!isKnown(type) && !SILENT.contains(type)) {
                    lost.merge(type, 1, Integer::sum);
                }
            });
            return new Plan(
                    about.get("offline_id").asText(), text(about, "workspace"), text(about, "project_name"), lost);
        }
    }

    /**
     * Imports an archive, and compares then.
     *
     * @param workspace the target; null takes the workspace of the archive
     */
    public static Result run(Services services, Path source, String workspace) throws IOException {
        try (OfflineArchive archive = OfflineArchive.open(source)) {
            JsonNode about = about(services, archive);
            String key = about.get("offline_id").asText();
            services.experiments()
                    .start(
                            services.accounts().user("import"),
                            workspace == null ? text(about, "workspace") : workspace,
                            text(about, "project_name"),
                            key,
                            true);
            return new OfflineImport(services, archive, key).run(about);
        }
    }

    private Result run(JsonNode about) throws IOException {
        messages(services, archive, this::take);
        flush();
        services.log().parameters(key, List.copyOf(parameters.values()));
        if (hasHtml) {
            services.log().html(key, html.toString(), true);
        }
        List<String> tags = new ArrayList<>();
        about.path("tags").forEach(tag -> tags.add(tag.asText()));
        services.log().addTags(key, tags);
        services.experiments().setState(key, false, false, null);
        services.experiments()
                .setTimes(key, Wire.flooredOrNull(about, "start_time"), Wire.flooredOrNull(about, "stop_time"));
        return compared();
    }

    private static String text(JsonNode about, String name) {
        JsonNode value = about.path(name);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static JsonNode about(Services services, OfflineArchive archive) throws IOException {
        try (InputStream in = archive.read("experiment.json")) {
            JsonNode about = services.json().readTree(in);
            if (!about.path("offline_id").isTextual()) {
                throw new IOException(archive.name() + " is no offline archive: its experiment.json has no offline_id");
            }
            return about;
        }
    }

    @FunctionalInterface
    private interface Taking {
        void take(String type, JsonNode payload) throws IOException;
    }

    private static void messages(Services services, OfflineArchive archive, Taking taking) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(archive.read("messages.json"), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                JsonNode message = services.json().readTree(line);
                if (!message.path("type").isTextual()
                        || !message.path("payload").isObject()) {
                    throw new IOException(archive.name() + ": line " + number + " of messages.json is no message");
                }
                taking.take(message.get("type").asText(), message.get("payload"));
            }
        }
    }

    private static boolean isKnown(String type) {
        return switch (type) {
            case "parameter_msg", "metric_msg", "log_other", "file_name", "html", "htmlOverride", "graph" -> true;
            case "os_packages", "installed_packages", "system_details", "gpu_static_info", "system_info" -> true;
            case "cloud_details", "git_metadata", "standard_output", "file_upload", "remote_file" -> true;
            default -> false;
        };
    }

    private void take(String type, JsonNode payload) throws IOException {
        switch (type) {
            case "parameter_msg" -> parameter(payload);
            case "metric_msg" -> metric(payload);
            case "log_other" -> services.log().others(key, List.of(Wire.entry(payload, "key", "value")));
            case "file_name" -> services.experiments().setFilePath(key, Wire.textOrNull(payload, "file_name"));
            case "html" -> {
                hasHtml = true;
                html.append(payload.path("html").asText());
            }
            case "htmlOverride" -> {
                hasHtml = true;
                html.setLength(0);
                html.append(payload.path("htmlOverride").asText());
            }
            case "graph" ->
                services.log()
                        .document(key, Document.GRAPH, payload.path("graph").asText());
            case "os_packages" -> details("osPackages", payload.path("os_packages"));
            case "installed_packages" -> details("installedPackages", payload.path("installed_packages"));
            case "gpu_static_info" -> details("gpuStaticInfoList", payload.path("gpu_static_info"));
            case "system_info" ->
                details("logAdditionalSystemInfoList", json.createArrayNode().add(payload.path("system_info")));
            case "system_details" -> systemDetails(payload);
            case "cloud_details" ->
                services.log()
                        .document(
                                key,
                                Document.CLOUD_DETAILS,
                                without(payload, "message_id").toString());
            case "git_metadata" -> git(payload.path("git_metadata"));
            case "standard_output" -> output(payload);
            case "file_upload" -> file(payload);
            case "remote_file" -> asset(payload, Wire.textOrNull(payload, "remote_uri"));
            default -> {
                // The plan has reported that it is lost.
            }
        }
    }

    private static ObjectNode without(JsonNode payload, String member) {
        ObjectNode rest = payload.deepCopy();
        rest.remove(member);
        return rest;
    }

    private static ObjectNode withTimeAndContext(JsonNode inner, JsonNode payload) {
        ObjectNode node = inner.deepCopy();
        node.set("timestamp", payload.get("local_timestamp"));
        node.set("context", payload.get("context"));
        return node;
    }

    private void parameter(JsonNode payload) {
        Entry entry = Wire.entry(withTimeAndContext(payload.path("param"), payload), "paramName", "paramValue");
        parameters.put(named(entry.context(), entry.name()), entry);
    }

    private static String named(String context, String name) {
        return context == null ? name : context + "_" + name;
    }

    private void metric(JsonNode payload) {
        MetricEntry entry = Wire.metric(withTimeAndContext(payload.path("metric"), payload));
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

    private void details(String member, JsonNode value) {
        ObjectNode details = json.createObjectNode();
        details.set(member, value);
        services.details().merge(key, details);
    }

    private void systemDetails(JsonNode payload) {
        ObjectNode details = json.createObjectNode();
        SYSTEM_DETAILS.forEach((from, to) -> {
            if (payload.hasNonNull(from)) {
                details.set(to, payload.get(from));
            }
        });
        services.details().merge(key, details);
    }

    private void git(JsonNode git) {
        String parent = Wire.textOrNull(git, "parent");
        services.log().commit(key, parent == null ? Wire.textOrNull(git, "root") : parent);
        services.log().document(key, Document.GIT_METADATA, git.toString());
    }

    /** Numbered by the archive's own messages, so that the same piece always has the same place. */
    private void output(JsonNode payload) {
        services.log()
                .output(
                        key,
                        List.of(new OutputPiece(
                                payload.path("message_id").asLong(),
                                payload.path("stderr").asBoolean(),
                                payload.path("output").asText())),
                        false);
    }

    private void file(JsonNode payload) throws IOException {
        if ("git-patch".equals(Wire.textOrNull(payload, "upload_type"))) {
            try (InputStream in = archive.read(Wire.textOrNull(payload, "file_path"))) {
                services.log()
                        .document(key, Document.GIT_PATCH, Base64.getEncoder().encodeToString(in.readAllBytes()));
            }
            return;
        }
        asset(payload, null);
    }

    /** @param link of an asset that is elsewhere; null for one in the archive */
    private void asset(JsonNode payload, String link) throws IOException {
        JsonNode about = payload.path("additional_params");
        boolean image = "visualization".equals(Wire.textOrNull(payload, "upload_type"));
        JsonNode metadata = payload.path("metadata");
        Description asset = new Description(
                key,
                Wire.textOrNull(about, image && about.has("imageId") ? "imageId" : "assetId"),
                Wire.textOrNull(about, image && about.has("figName") ? "figName" : "fileName"),
                Wire.textOrNull(about, "extension"),
                image ? "image" : Wire.textOrNull(about, "type"),
                Wire.longOrNull(about, "step"),
                Wire.flooredOrNull(about, "epoch"),
                Wire.textOrNull(about, "context"),
                metadata.isEmpty() ? null : metadata.toString(),
                Wire.textOrNull(about, "groupingName"),
                link,
                Wire.flag(about, "overwrite"));
        if (link != null) {
            assets.put(services.assets().put(asset, null).id(), 0L);
            return;
        }
        try (InputStream in = archive.read(Wire.textOrNull(payload, "file_path"))) {
            AssetRow stored = services.assets().put(asset, in);
            assets.put(stored.id(), archive.size(Wire.textOrNull(payload, "file_path")));
        }
    }

    private Result compared() {
        List<String> problems = new ArrayList<>();
        long count = 0;
        for (Map.Entry<String, Set<List<Object>>> metric : points.entrySet()) {
            long there = services.log().metric(key, metric.getKey()).size();
            count += metric.getValue().size();
            if (there < metric.getValue().size()) {
                problems.add("metric " + metric.getKey() + " of experiment " + key + " has " + there + " points of "
                        + metric.getValue().size());
            }
        }
        Set<String> there = services.log().values(key, Source.PARAMS).stream()
                .map(Value::name)
                .collect(Collectors.toSet());
        parameters.keySet().stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> problems.add("parameter " + name + " of experiment " + key + " is not there"));
        Map<String, Long> stored = services.assets().list(key, null).stream()
                .collect(Collectors.toMap(AssetRow::id, AssetRow::size, (one, other) -> one));
        assets.forEach((id, size) -> {
            if (stored.containsKey(id) && !stored.get(id).equals(size)) {
                problems.add("asset " + id + " of experiment " + key + " has " + stored.get(id) + " bytes of " + size);
            }
        });
        return new Result(points.size(), count, parameters.size(), assets.size(), problems);
    }
}
