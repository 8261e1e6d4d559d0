package io.cometsh.server.service;

import io.cometsh.server.service.AssetService.Description;
import io.cometsh.server.service.AssetService.Stored;
import io.cometsh.server.store.ArtifactRow;
import io.cometsh.server.store.ArtifactVersionRow;
import io.cometsh.server.store.ArtifactVersionRow.VersionState;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.KeptAsset;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Artifacts: shared files in versions. A version takes files while it is open; closed, it is complete, stays as it is, and only then is what its aliases and {@code Latest} mean.
 */
public final class ArtifactService {
    /** The alias of the newest version that is complete. Nobody sets it, and no case of it is another alias. */
    public static final String LATEST = "Latest";

    private static final int LONGEST_NAME = 100;

    private static final Comparator<ArtifactVersionRow> BY_VERSION =
            Comparator.comparing(row -> SemanticVersion.stored(row.version()));

    private final Store store;
    private final ProjectService projects;
    private final ExperimentService experiments;
    private final LogService log;
    private final Clock clock;

    public ArtifactService(
            Store store, ProjectService projects, ExperimentService experiments, LogService log, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.experiments = experiments;
        this.log = log;
        this.clock = clock;
    }

    /** A version with its artifact, all its aliases and its bytes. */
    public record ArtifactVersionDetails(
            ArtifactRow artifact, ArtifactVersionRow row, List<String> aliases, long size) {}

    /** A version with its files. */
    public record Filled(ArtifactVersionDetails version, List<KeptAsset> files) {}

    /** An artifact with its versions, oldest first; {@code latest} is null when it has none. */
    public record ArtifactWithVersions(
            ArtifactRow artifact, String project, ArtifactVersionRow latest, List<ArtifactVersionDetails> versions) {
        /** Bytes of all versions. */
        public long size() {
            return versions.stream().mapToLong(ArtifactVersionDetails::size).sum();
        }
    }

    /** A reference to an artifact: its id, or workspace and name. */
    public record ArtifactReference(String id, String workspace, String name) {}

    /** A reference to a version: its id, its version, an alias, or a text that is either of both; by default the latest. */
    public record Pick(String id, String version, String alias, String versionOrAlias) {}

    /** A version that is to be made; null where the client left it to the server. */
    public record Wanted(
            String experimentKey,
            String name,
            String type,
            String version,
            String metadata,
            List<String> aliases,
            List<String> tags) {}

    /** A version that was made, and the newest one before it, or null. */
    public record Made(ArtifactRow artifact, ArtifactVersionRow row, String previous) {}

    /** What an experiment took and what it made. */
    public record Lineage(List<ArtifactVersionDetails> inputs, List<ArtifactVersionDetails> outputs) {}

    // ---- reading

    /** The artifacts of a workspace by name; {@code type} null is any. */
    public List<ArtifactWithVersions> list(User user, String workspace, String type) {
        return store.read(tx -> {
            projects.requireWorkspace(tx, user, workspace);
            List<ArtifactWithVersions> all = new ArrayList<>();
            for (ArtifactRow artifact : store.artifacts().artifacts(tx, workspace)) {
                if (type == null || type.equals(artifact.type())) {
                    all.add(details(tx, artifact));
                }
            }
            return all;
        });
    }

    public ArtifactWithVersions details(ArtifactReference reference) {
        return store.read(tx -> details(tx, require(tx, reference, CometError.ARTIFACT_NOT_FOUND)));
    }

    private ArtifactWithVersions details(Tx tx, ArtifactRow artifact) throws SQLException {
        List<ArtifactVersionRow> rows = versions(tx, artifact);
        ArtifactVersionRow latest = latest(rows);
        List<ArtifactVersionDetails> versions = new ArrayList<>();
        for (ArtifactVersionRow row : rows) {
            versions.add(version(tx, artifact, row, row.equals(latest)));
        }
        Optional<ProjectRow> project = store.projects().find(tx, artifact.project());
        return new ArtifactWithVersions(
                artifact,
                project.map(ProjectRow::name).orElse(null),
                latest == null && !rows.isEmpty() ? rows.get(rows.size() - 1) : latest,
                versions);
    }

