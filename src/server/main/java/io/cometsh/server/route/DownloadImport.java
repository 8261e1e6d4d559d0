package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.AssetService;
import io.cometsh.server.service.AssetService.Description;
import io.cometsh.server.service.CometFailure;
import io.cometsh.server.service.LogService.MetricEntry;
import io.cometsh.server.service.LogService.ValueEntry;
import io.cometsh.server.service.User;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.DocumentStore.OutputPiece;
import io.cometsh.server.store.Numbers;
import io.cometsh.server.store.ProjectRow;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Brings an experiment's folder of {@code cometx download} into a store, under the same key. Existing data stays as it is, so that a second import changes nothing.
 */
public final class DownloadImport {
    private static final String METADATA = "metadata.json";
    private static final String MANIFEST = "assets_metadata.jsonl";
    private static final String PATCH = "git_diff.patch";
    private static final int PIECE = 1 << 16;

    /** Files that cometx makes from the others, for people to read. */
    private static final Set<String> DERIVED = Set.of("run/README.md", "README.md");

    private final Services services;
    private final ObjectMapper json;
    private final OfflineArchive folder;
    private final ImportTarget target;
    private final String key;

    private DownloadImport(Services services, OfflineArchive folder, ImportTarget target) {
        this.services = services;
        this.json = services.json();
        this.folder = folder;
        this.target = target;
        this.key = target.key();
    }

    /** Whether a folder is an experiment that cometx wrote. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(METADATA));
    }

    /** Files of a project, beside the folders of its experiments. */
    public static boolean isOfProject(Path file) {
        return file.endsWith("project_metadata.json") || file.endsWith("project_notes.md");
    }

    /**
     * Reads what a folder has, and changes nothing.
     *
     * @throws IOException when it is not an experiment of cometx
     */
    public static ImportPlan plan(Services services, Path source) throws IOException {
        try (OfflineArchive folder = OfflineArchive.open(source)) {
            JsonNode metadata = metadata(services, folder);
            Set<String> known = new HashSet<>(DERIVED);
            for (Part part : Part.values()) {
                find(folder, part.folder, part.file).ifPresent(known::add);
            }
            known.addAll(metricFiles(source));
            Map<String, Integer> lost = new TreeMap<>();
            lines(services, folder, find(folder, Part.ASSETS.folder, Part.ASSETS.file), asset -> {
                Optional<String> file = assetFile(folder, asset);
                file.ifPresent(known::add);
                if (file.isEmpty() && !asset.path("remote").asBoolean() && !isEmpty(asset)) {
                    lost.merge("asset without its file", 1, Integer::sum);
                }
            });
            try (Stream<Path> files = Files.walk(source)) {
                files.filter(Files::isRegularFile)
                        .map(file -> source.relativize(file).toString().replace('\\', '/'))
                        .filter(file -> !known.contains(file) && !isOfProject(Path.of(file)))
                        .forEach(file -> lost.merge("file " + file, 1, Integer::sum));
            }
            return new ImportPlan(
                    metadata.get("experimentKey").asText(),
                    Wire.textOrNull(metadata, "workspaceName"),
                    Wire.textOrNull(metadata, "projectName"),
                    lost);
        }
    }

    /**
     * Imports a folder, and compares the data.
     *
     * @param workspace the target; null takes the workspace of the folder
     */
    public static ImportResult run(Services services, Path source, String workspace) throws IOException {
        try (OfflineArchive folder = OfflineArchive.open(source)) {
            JsonNode metadata = metadata(services, folder);
            String key = metadata.get("experimentKey").asText();
            String to = workspace == null ? Wire.textOrNull(metadata, "workspaceName") : workspace;
            String project = Wire.textOrNull(metadata, "projectName");
            Optional<String> conflict = ImportTarget.conflict(services, key, to, project);
            if (conflict.isPresent()) {
                return ImportResult.refused(conflict.get());
            }
            String name = Wire.textOrNull(metadata, "userName");
            User user = name == null ? services.accounts().user("import") : new User(name, Set.of("*"));
            Optional<ProjectRow> before = project(services, to, project);
            ImportTarget target = ImportTarget.start(services, user, to, project, key);
            if (before.isEmpty()) {
                describe(services, source.toAbsolutePath(), to, project);
            }
            return new DownloadImport(services, folder, target).run(metadata);
        }
    }

