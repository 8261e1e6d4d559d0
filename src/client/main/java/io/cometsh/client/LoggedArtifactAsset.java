package io.cometsh.client;

import io.cometsh.client.service.Artifacts;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.OverwriteStrategy;
import io.cometsh.client.service.TargetFolder;
import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.client.wire.ArtifactFile;
import java.nio.file.Path;
import java.util.Map;

/** A file of a logged artifact: {@code artifact.getAsset("train.csv").download("data")}. */
public final class LoggedArtifactAsset {
    private final ArtifactFile file;
    private final String sourceExperimentKey;
    private final Artifacts artifacts;

    LoggedArtifactAsset(ArtifactFile file, String sourceExperimentKey, Artifacts artifacts) {
        this.file = file;
        this.sourceExperimentKey = sourceExperimentKey;
        this.artifacts = artifacts;
    }

    /** The asset's id. {@code asset.id}. Nothing is asked. */
    public String getId() {
        return file.assetId();
    }

    /** Whether Comet holds only a link to it. {@code asset.remote}. Nothing is asked. */
    public boolean isRemote() {
        return file.remote();
    }

    /** Its path inside the artifact, with {@code /} between folders. {@code asset.logicalPath}. Nothing is asked. */
    public String getLogicalPath() {
        return file.fileName();
    }

    /** Bytes; null when the server does not report it. {@code asset.size}. Nothing is asked. */
    public Long getSize() {
        return file.fileSize();
    }

    /** The address of a remote file; null for a stored one. {@code asset.link}. Nothing is asked. */
    public String getLink() {
        return file.link();
    }

    /** What was logged about it; null when nothing was. {@code asset.metadata}. Nothing is asked. */
    public Map<String, Object> getMetadata() {
        return Artifacts.metadata(file);
    }

    /** Its type, {@code unknown} for plain files. {@code asset.assetType}. Nothing is asked. */
    public String getAssetType() {
        return file.type();
    }

    /** The version it belongs to. {@code asset.artifactVersionId}. Nothing is asked. */
    public String getArtifactVersionId() {
        return file.artifactVersionId();
    }

    /** The artifact it belongs to. {@code asset.artifactId}. Nothing is asked. */
    public String getArtifactId() {
        return file.artifactId();
    }

    /** The experiment that logged the version. {@code asset.sourceExperimentKey}. Nothing is asked. */
    public String getSourceExperimentKey() {
        return sourceExperimentKey;
    }

    /** Whether it is a link whose target was recorded file by file, so that it can be fetched from there. {@code asset.isRemoteAndSynced()}. Nothing is asked. */
    public boolean isRemoteAndSynced() {
        return Artifacts.isRemoteAndSynced(file);
    }

    /** Whether {@link #download} can fetch it: Comet stores it itself. {@code asset.isAssetDownloadable()}. Nothing is asked. */
    public boolean isAssetDownloadable() {
        return !isRemote();
    }

    /** Downloads it into a folder under its own path; see the longest form. */
    public ArtifactAsset download(String localPath) {
        return download(localPath, null, null);
    }

    /** Downloads it into a folder under another path; see the longest form. {@code asset.download("data", "copy.csv")}. */
    public ArtifactAsset download(String localPath, String logicalPath) {
        return download(localPath, logicalPath, null);
    }

    /** Downloads it into a new temporary folder; see the longest form. {@code asset.download().localPathOrData}. */
    public ArtifactAsset download() {
        return download(null, null, null);
    }

    /**
     * Downloads it: {@code asset.download("data", "copy.csv", "OVERWRITE")}. Endpoint: {@code experiment/asset/get-asset}.
     *
     * @param localPath the folder, made when it is not there; null for a new temporary one
     * @param logicalPath the path inside the folder; null for the asset's own
     * @param overwriteStrategy see {@link OverwriteStrategy#of}
     * @return the file; its {@link ArtifactAsset#localPathOrData} is where it is
     * @throws NotFoundException for a remote file, with its link
     * @throws io.cometsh.transport.CometException when the path leads out of the folder, the bytes are not all there, or
     *     the strategy forbids it
     */
    public ArtifactAsset download(String localPath, String logicalPath, Object overwriteStrategy) {
        OverwriteStrategy strategy = OverwriteStrategy.of(overwriteStrategy);
        if (isRemote()) {
            throw new NotFoundException(
                    "Comet does not store \"" + getLogicalPath() + "\", it only links to " + getLink());
        }
        TargetFolder folder = localPath == null
                ? TargetFolder.temporary()
                : new TargetFolder(Path.of(localPath).toAbsolutePath());
        return artifacts.download(file, folder.place(logicalPath == null ? getLogicalPath() : logicalPath), strategy);
    }

    /** {@code LoggedArtifactAsset('train.csv', 12 bytes)}. */
    @Override
    public String toString() {
        return "LoggedArtifactAsset('" + getLogicalPath() + "', "
                + (isRemote() ? "remote " + getLink() : getSize() + " bytes") + ")";
    }
}
