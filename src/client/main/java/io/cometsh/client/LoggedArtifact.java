package io.cometsh.client;

import io.cometsh.client.service.Artifacts;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.OverwriteStrategy;
import io.cometsh.client.service.TargetFolder;
import io.cometsh.client.wire.ArtifactFile;
import io.cometsh.client.wire.LoggedVersion;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.text.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One version of an artifact: {@code api.getArtifact("demo", "birds").download("data")}.
 *
 * <p>Its properties are as they were read, except for labels that are changed through it. It is safe to
 * use from several threads.
 */
public final class LoggedArtifact {
    private final LoggedVersion facts;
    private final Artifacts artifacts;
    private final Function<String, Experiment> experiments;
    private volatile Set<String> aliases;
    private volatile Set<String> versionTags;
    private volatile Set<String> artifactTags;

    /** @param experiments gives the handle of an experiment by its key */
    LoggedArtifact(LoggedVersion facts, Artifacts artifacts, Function<String, Experiment> experiments) {
        this.facts = facts;
        this.artifacts = artifacts;
        this.experiments = experiments;
        aliases = set(facts.aliases());
        versionTags = set(facts.versionTags());
        artifactTags = set(facts.artifactTags());
    }

    /** The artifact's name. {@code artifact.name}. Nothing is asked. */
    public String getName() {
        return facts.name();
    }

    /** The artifact's type, such as {@code dataset}. {@code artifact.artifactType}. Nothing is asked. */
    public String getArtifactType() {
        return facts.artifactType();
    }

    /** The artifact's id. {@code artifact.artifactId}. Nothing is asked. */
    public String getArtifactId() {
        return facts.artifactId();
    }

    /** The id of this version. {@code artifact.artifactVersionId}. Nothing is asked. */
    public String getArtifactVersionId() {
        return facts.artifactVersionId();
    }

    /** A semantic version such as {@code 2.0.0}. {@code artifact.version}. Nothing is asked. */
    public String getVersion() {
        return facts.version();
    }

    /** The workspace it belongs to. {@code artifact.workspace}. Nothing is asked. */
    public String getWorkspace() {
        return facts.workspace();
    }

    /** The aliases of this version. {@code artifact.aliases}. Nothing is asked. */
    public Set<String> getAliases() {
        return new LinkedHashSet<>(aliases);
    }

    /** What was logged about this version; null when nothing was. {@code artifact.metadata}. Nothing is asked. */
    public Map<String, Object> getMetadata() {
        return PlainValues.copy(facts.metadata());
    }

    /** The tags of this version. {@code artifact.versionTags}. Nothing is asked. */
    public Set<String> getVersionTags() {
        return new LinkedHashSet<>(versionTags);
    }

    /** The tags of the artifact, whatever the version. {@code artifact.artifactTags}. Nothing is asked. */
    public Set<String> getArtifactTags() {
        return new LinkedHashSet<>(artifactTags);
    }

    /** Bytes of all files of this version. {@code artifact.size}. Nothing is asked. */
    public Long getSize() {
        return facts.size();
    }

    /** The key of the experiment that logged this version. {@code artifact.sourceExperimentKey}. Nothing is asked. */
    public String getSourceExperimentKey() {
        return facts.experimentKey();
    }

    /** The experiment that logged this version. {@code artifact.sourceExperiment.name}. Endpoint: {@code experiment/metadata}. */
    public Experiment getSourceExperiment() {
        return experiments.apply(facts.experimentKey());
    }

