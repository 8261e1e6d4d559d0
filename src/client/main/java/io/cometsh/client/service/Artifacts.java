package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.client.wire.ArtifactDetails;
import io.cometsh.client.wire.ArtifactFile;
import io.cometsh.client.wire.ArtifactSummary;
import io.cometsh.client.wire.ArtifactVersion;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.LoggedVersion;
import io.cometsh.client.wire.NamedList;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.client.wire.RegistryReader;
import io.cometsh.text.Names;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The artifacts of the workspaces: which endpoint, and what of its answer. */
public final class Artifacts {
    private static final Set<Integer> NOT_FOUND = Set.of(624522, 624523);
    private static final Set<Integer> NOT_FINAL = Set.of(90402, 90403);

    private final JsonCalls calls;
    private final JsonWrites writes;
    private final Downloads downloads;
    private final Parallel parallel;
    private final Consumer<String> warnings;

    public Artifacts(
            JsonCalls calls, JsonWrites writes, Downloads downloads, Parallel parallel, Consumer<String> warnings) {
        this.calls = calls;
        this.writes = writes;
        this.downloads = downloads;
        this.parallel = parallel;
        this.warnings = warnings;
    }

    public List<ArtifactSummary> list(String workspace, String type) {
        return new NamedList<>(
                "artifacts",
                calls.get(Endpoints.ARTIFACTS, JsonCalls.parameters("workspace", workspace, "type", type))
                        .list("artifacts", Artifacts::summary));
    }

    public ArtifactDetails details(String workspace, String name, String artifactId) {
        return details(ask(Endpoints.ARTIFACT, workspace, name, named(workspace, name, artifactId)));
    }

    public List<ArtifactFile> files(String workspace, String name, String artifactId, String version, String alias) {
        Map<String, String> parameters = named(workspace, name, artifactId);
        parameters.putAll(JsonCalls.parameters("version", version, "alias", alias));
        JsonNode files = ask(Endpoints.ARTIFACT_FILES, workspace, name, parameters);
        return new NamedList<>("files", RegistryReader.list(files.path("files"), Artifacts::file));
    }

    /** The version; without one that with the alias; without both the latest. */
    public LoggedVersion version(String workspace, String name, String version, String alias) {
        Map<String, String> parameters = named(workspace, name, null);
        if (version != null) {
            parameters.put("version", version);
        } else {
            parameters.put("alias", alias == null ? "latest" : alias);
        }
        return LoggedVersion.of(ask(Endpoints.ARTIFACT_VERSION, workspace, name, parameters));
    }

    /** A version in whatever state it is, by what the server called it. */
    LoggedVersion byIds(String artifactId, String versionId) {
        return LoggedVersion.of(calls.get(
                        Endpoints.ARTIFACT_VERSION,
                        JsonCalls.parameters("artifactId", artifactId, "versionId", versionId))
                .json());
    }

