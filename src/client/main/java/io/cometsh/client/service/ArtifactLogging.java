package io.cometsh.client.service;

import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Json;
import io.cometsh.client.wire.LoggedVersion;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.BodyPart;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sends artifacts: the version is opened, its files follow, then it is closed. Readers see it from then on; one whose files
 * did not all arrive is closed as an error, so that nobody takes it for whole.
 */
public final class ArtifactLogging {
    private static final String UPSERT = "write/artifacts/upsert";
    private static final String REMOTE = "/clientlib/rest/v2/write/artifact/assets/remote/batch";
    private static final Map<Integer, String> REFUSALS = Map.of(
            90399, "there is this version already",
            90401, "a version that is finished cannot be changed",
            7000019, "there was a version of this number, which was deleted: its number is not used again");

    private final JsonCalls calls;
    private final Artifacts artifacts;
    private final BackendVersion backend;
    private final Parallel parallel;

    public ArtifactLogging(JsonCalls calls, Artifacts artifacts, BackendVersion backend, Parallel parallel) {
        this.calls = calls;
        this.artifacts = artifacts;
        this.backend = backend;
        this.parallel = parallel;
    }

    /** The version that is being written. */
    private record Target(ExperimentMetadata experiment, String artifactId, String versionId) {}

    public LoggedVersion log(ExperimentMetadata experiment, ArtifactDraft artifact) {
        List<ArtifactDraft.Entry> entries = artifact.entries();
        // All are looked at before the version is opened: a missing file must not leave an incomplete version.
        entries.forEach(entry -> requireReadable(entry.asset()));
        Map<String, Object> reply = upsert(experiment, artifact);
        Target target = new Target(
                experiment,
                JsonWrites.required("POST", UPSERT, reply, "artifactId"),
                JsonWrites.required("POST", UPSERT, reply, "artifactVersionId"));
        try {
            artifacts.byIds(target.artifactId(), target.versionId());
            sendLinks(
                    target,
                    entries.stream().filter(entry -> entry.asset().remote()).toList());
            parallel.map(
                    entries.stream().filter(entry -> !entry.asset().remote()).toList(),
                    entry -> upload(target, entry, file(entry.asset())));
        } catch (RuntimeException e) {
            closeAsFailed(target, e);
            throw e;
        }
        state(target, "CLOSED");
        // Its size is that of all its files only now.
        return artifacts.byIds(target.artifactId(), target.versionId());
    }

    private Map<String, Object> upsert(ExperimentMetadata experiment, ArtifactDraft artifact) {
        try {
            return calls.writes()
                    .post(
                            UPSERT,
                            JsonWrites.body(
                                    "artifactName",
                                    artifact.name(),
                                    "artifactType",
                                    artifact.artifactType(),
                                    "experimentKey",
                                    experiment.experimentKey(),
                                    "versionMetadata",
                                    artifact.metadata() == null ? null : Json.write(artifact.metadata()),
                                    "version",
                                    artifact.version(),
                                    "alias",
                                    artifact.aliases(),
                                    "versionTags",
                                    artifact.versionTags()));
        } catch (CometHttpException e) {
            String why = REFUSALS.get(e.sdkErrorCode());
            if (why == null) {
                throw e;
            }
            throw new CometException(
                    "cannot log " + artifact.title() + (artifact.version() == null ? "" : " as " + artifact.version())
                            + ": " + why + "; leave the version out to have the server choose the next",
                    e);
        }
    }

    /** All in one request, where the server can take that. */
    private void sendLinks(Target target, List<ArtifactDraft.Entry> links) {
        if (links.isEmpty()) {
            return;
        }
        if (backend.isOlder("3.12.26")) {
            parallel.map(
                    links,
                    link -> upload(
                            target,
                            link,
                            BodyPart.text("link", "link", link.asset().link())));
            return;
        }
        List<Map<String, Object>> requests = new ArrayList<>();
        for (ArtifactDraft.Entry link : links) {
            ArtifactAsset asset = link.asset();
            requests.add(JsonWrites.body(
                    "link",
                    asset.link(),
                    "type",
                    asset.assetType(),
                    "metadata",
                    metadata(asset),
                    "assetId",
                    newId(),
                    "fileName",
                    asset.logicalPath(),
                    "isRemote",
                    true,
                    "overwrite",
                    link.overwrite(),
                    "step",
                    null,
                    "context",
                    null,
                    "runId",
                    null,
                    "artifactVersionId",
                    target.versionId()));
        }
        calls.writes()
                .send(new ApiRequest(
                        "POST",
                        REMOTE,
                        JsonCalls.parameters(
                                "experimentKey", target.experiment().experimentKey()),
                        Json.write(Map.of("remoteArtifactAssetRequests", requests))));
    }

    private Map<String, Object> upload(Target target, ArtifactDraft.Entry entry, BodyPart content) {
        ArtifactAsset asset = entry.asset();
        List<BodyPart> parts = new ArrayList<>(List.of(content));
        if (asset.metadata() != null) {
            parts.add(BodyPart.text("metadata", null, metadata(asset)));
        }
        return calls.writes()
                .send(ApiRequest.upload(
                        ApiRequest.ASSET_UPLOAD,
                        JsonCalls.parameters(
                                "experimentId",
                                target.experiment().experimentKey(),
                                "projectId",
                                target.experiment().projectId(),
                                "assetId",
                                newId(),
                                "extension",
                                AssetWrites.extension(asset.logicalPath()),
                                "fileName",
                                asset.logicalPath(),
                                "isRemote",
                                asset.remote() ? JsonCalls.bool(true) : null,
                                "overwrite",
                                JsonCalls.bool(entry.overwrite()),
                                "artifactVersionId",
                                target.versionId()),
                        parts));
    }

    private static BodyPart file(ArtifactAsset asset) {
        return asset.localPathOrData() instanceof byte[] bytes
                ? BodyPart.bytes("file", "file", bytes)
                : BodyPart.file("file", "file", (Path) asset.localPathOrData());
    }

    private static void requireReadable(ArtifactAsset asset) {
        if (asset.localPathOrData() instanceof Path path && !Files.isReadable(path)) {
            throw new CometException("\"" + asset.logicalPath() + "\" cannot be logged: there is no file " + path
                    + " any more that can be read");
        }
    }

    private void closeAsFailed(Target target, RuntimeException cause) {
        try {
            state(target, "ERROR");
        } catch (RuntimeException e) {
            // The version stays open, which nobody can read either.
            cause.addSuppressed(e);
        }
    }

    private void state(Target target, String state) {
        calls.writes()
                .post(
                        "write/artifacts/state",
                        JsonWrites.body(
                                "artifactVersionId",
                                target.versionId(),
                                "experimentKey",
                                target.experiment().experimentKey(),
                                "state",
                                state));
    }

    private static String metadata(ArtifactAsset asset) {
        return asset.metadata() == null ? null : Json.write(asset.metadata());
    }

    /** The client names its assets: what arrives twice is one. */
    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