    /**
     * A version that is complete, or, asked for by its id, in any state.
     *
     * @param consumerKey the experiment that takes it, which is noted; null for a mere look
     */
    public ArtifactVersionDetails get(ArtifactReference reference, Pick pick, String consumerKey) {
        ArtifactVersionDetails version = store.read(tx -> pick(tx, reference, pick));
        if (consumerKey != null && !consumerKey.isEmpty()) {
            store.write(tx -> {
                experiments.require(tx, consumerKey);
                store.artifacts().addUse(tx, version.row().id(), consumerKey, clock.millis());
                return null;
            });
        }
        return version;
    }

    /** A version that is complete, with its files. */
    public Filled files(ArtifactReference reference, Pick pick) {
        return store.read(tx -> {
            ArtifactVersionDetails version = pick(tx, reference, pick);
            return new Filled(version, store.kept().of(tx, version.row().id()));
        });
    }

    /** A file of a version, in whatever state that is. */
    public Stored file(String versionId, String assetId) {
        return store.read(tx -> {
            KeptAsset kept =
                    store.kept().find(tx, versionId, assetId).orElseThrow(() -> CometError.ASSET_NOT_FOUND.of(assetId));
            return new Stored(kept.asset(), kept.experimentKey(), store.files().path(versionId, assetId));
        });
    }

    public Lineage lineage(String experimentKey) {
        return store.read(tx -> {
            experiments.require(tx, experimentKey);
            return new Lineage(
                    placed(tx, store.artifacts().usedBy(tx, experimentKey)),
                    placed(tx, store.artifacts().loggedBy(tx, experimentKey)));
        });
    }

    private List<ArtifactVersionDetails> placed(Tx tx, List<ArtifactVersionRow> rows) throws SQLException {
        List<ArtifactVersionDetails> versions = new ArrayList<>();
        for (ArtifactVersionRow row : rows) {
            ArtifactRow artifact = artifactOf(tx, row);
            versions.add(version(tx, artifact, row, row.equals(latest(versions(tx, artifact)))));
        }
        return versions;
    }

    private ArtifactVersionDetails version(Tx tx, ArtifactRow artifact, ArtifactVersionRow row, boolean latest)
            throws SQLException {
        List<String> aliases = new ArrayList<>();
        if (latest) {
            aliases.add(LATEST);
        }
        aliases.addAll(row.aliases());
        return new ArtifactVersionDetails(artifact, row, aliases, store.kept().size(tx, row.id()));
    }

    private ArtifactVersionDetails pick(Tx tx, ArtifactReference reference, Pick pick) throws SQLException {
        if (pick.id() != null) {
            ArtifactVersionRow row = requireVersion(tx, pick.id());
            ArtifactRow artifact = artifactOf(tx, row);
            return version(tx, artifact, row, row.equals(latest(versions(tx, artifact))));
        }
        ArtifactRow artifact = require(tx, reference, CometError.ARTIFACT_VERSION_NOT_FOUND);
        List<ArtifactVersionRow> rows = versions(tx, artifact);
        ArtifactVersionRow row = chosen(rows, pick);
        if (row == null) {
            String wish = pick.version() != null
                    ? pick.version()
                    : pick.versionOrAlias() != null ? pick.versionOrAlias() : pick.alias();
            throw CometError.ARTIFACT_VERSION_NOT_FOUND.of(
                    artifact.workspace() + "/" + artifact.name() + (wish == null ? "" : ":" + wish));
        }
        if (row.state() == VersionState.OPEN) {
            throw CometError.ARTIFACT_OPEN.of(shown(artifact, row.version()));
        }
        if (row.state() == VersionState.ERROR) {
            throw CometError.ARTIFACT_FAILED.of(shown(artifact, row.version()));
        }
        return version(tx, artifact, row, row.equals(latest(rows)));
    }

    private static ArtifactVersionRow chosen(List<ArtifactVersionRow> rows, Pick pick) {
        String version = pick.version() != null ? pick.version() : pick.versionOrAlias();
        if (version != null) {
            Optional<ArtifactVersionRow> exact =
                    rows.stream().filter(row -> row.version().equals(version)).findFirst();
            if (exact.isPresent() || pick.versionOrAlias() == null) {
                return exact.orElse(null);
            }
        }
        String alias = pick.versionOrAlias() != null ? pick.versionOrAlias() : pick.alias();
        if (alias == null || alias.equalsIgnoreCase(LATEST)) {
            ArtifactVersionRow latest = latest(rows);
            // If no version is complete, the newest one shows why.
            return latest == null && !rows.isEmpty() ? rows.get(rows.size() - 1) : latest;
        }
        // What is complete first: an open version takes its aliases over when it closes.
        return rows.stream()
                .filter(row -> row.aliases().stream().anyMatch(alias::equalsIgnoreCase))
                .min(Comparator.comparing(row -> row.state() != VersionState.CLOSED))
                .orElse(null);
    }

