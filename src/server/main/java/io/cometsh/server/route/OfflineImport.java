package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.service.AssetService.Description;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.RegistryService;
import io.cometsh.server.service.RegistryService.ModelVersionDetails;
import io.cometsh.server.service.RegistryService.ModelVersionDraft;
import io.cometsh.server.service.RegistryService.Target;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.DocumentStore.OutputPiece;
import io.cometsh.server.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Brings an offline archive of the official SDK ({@code comet_ml.OfflineExperiment}) into a store, as {@code comet upload} would. Existing data stays as it is, so that a second import changes
 * nothing.
 */
public final class OfflineImport {
    /** Messages that need no import: others contain the same, or the server has no use for them. */
    private static final Set<String> SILENT = Set.of("close");

    private static final String OLD = "ws_msg";
    private static final String MODEL = "register_model";
    private static final String CLOUD = "3d-image";

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
    private final ImportTarget target;
    private final String key;
    private final List<JsonNode> models = new ArrayList<>();
    private final StringBuilder html = new StringBuilder();
    private long oldMessages;
    private boolean hasHtml;

    private OfflineImport(Services services, OfflineArchive archive, ImportTarget target) {
        this.services = services;
        this.archive = archive;
        this.json = services.json();
        this.target = target;
        this.key = target.key();
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
    public static ImportPlan plan(Services services, Path source) throws IOException {
        try (OfflineArchive archive = OfflineArchive.open(source)) {
            JsonNode about = about(services, archive);
            Map<String, Integer> lost = new TreeMap<>();
            messages(services, archive, (type, payload) -> {
                if (!isKnown(type)
                        && !SILENT.contains(type)
                        && !(type.equals(OLD) && isKnown(OldMessage.type(payload)))) {
                    lost.merge(type, 1, Integer::sum);
                }
                if (type.equals(MODEL)) {
                    List.of("metadata", "status_configuration").stream()
                            .filter(member -> !payload.path(member).isEmpty())
                            .forEach(member -> lost.merge(member + " of a registered model", 1, Integer::sum));
                }
            });
            return new ImportPlan(
                    about.get("offline_id").asText(), text(about, "workspace"), text(about, "project_name"), lost);
        }
    }

    /**
     * Imports an archive, and compares then.
     *
     * @param workspace the target; null takes the workspace of the archive
     */
    public static ImportResult run(Services services, Path source, String workspace) throws IOException {
        try (OfflineArchive archive = OfflineArchive.open(source)) {
            JsonNode about = about(services, archive);
            String key = about.get("offline_id").asText();
            String to = workspace == null ? text(about, "workspace") : workspace;
            Optional<String> conflict = ImportTarget.conflict(services, key, to, text(about, "project_name"));
            if (conflict.isPresent()) {
                return ImportResult.refused(conflict.get());
            }
            ImportTarget target = ImportTarget.start(
                    services, services.accounts().user("import"), to, text(about, "project_name"), key);
            return new OfflineImport(services, archive, target).run(about);
        }
    }

    private ImportResult run(JsonNode about) throws IOException {
        messages(services, archive, this::take);
        if (hasHtml) {
            services.log().html(key, html.toString(), true);
        }
        models.forEach(this::register);
        target.tags(about.path("tags"));
        return target.end(false, null, Wire.flooredOrNull(about, "start_time"), Wire.flooredOrNull(about, "stop_time"));
    }

    private static String text(JsonNode about, String name) {
        JsonNode value = about.path(name);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static JsonNode about(Services services, OfflineArchive archive) throws IOException {
        try (InputStream in = archive.read("experiment.json")) {
            JsonNode about = services.json().readTree(in);
            if (!about.path("offline_id").isTextual()) {
                throw new IOException(
                        archive.name() + " is not an offline archive: its experiment.json has no offline_id");
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
                    throw new IOException(archive.name() + ": line " + number + " of messages.json is not a message");
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
            case "log_dependency", "remote_model", "code", MODEL, CLOUD -> true;
            default -> false;
        };
    }

    private void take(String type, JsonNode payload) throws IOException {
        switch (type) {
            case "parameter_msg" ->
                target.parameter(
                        Wire.entry(withTimeAndContext(payload.path("param"), payload), "paramName", "paramValue"));
            case "metric_msg" -> target.metric(Wire.metric(withTimeAndContext(payload.path("metric"), payload)));
            case "log_other" -> target.other(Wire.entry(payload, "key", "value"));
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
            case "os_packages" -> target.details("osPackages", payload.path("os_packages"));
            case "installed_packages" -> target.details("installedPackages", payload.path("installed_packages"));
            case "gpu_static_info" -> target.details("gpuStaticInfoList", payload.path("gpu_static_info"));
            case "system_info" ->
                target.details(
                        "logAdditionalSystemInfoList", json.createArrayNode().add(payload.path("system_info")));
            case "system_details" -> systemDetails(payload);
            case "cloud_details" ->
                services.log()
                        .document(
                                key,
                                Document.CLOUD_DETAILS,
                                without(payload, "message_id").toString());
            case "git_metadata" -> target.git(payload.path("git_metadata"));
            case "standard_output" -> output(payload);
            case "file_upload" -> file(payload);
            case "remote_file" -> asset(payload, Wire.textOrNull(payload, "remote_uri"));
            case "log_dependency" -> dependency(payload);
            case "code" ->
                services.log().document(key, Document.CODE, payload.path("code").asText());
            case "remote_model" -> {
                for (JsonNode entity : Wire.list(payload, "remote_assets")) {
                    target.asset(
                            AssetRoutes.remoteModelFile(key, Wire.textOrNull(payload, "model_name"), entity), null, 0);
                }
            }
            // A version takes the files of the experiment, so that all of them come first.
            case MODEL -> models.add(payload);
            case CLOUD -> cloud(payload);
            case OLD -> take(OldMessage.type(payload), OldMessage.payload(json, payload, oldMessages++));
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

    private void dependency(JsonNode payload) {
        ObjectNode body = json.createObjectNode();
        body.set("timestamp", payload.get("local_timestamp"));
        body.putArray("dependencies")
                .addObject()
                .put("name", payload.path("name").asText())
                .put("version", payload.path("version").asText());
        services.log().document(key, Document.DEPENDENCIES, body.toString());
    }

    /** Points and boxes of a cloud are assets of their own, grouped by the cloud's id. */
    private void cloud(JsonNode payload) throws IOException {
        String name = Wire.textOrNull(payload, "name");
        String id = id(payload, "");
        JsonNode metadata = payload.path("metadata");
        target.asset(
                new Description(
                        key,
                        id,
                        name,
                        null,
                        CLOUD,
                        Wire.longOrNull(payload, "step"),
                        null,
                        null,
                        metadata.isEmpty() ? null : metadata.toString(),
                        null,
                        null,
                        false),
                InputStream.nullInputStream(),
                0);
        String thumbnail = Wire.textOrNull(payload, "thumbnail_path");
        if (thumbnail != null) {
            String extension = thumbnail.contains(".") ? thumbnail.substring(thumbnail.lastIndexOf('.')) : "";
            file(cloudFile(id + "-thumbnail", "thumbnail" + extension, null, "3d-thumbnail", id), thumbnail);
        }
        int number = 0;
        for (JsonNode item : Wire.list(payload, "items")) {
            String type = "3d-" + item.path("type").asText("points");
            file(
                    cloudFile(
                            id(payload, String.valueOf(number++)),
                            Wire.textOrNull(item, "file_name"),
                            "jsonl",
                            type,
                            id),
                    Wire.textOrNull(item, "file_path"));
        }
    }

    private Description cloudFile(String id, String name, String extension, String type, String cloud) {
        return new Description(key, id, name, extension, type, null, null, null, null, cloud, null, false);
    }

    /** The same id in each import of the archive. */
    private String id(JsonNode payload, String part) {
        String words = key + " " + payload.path("message_id").asText() + " " + part;
        return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private void file(Description asset, String file) throws IOException {
        try (InputStream in = archive.read(file)) {
            target.asset(asset, in, archive.size(file));
        }
    }

    /** Makes a version in the registry, unless an earlier import made it. */
    private void register(JsonNode payload) {
        String model = Wire.textOrNull(payload, "model_name");
        String name = payload.hasNonNull("registry_name") ? Wire.textOrNull(payload, "registry_name") : model;
        String version = Wire.textOrNull(payload, "version");
        try {
            if (!isRegistered(name, model, version)) {
                services.registry()
                        .register(
                                services.accounts().user("import"),
                                new ModelVersionDraft(
                                        key,
                                        model,
                                        name,
                                        version,
                                        Wire.textOrNull(payload, "description"),
                                        Wire.textOrNull(payload, "comment"),
                                        Wire.texts(payload, "tags"),
                                        Wire.textOrNull(payload, "status"),
                                        Wire.flag(payload, "public")),
                                Target.ANY);
            }
        } catch (CometFailure e) {
            target.problem("model " + name + " is not registered: " + e.getMessage());
        }
    }

    private boolean isRegistered(String name, String model, String version) {
        String workspace = services.experiments().get(key).project().workspace();
        return services.registry().models(services.accounts().user("import"), workspace).stream()
                .filter(known -> known.model().name().equals(RegistryService.properName(name)))
                .flatMap(known ->
                        services.registry().details(workspace, known.model().name()).versions().stream())
                .map(ModelVersionDetails::row)
                .anyMatch(row -> key.equals(row.experimentKey())
                        && model.equals(row.experimentModel())
                        && (version == null || version.equals(row.version())));
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
                target.gitPatch(in.readAllBytes());
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
            target.asset(asset, null, 0);
            return;
        }
        String file = Wire.textOrNull(payload, "file_path");
        try (InputStream in = archive.read(file)) {
            target.asset(asset, in, archive.size(file));
        }
    }
}
