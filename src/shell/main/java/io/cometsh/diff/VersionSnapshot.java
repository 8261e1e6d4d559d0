package io.cometsh.diff;

import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.LoggedArtifactAsset;
import io.cometsh.client.Model;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.KeyValue;
import io.cometsh.client.wire.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a version of a registered model or of an artifact has. */
final class VersionSnapshot {
    private static final String VERSION = "version";
    private static final String METADATA = "metadata";
    private static final String FILES = "files";
    private static final String TAGS = "tags";

    private VersionSnapshot() {}

    /** @param folder where the files are downloaded to, when one has to be read; the caller deletes it */
    static Snapshot of(Model model, String version, Path folder) {
        ModelVersion details = model.getDetails(version);
        Snapshot snapshot = new Snapshot(model.getName() + ":" + version);
        snapshot.value(VERSION, "comment", details.comment());
        snapshot.value(VERSION, "status", details.status());
        snapshot.value(VERSION, "experiment", details.experimentKey());
        snapshot.value(VERSION, "user", details.userName());
        new TreeSet<>(details.tags()).forEach(tag -> snapshot.value(TAGS, tag, true));
        for (KeyValue one : model.getRegistryModelMetadata(version)) {
            snapshot.value(METADATA, one.key(), text(one.value()));
        }
        Path whole = folder.resolve(version);
        for (Asset file : model.getAssets(version)) {
            snapshot.file(
                    FILES,
                    file.fileName(),
                    file.remote()
                            ? DiffContent.linked(file.link())
                            : DiffContent.of(
                                    file.fileSize(),
                                    any -> downloaded(model, version, whole).resolve(file.fileName())),
                    false);
        }
        return snapshot;
    }

    private static Path downloaded(Model model, String version, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            model.download(version, folder.toString());
        }
        return folder;
    }

    static Snapshot of(LoggedArtifact artifact) {
        Snapshot snapshot = new Snapshot(artifact.getName() + ":" + artifact.getVersion());
        snapshot.value(VERSION, "size", artifact.getSize());
        snapshot.value(VERSION, "experiment", artifact.getSourceExperimentKey());
        new TreeSet<>(artifact.getAliases()).forEach(alias -> snapshot.value(VERSION, "alias " + alias, true));
        new TreeSet<>(artifact.getVersionTags()).forEach(tag -> snapshot.value(TAGS, tag, true));
        metadata(snapshot, METADATA, "", artifact.getMetadata());
        for (LoggedArtifactAsset file : artifact.getAssets()) {
            snapshot.file(
                    FILES,
                    file.getLogicalPath(),
                    file.isRemote()
                            ? DiffContent.linked(file.getLink())
                            : DiffContent.of(file.getSize(), folder -> (Path)
                                    file.download(folder.toString(), "content").localPathOrData()),
                    false);
            metadata(snapshot, METADATA, file.getLogicalPath() + " ", file.getMetadata());
        }
        return snapshot;
    }

    private static void metadata(Snapshot snapshot, String section, String prefix, Map<String, Object> metadata) {
        if (metadata != null) {
            metadata.forEach((name, value) -> snapshot.value(section, prefix + name, text(value)));
        }
    }

    /** Numbers stay numbers; lists and maps are compared as they print. */
    private static Object text(Object value) {
        return value instanceof List || value instanceof Map ? value.toString() : value;
    }
}