    /** The versions that are not removed, oldest first. */
    private List<ArtifactVersionRow> versions(Tx tx, ArtifactRow artifact) throws SQLException {
        return store.artifacts().versions(tx, artifact.id()).stream()
                .filter(row -> row.state() != VersionState.DELETED)
                .sorted(BY_VERSION)
                .toList();
    }

    /** The newest complete version; null when none is complete. */
    private static ArtifactVersionRow latest(List<ArtifactVersionRow> rows) {
        return rows.stream()
                .filter(row -> row.state() == VersionState.CLOSED)
                .max(BY_VERSION)
                .orElse(null);
    }

    private ArtifactRow require(Tx tx, ArtifactReference reference, CometError error) throws SQLException {
        if (reference.id() != null) {
            return store.artifacts().artifact(tx, reference.id()).orElseThrow(() -> error.of(reference.id()));
        }
        if (reference.workspace() == null || reference.name() == null) {
            throw CometError.BAD_REQUEST.of("give the id of the artifact, or workspace and artifactName");
        }
        return store.artifacts()
                .artifact(tx, reference.workspace(), reference.name())
                .orElseThrow(() -> error.of(reference.workspace() + "/" + reference.name()));
    }

    private ArtifactVersionRow requireVersion(Tx tx, String id) throws SQLException {
        return store.artifacts()
                .version(tx, id)
                .filter(row -> row.state() != VersionState.DELETED)
                .orElseThrow(() -> CometError.ARTIFACT_VERSION_NOT_FOUND.of(id));
    }

    private ArtifactRow artifactOf(Tx tx, ArtifactVersionRow row) throws SQLException {
        return store.artifacts()
                .artifact(tx, row.artifact())
                .orElseThrow(() -> CometError.ARTIFACT_NOT_FOUND.of(row.artifact()));
    }

    private static String shown(ArtifactRow artifact, String version) {
        return artifact.workspace() + "/" + artifact.name() + ":" + version;
    }

    // ---- writing

    /** Makes a version that is open for files, and the artifact when its name is new. */
    public Made make(User user, Wanted wanted) {
        return store.write(tx -> {
            long now = clock.millis();
            ExperimentRow experiment = log.heard(tx, wanted.experimentKey());
            ArtifactRow artifact = artifact(tx, user, experiment, wanted, now);
            List<ArtifactVersionRow> existing =
                    new ArrayList<>(store.artifacts().versions(tx, artifact.id()));
            existing.sort(BY_VERSION);
            // Two versions never have the same time, even if the clock is set back.
            long created = Math.max(
                    now,
                    existing.stream()
                                    .mapToLong(ArtifactVersionRow::created)
                                    .max()
                                    .orElse(0)
                            + 1);
            ArtifactVersionRow row = new ArtifactVersionRow(
                    UUID.randomUUID().toString(),
                    artifact.id(),
                    freeVersion(artifact, existing, wanted.version()),
                    wanted.metadata(),
                    VersionState.OPEN,
                    user.name(),
                    wanted.experimentKey(),
                    ownAliases(wanted.aliases()),
                    distinct(wanted.tags()),
                    created);
            store.artifacts().put(tx, artifact);
            store.artifacts().put(tx, row);
            return new Made(
                    artifact,
                    row,
                    existing.stream()
                            .filter(version -> version.state() != VersionState.DELETED)
                            .reduce((first, second) -> second)
                            .map(ArtifactVersionRow::version)
                            .orElse(null));
        });
    }