    /** Its files, links among them. {@code artifact.assets*.logicalPath}. Endpoint: {@code artifacts/version/files}. */
    public List<LoggedArtifactAsset> getAssets() {
        return files().stream()
                .map(file -> new LoggedArtifactAsset(file, facts.experimentKey(), artifacts))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The files that Comet only links to. {@code artifact.remoteAssets*.link}. Endpoint: {@code artifacts/version/files}. */
    public List<LoggedArtifactAsset> getRemoteAssets() {
        return getAssets().stream()
                .filter(LoggedArtifactAsset::isRemote)
                .collect(Collectors.toCollection(ArrayList::new));
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
                        + Names.hint(
                                assetLogicalPath,
                                assets.stream()
                                        .map(LoggedArtifactAsset::getLogicalPath)
                                        .toList())));
    }

    /** Downloads its files into a new temporary folder; see the longest form. {@code artifact.download()}. */
    public Artifact download() {
        return download(null, null, null);
    }

    /** Downloads its files; one that is there already with other content is an error. See the longest form. {@code artifact.download("data")}. */
    public Artifact download(String path) {
        return download(path, null, null);
    }

    /** Downloads its files by a rule for existing files; see the longest form. {@code artifact.download("data", "PRESERVE")}. */
    public Artifact download(String path, Object overwriteStrategy) {
        return download(path, overwriteStrategy, null);
    }

    /**
     * Downloads the files that Comet stores, several at once, each under its path inside the artifact:
     * {@code artifact.download("data", "PRESERVE").downloadLocalPath}. Remote files stay links, see
     * {@link #getRemoteAssets}. Endpoints: {@code artifacts/version/files}, {@code experiment/asset/get-asset}.
     *
     * @param path the folder, made when it is not there; null for a new temporary one
     * @param overwriteStrategy what becomes of a file that is there: {@code "FAIL"}, {@code "PRESERVE"} or
     *     {@code "OVERWRITE"}, see {@link OverwriteStrategy#of}; null is FAIL
     * @param syncMode has no meaning here: what Comet only links to is never fetched; a warning names what Python would
     *     fetch from a bucket
     * @return the files as the beginning of the artifact's next version; {@link Artifact#getDownloadLocalPath} is the folder
     * @throws io.cometsh.transport.CometException when a path leads out of the folder (nothing is written then), the
     *     bytes of a file are not all there, or the strategy forbids it
     */
    public Artifact download(String path, Object overwriteStrategy, Boolean syncMode) {
        OverwriteStrategy strategy = OverwriteStrategy.of(overwriteStrategy);
        List<ArtifactFile> files = files();
        TargetFolder folder = path == null
                ? TargetFolder.temporary()
                : new TargetFolder(Path.of(path).toAbsolutePath());
        return Artifact.downloaded(
                facts.name(),
                facts.artifactType(),
                folder.root(),
                artifacts.download(toString(), files, folder, strategy));
    }

    private List<ArtifactFile> files() {
        return artifacts.files(facts.workspace(), facts.name(), null, facts.version(), null);
    }

    /** Replaces the tags of the artifact. {@code artifact.updateArtifactTags(["clean"])}. Endpoint: {@code write/artifacts/details}. */
    public void updateArtifactTags(Collection<String> newArtifactTags) {
        Set<String> tags = set(newArtifactTags);
        artifacts.updateTags(facts.artifactId(), tags);
        artifactTags = tags;
    }

    /** Replaces the tags of this version. {@code artifact.updateVersionTags(["clean"])}. Endpoint: {@code write/artifacts/version/labels}. */
    public void updateVersionTags(Collection<String> newVersionTags) {
        Set<String> tags = set(newVersionTags);
        artifacts.updateLabels(facts.artifactVersionId(), null, tags);
        versionTags = tags;
    }

    /** Replaces the aliases of this version. {@code artifact.updateAliases(["prod"])}. Endpoint: {@code write/artifacts/version/labels}. */
    public void updateAliases(Collection<String> newAliases) {
        Set<String> names = set(newAliases);
        artifacts.updateLabels(facts.artifactVersionId(), names, null);
        aliases = names;
    }

    /** In their order; a script's list may hold its own kind of string. */
    private static Set<String> set(Collection<?> names) {
        Set<String> set = new LinkedHashSet<>();
        names.forEach(name -> set.add(String.valueOf(name)));
        return set;
    }

    /** {@code <LoggedArtifact 'demo/birds:2.0.0'>}. */
    @Override
    public String toString() {
        return "<LoggedArtifact '" + facts.workspace() + "/" + facts.name() + ":" + facts.version() + "'>";
    }
}