    private static Optional<ProjectRow> project(Services services, String workspace, String project) {
        try {
            return Optional.of(services.projects().row(null, workspace, project));
        } catch (CometFailure e) {
            return Optional.empty();
        }
    }

    /** What cometx wrote of the project. A project that existed before the import stays as it is. */
    private static void describe(Services services, Path experiment, String workspace, String project)
            throws IOException {
        Path about = experiment.resolveSibling("project_metadata.json");
        if (Files.isRegularFile(about)) {
            JsonNode described = services.json().readTree(about.toFile());
            if (described.path("projectName").asText().equals(project)) {
                services.projects()
                        .update(
                                null,
                                workspace,
                                project,
                                null,
                                Wire.textOrNull(described, "projectDescription"),
                                Wire.flag(described, "public"));
            }
        }
        Path notes = experiment.resolveSibling("project_notes.md");
        if (Files.isRegularFile(notes) && notes.endsWith(Path.of(project, "project_notes.md"))) {
            services.projects()
                    .setNotes(services.projects().row(null, workspace, project).id(), Files.readString(notes));
        }
    }

    private static JsonNode metadata(Services services, OfflineArchive folder) throws IOException {
        try (InputStream in = folder.read(METADATA)) {
            JsonNode metadata = services.json().readTree(in);
            if (!metadata.path("experimentKey").isTextual()) {
                throw new IOException(folder.name()
                        + " is not an experiment of cometx download: its metadata.json has no experimentKey");
            }
            return metadata;
        } catch (JsonProcessingException e) {
            throw new IOException(folder.name() + ": metadata.json is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The files that an experiment can have, and the folder that they are in. */
    private enum Part {
        METADATA("", DownloadImport.METADATA),
        METRICS("", "metrics.jsonl"),
        METRICS_SUMMARY("", "metrics_summary.jsonl"),
        PARAMETERS("", "parameters.json"),
        OTHERS("", "others.jsonl"),
        SYSTEM("", "system_details.json"),
        CODE("run", "script.py"),
        OUTPUT("run", "output.txt"),
        GRAPH("run", "graph_definition.txt"),
        REQUIREMENTS("run", "requirements.txt"),
        GIT("run", "git_metadata.json"),
        GIT_PATCH("run", PATCH),
        HTML("assets/html", "experiment.html"),
        ASSETS("assets", MANIFEST);

        private final String folder;
        private final String file;

        Part(String folder, String file) {
            this.folder = folder;
            this.file = file;
        }
    }

    /** With {@code --flat} everything is in one folder. */
    private static Optional<String> find(OfflineArchive folder, String under, String file) throws IOException {
        String usual = under.isEmpty() ? file : under + "/" + file;
        return folder.has(usual) ? Optional.of(usual) : folder.has(file) ? Optional.of(file) : Optional.empty();
    }

    private Optional<String> find(Part part) throws IOException {
        return find(folder, part.folder, part.file);
    }

    /** Where a download has many points it has a file for each metric. */
    private static List<String> metricFiles(Path source) throws IOException {
        Path many = source.resolve("metrics");
        if (!Files.isDirectory(many)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(many)) {
            return files.map(file -> "metrics/" + file.getFileName())
                    .filter(file -> file.endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<String> assetFile(OfflineArchive folder, JsonNode asset) throws IOException {
        String name = asset.hasNonNull("diskFileName")
                ? asset.get("diskFileName").asText()
                : asset.path("fileName").asText();
        // As cometx does it.
        String written = ("/" + name).replace("/../", "/").replace(":", "-").replaceFirst("^/+", "");
        String type = Wire.textOrNull(asset, "type");
        return find(folder, "assets/" + (type == null ? "asset" : type), written);
    }

    /** cometx writes no file for an asset without bytes. */
    private static boolean isEmpty(JsonNode asset) {
        return asset.path("fileSize").asLong(-1) == 0;
    }

    @FunctionalInterface
    private interface Taking {
        void take(JsonNode line) throws IOException;
    }

    private static void lines(Services services, OfflineArchive folder, Optional<String> file, Taking taking)
            throws IOException {
        if (file.isEmpty()) {
            return;
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(folder.read(file.get()), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    taking.take(services.json().readTree(line));
                } catch (JsonProcessingException e) {
                    throw new IOException(folder.name() + ": line " + number + " of " + file.get() + " is not JSON", e);
                }
            }
        }
    }

    private ImportResult run(JsonNode metadata) throws IOException {
        String path = Wire.textOrNull(metadata, "filePath");
        path = path == null ? Wire.textOrNull(metadata, "fileName") : path;
        if (path != null) {
            services.experiments().setFilePath(key, path);
        }
        long start = metadata.path("startTimeMillis").asLong(System.currentTimeMillis());
        others(metadata);
        parameters();
        lines(services, folder, find(Part.METRICS), point -> metric(point, start));
        for (String file : metricFiles(Path.of(folder.name()))) {
            lines(services, folder, Optional.of(file), point -> metric(point, start));
        }
        details();
        run();
        Optional<String> html = find(Part.HTML);
        if (html.isPresent()) {
            services.log().html(key, text(html.get()), true);
        }
        lines(services, folder, find(Part.ASSETS), this::asset);
        code();
        target.tags(metadata.path("tags"));
        ImportResult result = target.end(
                metadata.path("hasCrashed").asBoolean(),
                Wire.textOrNull(metadata, "error"),
                Wire.flooredOrNull(metadata, "startTimeMillis"),
                Wire.flooredOrNull(metadata, "endTimeMillis"));
        if (metadata.path("archived").asBoolean()) {
            services.experiments().archive(key, true);
        }
        return result;
    }

    private String text(String file) throws IOException {
        try (InputStream in = folder.read(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void others(JsonNode metadata) throws IOException {
        List<String> names = new ArrayList<>();
        lines(services, folder, find(Part.OTHERS), other -> {
            names.add(other.path("name").asText());
            summary(other).forEach(target::other);
        });
        String name = Wire.textOrNull(metadata, "experimentName");
        if (name != null && !names.contains("Name")) {
            target.other(new ValueEntry("Name", name, null, null, null));
        }
    }

    private void parameters() throws IOException {
        Optional<String> file = find(Part.PARAMETERS);
        if (file.isPresent()) {
            for (JsonNode parameter : json.readTree(text(file.get()))) {
                List<ValueEntry> entries = summary(parameter);
                // The least and the greatest are logged first, so that the last one is the current one.
                services.log().parameters(key, entries);
                target.parameter(entries.get(entries.size() - 1));
            }
        }
    }

    /** The values that a summary tells of: the least, the greatest, and last the current one. */
    private static List<ValueEntry> summary(JsonNode summary) {
        Set<ValueEntry> entries = new LinkedHashSet<>();
        for (String which : List.of("Min", "Max", "Current")) {
            JsonNode value = summary.path("value" + which);
            if (which.equals("Current") || !value.isMissingNode() && !value.isNull()) {
                String context = Wire.textOrNull(summary, "runContext" + which);
                ValueEntry entry = new ValueEntry(
                        unprefixed(summary.path("name").asText(), context),
                        Wire.valueText(value),
                        Wire.longOrNull(summary, "step" + which),
                        isPrefix(summary.path("name").asText(), context) ? context : null,
                        Wire.flooredOrNull(summary, "timestamp" + which));
                entries.remove(entry);
                entries.add(entry);
            }
        }
        return List.copyOf(entries);
    }

    /** A server writes the context before the name: {@code train_loss}. */
    private static boolean isPrefix(String name, String context) {
        return context != null && name.startsWith(context + "_");
    }

    private static String unprefixed(String name, String context) {
        return isPrefix(name, context) ? name.substring(context.length() + 1) : name;
    }

    /** @param start the time of a point that has none, so that a second import finds it */
    private void metric(JsonNode point, long start) {
        if (!point.hasNonNull("metricName") || !point.hasNonNull("metricValue")) {
            return;
        }
        String name = point.get("metricName").asText();
        String context = Wire.textOrNull(point, "runContext");
        Long time = Wire.flooredOrNull(point, "timestamp");
        target.metric(new MetricEntry(
                unprefixed(name, context),
                number(point.get("metricValue")),
                Wire.longOrNull(point, "step"),
                Wire.flooredOrNull(point, "epoch"),
                isPrefix(name, context) ? context : null,
                time == null ? Long.valueOf(start) : time));
    }

    /** Servers write numbers as texts. */
    private static Object number(JsonNode value) {
        if (!value.isTextual() || !Numbers.isNumber(value.asText())) {
            return Wire.metricValue(value);
        }
        return value.asText().matches("-?\\d{1,18}")
                ? (Object) Long.valueOf(value.asText())
                : (Object) Numbers.parse(value.asText());
    }

    private void details() throws IOException {
        Optional<String> system = find(Part.SYSTEM);
        if (system.isPresent()) {
            ObjectNode details = json.createObjectNode();
            json.readTree(text(system.get())).properties().forEach(member -> {
                boolean isEmpty =
                        member.getValue().isArray() && member.getValue().isEmpty();
                if (!isEmpty && !member.getKey().equals("systemMetricNames")) {
                    details.set(member.getKey(), member.getValue());
                }
            });
            services.details().merge(key, details);
        }
        Optional<String> requirements = find(Part.REQUIREMENTS);
        if (requirements.isPresent()) {
            ArrayNode packages = json.createArrayNode();
            text(requirements.get()).lines().filter(line -> !line.isBlank()).forEach(packages::add);
            target.details("installedPackages", packages);
        }
    }

    private void run() throws IOException {
        Optional<String> output = find(Part.OUTPUT);
        if (output.isPresent()) {
            output(output.get());
        }
        Optional<String> graph = find(Part.GRAPH);
        if (graph.isPresent()) {
            services.log().document(key, Document.GRAPH, text(graph.get()));
        }
        Optional<String> git = find(Part.GIT);
        if (git.isPresent()) {
            target.git(json.readTree(text(git.get())));
        }
        Optional<String> patch = find(Part.GIT_PATCH);
        if (patch.isPresent()) {
            target.gitPatch(zipped(patch.get()));
        }
    }

    private void output(String file) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(folder.read(file), StandardCharsets.UTF_8))) {
            char[] piece = new char[PIECE];
            long number = 0;
            for (int length = in.read(piece); length > 0; length = in.read(piece)) {
                services.log()
                        .output(key, List.of(new OutputPiece(number++, false, new String(piece, 0, length))), false);
            }
        }
    }

    private byte[] zipped(String patch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                InputStream in = folder.read(patch)) {
            ZipEntry entry = new ZipEntry(PATCH);
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            in.transferTo(zip);
        }
        return bytes.toByteArray();
    }

    /** Keeps the code only when no asset contains it. */
    private void code() throws IOException {
        Optional<String> script = find(Part.CODE);
        if (script.isPresent()) {
            String code = text(script.get());
            if (!code.equals(services.assets().code(key))) {
                services.log().document(key, Document.CODE, code);
            }
        }
    }

    private void asset(JsonNode about) throws IOException {
        boolean remote = about.path("remote").asBoolean();
        Optional<String> file = assetFile(folder, about);
        if (!remote && file.isEmpty() && !isEmpty(about)) {
            // The plan has reported that it is lost.
            return;
        }
        String shown = Wire.textOrNull(about, about.hasNonNull("logAsFileName") ? "logAsFileName" : "fileName");
        String type = Wire.textOrNull(about, "type");
        Description asset = new Description(
                key,
                Wire.textOrNull(about, "assetId"),
                shown,
                null,
                type,
                Wire.longOrNull(about, "step"),
                Wire.flooredOrNull(about, "epoch"),
                Wire.textOrNull(about, "runContext"),
                Wire.valueText(about.get("metadata")),
                grouping(about, type),
                remote ? about.path("link").asText() : null,
                false);
        Long created = Wire.longOrNull(about, "createdAt");
        if (remote) {
            target.asset(asset, null, 0, created);
        } else if (file.isEmpty()) {
            target.asset(asset, InputStream.nullInputStream(), 0, created);
        } else {
            try (InputStream in = folder.read(file.get())) {
                target.asset(asset, in, folder.size(file.get()), created);
            }
        }
    }

    /** For files of models the model's name, which other servers write in the folder alone. */
    private static String grouping(JsonNode about, String type) {
        String grouping = Wire.textOrNull(about, "grouping");
        String dir = about.path("dir").asText("");
        return grouping == null && AssetService.isModelElement(type) && dir.startsWith("models/")
                ? dir.substring("models/".length())
                : grouping;
    }
}