    private ArtifactRow artifact(Tx tx, User user, ExperimentRow experiment, Wanted wanted, long now)
            throws SQLException {
        if (wanted.name().isBlank() || wanted.name().length() > LONGEST_NAME) {
            throw CometError.BAD_REQUEST.of("the name of an artifact has 1 to " + LONGEST_NAME + " characters");
        }
        String workspace = store.projects().byNum(tx, experiment.project()).workspace();
        Optional<ArtifactRow> existing = store.artifacts().artifact(tx, workspace, wanted.name());
        if (existing.isEmpty()) {
            return new ArtifactRow(
                    UUID.randomUUID().toString(),
                    workspace,
                    experiment.project(),
                    wanted.type(),
                    wanted.name(),
                    null,
                    false,
                    List.of(),
                    user.name(),
                    now);
        }
        if (wanted.type() != null && !wanted.type().equals(existing.get().type())) {
            throw CometError.ARTIFACT_IMMUTABLE.of(
                    workspace + "/" + wanted.name() + " is a " + existing.get().type() + ", not a " + wanted.type());
        }
        return existing.get();
    }

    private static String freeVersion(ArtifactRow artifact, List<ArtifactVersionRow> existing, String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return existing.isEmpty()
                    ? SemanticVersion.FIRST
                    : SemanticVersion.stored(existing.get(existing.size() - 1).version())
                            .nextMajor();
        }
        if (SemanticVersion.of(wanted).isEmpty()) {
            throw CometError.BAD_VERSION.of("not " + wanted);
        }
        for (ArtifactVersionRow row : existing) {
            if (row.version().equals(wanted)) {
                throw (row.state() == VersionState.DELETED
                                ? CometError.ARTIFACT_VERSION_DELETED
                                : CometError.ARTIFACT_VERSION_EXISTS)
                        .of(shown(artifact, wanted));
            }
        }
        return wanted;
    }

    private static List<String> ownAliases(List<String> aliases) {
        return distinct(aliases).stream()
                .filter(alias -> !alias.equalsIgnoreCase(LATEST))
                .toList();
    }

    private static List<String> distinct(List<String> texts) {
        LinkedHashSet<String> distinct = new LinkedHashSet<>(texts);
        distinct.removeIf(String::isBlank);
        return List.copyOf(distinct);
    }

    /** Keeps a file of an open version; {@code bytes} null for a remote one. */
    public AssetRow put(String versionId, Description file, InputStream bytes) throws IOException {
        String id = file.id() == null || file.id().isBlank() ? AssetService.newId() : file.id();
        store.read(tx -> open(tx, versionId));
        long size = bytes == null ? 0 : store.files().write(versionId, id, bytes);
        List<String> replaced = new ArrayList<>();
        AssetRow row = store.write(tx -> {
            replaced.clear();
            return keep(tx, versionId, file, id, size, replaced);
        });
        removeFiles(versionId, replaced);
        return row;
    }

    /** Keeps remote files, all or none. */
    public void putRemote(String versionId, List<Description> files) throws IOException {
        List<String> replaced = new ArrayList<>();
        store.write(tx -> {
            replaced.clear();
            for (Description file : files) {
                keep(tx, versionId, file, file.id() == null ? AssetService.newId() : file.id(), 0, replaced);
            }
            return null;
        });
        removeFiles(versionId, replaced);
    }

    private void removeFiles(String versionId, List<String> ids) throws IOException {
        for (String id : ids) {
            store.files().remove(versionId, id);
        }
    }

    /** @param replaced gets the ids of the files with the same logical path, which this one overwrites */
    private AssetRow keep(Tx tx, String versionId, Description file, String id, long size, List<String> replaced)
            throws SQLException {
        open(tx, versionId);
        log.heard(tx, file.experimentKey());
        AssetRow row = new AssetRow(
                id,
                0,
                file.fileName() == null || file.fileName().isEmpty() ? id : file.fileName(),
                file.extension(),
                file.type(),
                file.step(),
                file.epoch(),
                file.context(),
                size,
                file.link(),
                file.metadata(),
                file.grouping(),
                clock.millis());
        if (file.overwrite()) {
            replaced.addAll(store.kept().removeOthersNamed(tx, versionId, row));
        }
        store.kept().put(tx, new KeptAsset(versionId, file.experimentKey(), row));
        return row;
    }

    private ArtifactVersionRow open(Tx tx, String versionId) throws SQLException {
        ArtifactVersionRow row = requireVersion(tx, versionId);
        if (row.state() != VersionState.OPEN) {
            throw CometError.ARTIFACT_FILE_TOO_LATE.of(shown(artifactOf(tx, row), row.version()));
        }
        return row;
    }

    /** Closes an open version, or marks it as failed. Closing moves its aliases to it. */
    public void setState(String versionId, String state) {
        VersionState wanted = state(state);
        store.write(tx -> {
            ArtifactVersionRow row = requireVersion(tx, versionId);
            if (row.state() == wanted) {
                return null;
            }
            if (row.state() != VersionState.OPEN) {
                throw CometError.ARTIFACT_IMMUTABLE.of(
                        shown(artifactOf(tx, row), row.version()) + " is " + row.state());
            }
            if (wanted == VersionState.CLOSED) {
                // Versions that are written at the same time close in any order: the one made last keeps an alias.
                List<String> own = new ArrayList<>(row.aliases());
                for (ArtifactVersionRow other : store.artifacts().versions(tx, row.artifact())) {
                    if (other.state() == VersionState.CLOSED && other.created() > row.created()) {
                        own.removeIf(alias -> other.aliases().stream().anyMatch(alias::equalsIgnoreCase));
                    }
                }
                store.artifacts()
                        .put(tx, row.with(row.metadata(), own, row.tags()).in(wanted));
                takeFromOthers(tx, row, own);
            } else {
                store.artifacts().put(tx, row.in(wanted));
            }
            return null;
        });
    }

    private static VersionState state(String word) {
        return switch (word) {
            case "OPEN" -> VersionState.OPEN;
            case "CLOSED" -> VersionState.CLOSED;
            case "ERROR" -> VersionState.ERROR;
            default -> throw CometError.ARTIFACT_BAD_STATE.of(word + "; there are OPEN, CLOSED and ERROR");
        };
    }

    /** Of the versions that are complete; an open one may still get its aliases when it closes. */
    private void takeFromOthers(Tx tx, ArtifactVersionRow row, List<String> aliases) throws SQLException {
        for (ArtifactVersionRow other : store.artifacts().versions(tx, row.artifact())) {
            List<String> left = other.aliases().stream()
                    .filter(alias -> aliases.stream().noneMatch(alias::equalsIgnoreCase))
                    .toList();
            if (other.state() == VersionState.CLOSED
                    && !other.id().equals(row.id())
                    && left.size() < other.aliases().size()) {
                store.artifacts().put(tx, other.with(other.metadata(), left, other.tags()));
            }
        }
    }

    /** Replaces what is given; null leaves as it is. An alias that another version had moves. */
    public void setLabels(String versionId, List<String> aliases, String metadata, List<String> tags) {
        store.write(tx -> {
            ArtifactVersionRow row = requireVersion(tx, versionId);
            List<String> own = aliases == null ? row.aliases() : ownAliases(aliases);
            store.artifacts()
                    .put(
                            tx,
                            row.with(
                                    metadata == null ? row.metadata() : metadata,
                                    own,
                                    tags == null ? row.tags() : distinct(tags)));
            if (aliases != null) {
                takeFromOthers(tx, row, own);
            }
            return null;
        });
    }

    /** Replaces what is given; null leaves as it is. The metadata belong to the named version. */
    public void update(String artifactId, String type, List<String> tags, String version, String metadata) {
        store.write(tx -> {
            ArtifactRow artifact =
                    require(tx, new ArtifactReference(artifactId, null, null), CometError.ARTIFACT_NOT_FOUND);
            store.artifacts()
                    .put(
                            tx,
                            artifact.with(
                                    type == null ? artifact.type() : type,
                                    tags == null ? artifact.tags() : distinct(tags)));
            if (version != null && metadata != null) {
                ArtifactVersionRow row = versions(tx, artifact).stream()
                        .filter(one -> one.version().equals(version))
                        .findFirst()
                        .orElseThrow(() -> CometError.ARTIFACT_VERSION_NOT_FOUND.of(shown(artifact, version)));
                store.artifacts().put(tx, row.with(metadata, row.aliases(), row.tags()));
            }
            return null;
        });
    }

    /** Removes a version with its files. What remains is that its version is not given again. */
    public void removeVersion(String versionId) {
        store.write(tx -> {
            ArtifactVersionRow row = requireVersion(tx, versionId);
            store.artifacts().put(tx, row.with(null, List.of(), List.of()).in(VersionState.DELETED));
            store.kept().removeAll(tx, versionId);
            return null;
        });
        try {
            store.files().removeAll(versionId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
