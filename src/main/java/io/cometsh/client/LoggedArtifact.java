package io.cometsh.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of an artifact: {@code api.getArtifact("demo", "birds").download("data")}.
 *
 * <p>Its properties are those of the moment it was read, but for the labels that are changed through it. It is safe to
 * use from several threads.
 */
public final class LoggedArtifact {
    private final Artifacts artifacts;
    private final String name;
    private final String artifactType;
    private final String artifactId;
    private final String artifactVersionId;
    private final String version;
    private final String workspace;
    private final Map<String, Object> metadata;
    private final Long size;
    private final String sourceExperimentKey;
    private volatile Set<String> aliases;
    private volatile Set<String> versionTags;
    private volatile Set<String> artifactTags;

    private LoggedArtifact(JsonNode node, Artifacts artifacts) {
        JsonNode artifact = node.path("artifact");
        this.artifacts = artifacts;
        name = Json.text(artifact, "artifactName");
        artifactType = Json.text(artifact, "artifactType");
        artifactId = Json.text(artifact, "artifactId");
        artifactTags = set(Plain.texts(artifact, "tags"));
        workspace = Json.text(artifact, "workspaceName");
        artifactVersionId = Json.text(node, "artifactVersionId");
        version = Json.text(node, "artifactVersion");
        metadata = Plain.mapIn(Json.text(node, "metadata"));
        size = Json.number(node, "sizeInBytes");
        sourceExperimentKey = Json.text(node, "experimentKey");
        aliases = set(Plain.texts(node, "alias"));
        versionTags = set(Plain.texts(node, "tags"));
    }

    static LoggedArtifact of(JsonNode node, Artifacts artifacts) {
        return new LoggedArtifact(node, artifacts);
    }

    /** The artifact's name. */
    public String getName() {
        return name;
    }

    /** The artifact's type, such as {@code dataset}. */
    public String getArtifactType() {
        return artifactType;
    }

    /** The artifact's id. */
    public String getArtifactId() {
        return artifactId;
    }

    /** The id of this version. */
    public String getArtifactVersionId() {
        return artifactVersionId;
    }

    /** A semantic version such as {@code 2.0.0}. */
    public String getVersion() {
        return version;
    }

    /** The workspace it belongs to. */
    public String getWorkspace() {
        return workspace;
    }

    /** The aliases of this version. */
    public Set<String> getAliases() {
        return aliases;
    }

    /** What was logged about this version; null when nothing was. */
    public Map<String, Object> getMetadata() {
        return metadata;
    }

    /** The tags of this version. */
    public Set<String> getVersionTags() {
        return versionTags;
    }

    /** The tags of the artifact, whatever the version. */
    public Set<String> getArtifactTags() {
        return artifactTags;
    }

    /** Bytes of all files of this version. */
    public Long getSize() {
        return size;
    }

    /** The key of the experiment that logged this version. */
    public String getSourceExperimentKey() {
        return sourceExperimentKey;
    }

    /** The experiment that logged this version. Endpoint: {@code experiment/metadata}. */
    public Experiment getSourceExperiment() {
        return artifacts.experiment(sourceExperimentKey);
    }

    /** Its files, links among them. Endpoint: {@code artifacts/version/files}. */
    public List<LoggedArtifactAsset> getAssets() {
        return artifacts.files(workspace, name, null, version, null).stream()
                .map(file -> new LoggedArtifactAsset(file, sourceExperimentKey, artifacts))
                .toList();
    }

    /** The files that Comet only links to. Endpoint: {@code artifacts/version/files}. */
    public List<LoggedArtifactAsset> getRemoteAssets() {
        return getAssets().stream().filter(LoggedArtifactAsset::isRemote).toList();
    }

    /**
     * One of its files: {@code artifact.getAsset("train.csv")}. Endpoint: {@code artifacts/version/files}.
     *
     * @throws NotFoundException when it has no such file; names the nearest
     */
    public LoggedArtifactAsset getAsset(String assetLogicalPath) {
        List<LoggedArtifactAsset> assets = getAssets();
        return assets.stream()
                .filter(asset -> asset.getLogicalPath().equals(assetLogicalPath))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(this + " has no file \"" + assetLogicalPath + "\""
                        + Nearest.hint(
                                assetLogicalPath,
                                assets.stream()
                                        .map(LoggedArtifactAsset::getLogicalPath)
                                        .toList())));
    }

    /** Downloads its files into a new temporary folder; see the longest form. */
    public Path download() {
        return download(null, OverwriteStrategy.FAIL);
    }

    /** Downloads its files; one that is there already with other content is an error. See the longest form. */
    public Path download(String path) {
        return download(path, OverwriteStrategy.FAIL);
    }

    /**
     * Downloads the files that Comet stores, several at once, each under its path inside the artifact:
     * {@code artifact.download("data", "PRESERVE")}. Remote files stay links, see {@link #getRemoteAssets}. Endpoints:
     * {@code artifacts/version/files}, {@code experiment/asset/get-asset}.
     *
     * @param path the folder, made when it is not there; null for a new temporary one
     * @param overwriteStrategy see {@link OverwriteStrategy#of}
     * @return the folder
     * @throws io.cometsh.transport.CometException when a path leads out of the folder (nothing is written then), the
     *     bytes of a file are not all there, or the strategy forbids it
     */
    public Path download(String path, Object overwriteStrategy) {
        OverwriteStrategy strategy = OverwriteStrategy.of(overwriteStrategy);
        List<LoggedArtifactAsset> assets = getAssets();
        TargetFolder folder = path == null
                ? TargetFolder.temporary()
                : new TargetFolder(Path.of(path).toAbsolutePath());
        artifacts.download(assets, folder, strategy);
        return folder.root();
    }

    /** Replaces the tags of the artifact. Endpoint: {@code write/artifacts/details}. */
    public void updateArtifactTags(Collection<String> newArtifactTags) {
        Set<String> tags = set(newArtifactTags);
        artifacts.updateTags(artifactId, tags);
        artifactTags = tags;
    }

    /** Replaces the tags of this version. Endpoint: {@code write/artifacts/version/labels}. */
    public void updateVersionTags(Collection<String> newVersionTags) {
        Set<String> tags = set(newVersionTags);
        artifacts.updateLabels(artifactVersionId, null, tags);
        versionTags = tags;
    }

    /** Replaces the aliases of this version. Endpoint: {@code write/artifacts/version/labels}. */
    public void updateAliases(Collection<String> newAliases) {
        Set<String> names = set(newAliases);
        artifacts.updateLabels(artifactVersionId, names, null);
        aliases = names;
    }

    /** In their order; a script's list may hold its own kind of string. */
    private static Set<String> set(Collection<?> names) {
        Set<String> set = new LinkedHashSet<>();
        names.forEach(name -> set.add(String.valueOf(name)));
        return Collections.unmodifiableSet(set);
    }

    /** {@code <LoggedArtifact 'demo/birds:2.0.0'>}. */
    @Override
    public String toString() {
        return "<LoggedArtifact '" + workspace + "/" + name + ":" + version + "'>";
    }
}