    public void updateTags(String artifactId, Collection<?> tags) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("artifactId", artifactId);
        body.put("artifactType", null);
        body.put("versionMetadata", null);
        body.put("version", null);
        body.put("tags", tags);
        writes.post("write/artifacts/details", body);
    }

    /** Null leaves what there is. */
    public void updateLabels(String artifactVersionId, Collection<?> aliases, Collection<?> versionTags) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("alias", aliases);
        body.put("artifactVersionId", artifactVersionId);
        body.put("versionMetadata", null);
        body.put("versionTags", versionTags);
        writes.post("write/artifacts/version/labels", body);
    }

    /** The stored files among these, several at once; files that Comet only links to stay links. */
    public List<ArtifactAsset> download(
            String artifact, List<ArtifactFile> files, TargetFolder folder, OverwriteStrategy strategy) {
        List<ArtifactFile> stored =
                files.stream().filter(file -> !file.remote()).toList();
        // All names are looked at before the first byte is asked for.
        List<Path> places = folder.places(
                stored.stream().map(ArtifactFile::fileName).toList(),
                stored.stream().map(ArtifactFile::assetId).toList(),
                warnings);
        List<ArtifactAsset> all = new ArrayList<>(parallel.map(
                IntStream.range(0, stored.size()).boxed().toList(),
                index -> download(stored.get(index), TargetFolder.prepared(places.get(index)), strategy)));
        files.stream().filter(ArtifactFile::remote).forEach(file -> all.add(asset(file, null)));
        List<String> elsewhere = files.stream()
                .filter(Artifacts::isRemoteAndSynced)
                .map(ArtifactFile::fileName)
                .toList();
        if (!elsewhere.isEmpty()) {
            warnings.accept(artifact + ": Comet only links to " + String.join(", ", elsewhere) + ", which "
                    + (elsewhere.size() == 1 ? "was" : "were") + " not downloaded");
        }
        return all;
    }

    public ArtifactAsset download(ArtifactFile file, Path place, OverwriteStrategy strategy) {
        // The version authorises the read; there is no experiment that does, but the member must be there.
        ApiRequest request = ApiRequest.get(
                Endpoints.ASSET,
                JsonCalls.parameters(
                        "assetId", file.assetId(),
                        "allow301", JsonCalls.bool(false),
                        "experimentKey", "",
                        "artifactVersionId", file.artifactVersionId()));
        downloads.save(request, place, file.fileSize(), strategy);
        return asset(file, place);
    }

    /** What was logged about a file; null when nothing was. */
    public static Map<String, Object> metadata(ArtifactFile file) {
        return PlainValues.mapIn(file.metadata());
    }

    /** Whether it is a link whose target was recorded file by file. */
    public static boolean isRemoteAndSynced(ArtifactFile file) {
        Map<String, Object> metadata = metadata(file);
        return file.remote() && metadata != null && Boolean.TRUE.equals(metadata.get("synced"));
    }

    /** A file of a new artifact; the place is null for a file that Comet only links to. */
    private static ArtifactAsset asset(ArtifactFile file, Path place) {
        return new ArtifactAsset(
                file.assetId(),
                file.remote(),
                file.fileName(),
                file.fileSize(),
                file.link(),
                metadata(file),
                file.type(),
                place);
    }

    private JsonNode ask(String endpoint, String workspace, String name, Map<String, String> parameters) {
        try {
            return calls.get(endpoint, parameters).json();
        } catch (CometHttpException e) {
            if (NOT_FINAL.contains(e.sdkErrorCode())) {
                throw new CometException(
                        "artifact \"" + name + "\" in workspace \"" + workspace
                                + "\" is not finished: it is still being written, or writing it failed ("
                                + e.serverMessage() + ")",
                        e);
            }
            if (!NOT_FOUND.contains(e.sdkErrorCode()) || workspace == null) {
                throw e;
            }
            throw missing(workspace, name, parameters);
        }
    }

    private NotFoundException missing(String workspace, String name, Map<String, String> parameters) {
        List<String> known =
                list(workspace, null).stream().map(ArtifactSummary::name).toList();
        if (!known.contains(name)) {
            return new NotFoundException(
                    "no artifact \"" + name + "\" in workspace \"" + workspace + "\"" + Names.hint(name, known));
        }
        String version = parameters.getOrDefault("version", parameters.get("alias"));
        return new NotFoundException("artifact \"" + name + "\" in workspace \"" + workspace
                + "\" has no version or alias \"" + version + "\"");
    }

    private static Map<String, String> named(String workspace, String name, String artifactId) {
        if (artifactId == null && (workspace == null || name == null)) {
            throw new CometException("an artifact is named by workspace and name, or by its id");
        }
        return JsonCalls.parameters(
                "workspace", workspace, "artifactName", name == null ? null : encoded(name), "artifact_id", artifactId);
    }

    /** Comet takes an artifact's name encoded twice; the transport encodes it again. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static ArtifactSummary summary(JsonNode node) {
        return new ArtifactSummary(
                Json.text(node, "artifactId"),
                Json.text(node, "project"),
                Json.text(node, "type"),
                Json.text(node, "name"),
                Json.text(node, "description"),
                Json.number(node, "versionsCount"),
                PlainValues.texts(node, "tags"),
                Json.truth(node, "isPublic"),
                Json.text(node, "emoji"),
                Json.number(node, "sizeInBytes"));
    }

    private static ArtifactDetails details(JsonNode node) {
        return new ArtifactDetails(
                Json.text(node, "artifactId"),
                Json.text(node, "project"),
                Json.text(node, "type"),
                Json.text(node, "name"),
                Json.text(node, "description"),
                Json.text(node, "latestVersion"),
                PlainValues.texts(node, "tags"),
                Json.truth(node, "isPublic"),
                Json.text(node, "emoji"),
                Json.number(node, "sizeInBytes"),
                RegistryReader.list(node.path("versions"), Artifacts::version));
    }

    private static ArtifactVersion version(JsonNode node) {
        return new ArtifactVersion(
                Json.text(node, "artifactVersionId"),
                Json.text(node, "version"),
                Json.text(node, "owner"),
                Json.text(node, "metadata"),
                Json.text(node, "createdFrom"),
                Json.number(node, "sizeInBytes"),
                Json.text(node, "state"),
                Json.number(node, "added"),
                PlainValues.texts(node, "alias"),
                PlainValues.texts(node, "tags"),
                Json.text(node, "experimentKey"));
    }

    private static ArtifactFile file(JsonNode node) {
        String link = Json.text(node, "link");
        return new ArtifactFile(
                Json.text(node, "artifactId"),
                Json.text(node, "artifactVersionId"),
                Json.text(node, "assetId"),
                Json.text(node, "fileName"),
                Json.number(node, "fileSize"),
                link,
                Json.text(node, "dir"),
                Json.text(node, "type"),
                Json.text(node, "metadata"),
                // Older servers do not send this, and give a link to remote files only.
                node.hasNonNull("remote") ? Json.truth(node, "remote") : link != null);
    }
}
