package io.cometsh.server.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.KeptAsset;
import io.cometsh.server.store.ModelChange;
import io.cometsh.server.store.ModelRow;
import io.cometsh.server.store.ModelVersionRow;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The model registry: models with versions, each made from a model of an experiment. A version keeps the files it was made from, whatever becomes of the experiment.
 *
 * <p>Names are brought into the registry's form wherever they come in. Versions are listed newest first, by the order of semantic versions.
 */
public final class RegistryService {
    /** What the status of a version can be. */
    public static final List<String> STATUSES = List.of("None", "Development", "Staging", "QA", "Production");

    private static final String NO_STATUS = "None";

    private final Store store;
    private final ProjectService projects;
    private final ExperimentService experiments;
    private final ExperimentModels models;
    private final ObjectMapper json;
    private final Clock clock;

    public RegistryService(
            Store store,
            ProjectService projects,
            ExperimentService experiments,
            ExperimentModels models,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.projects = projects;
        this.experiments = experiments;
        this.models = models;
        this.json = json;
        this.clock = clock;
    }

    /** A version with its files. */
    public record ModelVersionDetails(ModelVersionRow row, List<KeptAsset> assets) {}

    /** A model with some of its versions, and how many it has. */
    public record ModelWithVersions(ModelRow model, int count, List<ModelVersionDetails> versions) {}

    /** A version that is to be made; null where the client left it to the server. */
    public record ModelVersionDraft(
            String experimentKey,
            String experimentModel,
            String name,
            String version,
            String description,
            String comment,
            List<String> tags,
            String status,
            boolean isPublic) {}

    /** Whether a registration may make a model, add to one, or both. */
    public enum Target {
        NEW_MODEL,
        EXISTING_MODEL,
        ANY
    }

    // ---- reading

    /** The models of a workspace by name, each with its newest version. */
    public List<ModelWithVersions> models(User user, String workspace) {
        return store.read(tx -> {
            projects.requireWorkspace(tx, user, workspace);
            List<ModelWithVersions> all = new ArrayList<>();
            for (ModelRow model : store.registry().models(tx, workspace)) {
                List<ModelVersionRow> versions = newestFirst(tx, model);
                all.add(new ModelWithVersions(
                        model,
                        versions.size(),
                        versions.stream()
                                .limit(1)
                                .map(row -> new ModelVersionDetails(row, List.of()))
                                .toList()));
            }
            return all;
        });
    }

    public int count(User user, String workspace) {
        return store.read(tx -> {
            if (!projects.hasWorkspace(tx, user, workspace)) {
                throw CometError.MODELS_OF_UNKNOWN_WORKSPACE.of(workspace);
            }
            return store.registry().models(tx, workspace).size();
        });
    }

    public ModelRow model(String workspace, String name) {
        return store.read(tx -> require(tx, workspace, name));
    }

    /** A model with all its versions. */
    public ModelWithVersions details(String workspace, String name) {
        return store.read(tx -> {
            ModelRow model = require(tx, workspace, name);
            List<ModelVersionRow> rows = newestFirst(tx, model);
            List<ModelVersionDetails> versions = new ArrayList<>();
            for (ModelVersionRow row : rows) {
                versions.add(withAssets(tx, row));
            }
            return new ModelWithVersions(model, rows.size(), versions);
        });
    }

    /** A model with the newest of the versions that fit; null asks for nothing. */
    public ModelWithVersions latest(String workspace, String name, String tag, Long major, Long minor) {
        return one(
                workspace,
                name,
                row -> (tag == null || row.tags().contains(tag))
                        && (major == null
                                || SemanticVersion.stored(row.version()).major().longValue() == major)
                        && (minor == null
                                || SemanticVersion.stored(row.version()).minor().longValue() == minor),
                describe(tag == null ? null : "the tag " + tag, part("major", major), part("minor", minor)));
    }

    private static String part(String name, Long number) {
        return number == null ? null : "the " + name + " number " + number;
    }

    private static String describe(String... wishes) {
        List<String> given = new ArrayList<>();
        for (String wish : wishes) {
            if (wish != null) {
                given.add(wish);
            }
        }
        return given.isEmpty() ? "it has none" : "none has " + String.join(" and ", given);
    }

    /** A model with the one version that its number or a tag names; with neither, the newest. */
    public ModelWithVersions picked(String workspace, String name, String version, String tag) {
        return one(
                workspace,
                name,
                row -> (version == null || row.version().equals(version))
                        && (tag == null || row.tags().contains(tag)),
                version != null ? version : describe(tag == null ? null : "the tag " + tag));
    }

    private ModelWithVersions one(
            String workspace, String name, java.util.function.Predicate<ModelVersionRow> fits, String wish) {
        return store.read(tx -> {
            ModelRow model = require(tx, workspace, name);
            List<ModelVersionRow> rows = newestFirst(tx, model);
            ModelVersionRow row = rows.stream()
                    .filter(fits)
                    .findFirst()
                    .orElseThrow(
                            () -> CometError.MODEL_VERSION_NOT_FOUND.of(workspace + "/" + model.name() + ": " + wish));
            return new ModelWithVersions(model, rows.size(), List.of(withAssets(tx, row)));
        });
    }

    /** The versions that fit, newest first; null asks for nothing. */
    public List<ModelVersionRow> find(String workspace, String name, String prefix, String status, String tag) {
        return store.read(tx -> newestFirst(tx, require(tx, workspace, name))).stream()
                .filter(row -> startsWith(row.version(), prefix))
                .filter(row -> status == null || row.status().equals(status))
                .filter(row -> tag == null || row.tags().contains(tag))
                .toList();
    }

    /** A number counts as a whole: {@code 1} begins 1.4.0 and not 10.0.0. */
    private static boolean startsWith(String version, String prefix) {
        if (prefix == null || prefix.isEmpty()) {
            return true;
        }
        return version.startsWith(prefix)
                && !(version.length() > prefix.length()
                        && Character.isDigit(prefix.charAt(prefix.length() - 1))
                        && Character.isDigit(version.charAt(prefix.length())));
    }

    /** What was done to a version, the latest first. */
    public List<ModelChange> changes(String versionId) {
        return store.read(tx -> {
            requireVersion(tx, versionId);
            return store.registry().changes(tx, versionId);
        });
    }

    /** The model a version belongs to, and the version. */
    public ModelWithVersions owner(String versionId) {
        return store.read(tx -> {
            ModelVersionRow row = requireVersion(tx, versionId);
            return new ModelWithVersions(modelOf(tx, row), 0, List.of(new ModelVersionDetails(row, List.of())));
        });
    }

    /** A JSON array of keys and values. */
    public JsonNode metadata(String versionId) {
        String text = store.read(tx -> requireVersion(tx, versionId).metadata());
        return text == null ? json.createArrayNode() : tree(text);
    }

    /** The configuration as it was set; an empty object when it was not. */
    public JsonNode statusConfiguration(String versionId) {
        String text = store.read(tx -> requireVersion(tx, versionId).statusConfiguration());
        return text == null ? json.createObjectNode() : tree(text);
    }

    private ModelVersionDetails withAssets(Tx tx, ModelVersionRow row) throws SQLException {
        return new ModelVersionDetails(row, store.kept().of(tx, row.id()));
    }

    private List<ModelVersionRow> newestFirst(Tx tx, ModelRow model) throws SQLException {
        List<ModelVersionRow> rows = new ArrayList<>(store.registry().versions(tx, model.id()));
        rows.sort(Comparator.comparing((ModelVersionRow row) -> SemanticVersion.stored(row.version()))
                .reversed());
        return rows;
    }

    private ModelRow require(Tx tx, String workspace, String name) throws SQLException {
        return store.registry()
                .model(tx, workspace, properName(name))
                .orElseThrow(() -> CometError.MODEL_NOT_FOUND.of(workspace + "/" + name));
    }

    private ModelVersionRow requireVersion(Tx tx, String id) throws SQLException {
        return store.registry().version(tx, id).orElseThrow(() -> CometError.MODEL_VERSION_NOT_FOUND.of(id));
    }

    private ModelRow modelOf(Tx tx, ModelVersionRow row) throws SQLException {
        return store.registry().model(tx, row.model()).orElseThrow(() -> CometError.MODEL_NOT_FOUND.of(row.model()));
    }

    /** Lower case; what is neither letter nor digit is a dash, several become one, and dashes at both ends are removed. */
    public static String properName(String name) {
        StringBuilder proper = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                proper.appendCodePoint(c);
            } else if (!proper.isEmpty() && proper.charAt(proper.length() - 1) != '-') {
                proper.append('-');
            }
        });
        if (!proper.isEmpty() && proper.charAt(proper.length() - 1) == '-') {
            proper.setLength(proper.length() - 1);
        }
        return proper.toString().toLowerCase(Locale.ROOT);
    }

    // ---- registering

    /** Makes a version, and the model when its name is new; description and visibility apply to a new model only. */
    public ModelWithVersions register(User user, ModelVersionDraft wanted, Target target) {
        String id = AssetService.newId();
        try {
            return store.write(tx -> register(tx, user, wanted, target, id));
        } catch (RuntimeException e) {
            removeFiles(id);
            throw e;
        }
    }

    private ModelWithVersions register(Tx tx, User user, ModelVersionDraft wanted, Target target, String id)
            throws SQLException {
        long now = clock.millis();
        ExperimentRow experiment = experiments.require(tx, wanted.experimentKey());
        List<AssetRow> files = models.files(tx, experiment, wanted.experimentModel());
        if (files.isEmpty()) {
            throw CometError.EXPERIMENT_MODEL_NOT_FOUND.of(wanted.experimentModel() + " in " + wanted.experimentKey());
        }
        String workspace = store.projects().byNum(tx, experiment.project()).workspace();
        ModelRow model = model(tx, user, workspace, wanted, target, now);
        ModelVersionRow row = new ModelVersionRow(
                id,
                model.id(),
                freeVersion(tx, model, wanted.version()),
                wanted.comment(),
                wanted.status() == null ? NO_STATUS : checkedStatus(wanted.status()),
                List.copyOf(new LinkedHashSet<>(wanted.tags())),
                wanted.experimentKey(),
                wanted.experimentModel(),
                null,
                null,
                user.name(),
                now,
                now);
        store.registry().put(tx, model);
        store.registry().put(tx, row);
        note(tx, user, row, "MODEL_VERSION_CREATED", wanted.comment(), Map.of(), Map.of());
        for (AssetRow file : files) {
            keep(tx, wanted.experimentKey(), file, id);
        }
        return new ModelWithVersions(model, 0, List.of(withAssets(tx, row)));
    }

    private ModelRow model(Tx tx, User user, String workspace, ModelVersionDraft wanted, Target target, long now)
            throws SQLException {
        String name = checkedName(wanted.name());
        Optional<ModelRow> existing = store.registry().model(tx, workspace, name);
        if (existing.isPresent()) {
            if (target == Target.NEW_MODEL) {
                throw CometError.MODEL_EXISTS.of(workspace + "/" + name);
            }
            return existing.get().touched(now);
        }
        if (target == Target.EXISTING_MODEL) {
            throw CometError.MODEL_NOT_FOUND.of(workspace + "/" + name);
        }
        return new ModelRow(
                AssetService.newId(),
                workspace,
                name,
                wanted.description(),
                wanted.isPublic(),
                null,
                user.name(),
                now,
                now);
    }

    private void keep(Tx tx, String experimentKey, AssetRow file, String owner) throws SQLException {
        if (file.link() == null) {
            try {
                store.files().share(experimentKey, file.id(), owner);
            } catch (java.nio.file.NoSuchFileException e) {
                throw CometError.ASSET_NOT_FOUND.of(file.id() + " (its file is gone)");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        store.kept().put(tx, new KeptAsset(owner, experimentKey, file));
    }

    private String freeVersion(Tx tx, ModelRow model, String wanted) throws SQLException {
        List<ModelVersionRow> existing = newestFirst(tx, model);
        if (wanted == null || wanted.isBlank()) {
            return existing.isEmpty()
                    ? SemanticVersion.FIRST
                    : SemanticVersion.stored(existing.get(0).version()).nextMajor();
        }
        if (SemanticVersion.of(wanted).isEmpty()) {
            throw CometError.BAD_VERSION.of("not " + wanted);
        }
        if (existing.stream().anyMatch(row -> row.version().equals(wanted))) {
            throw CometError.MODEL_VERSION_EXISTS.of(model.workspace() + "/" + model.name() + " " + wanted);
        }
        return wanted;
    }

    private static String checkedName(String name) {
        String proper = properName(name);
        if (proper.isEmpty()) {
            throw CometError.BAD_REQUEST.of("the name of a registry model needs a letter or a digit");
        }
        return proper;
    }

    private static String checkedStatus(String status) {
        if (!STATUSES.contains(status)) {
            throw CometError.BAD_STATUS.of(status + "; there are " + String.join(", ", STATUSES));
        }
        return status;
    }

    // ---- changing models

    /** Changes what is given; null leaves as it is. */
    public void update(String modelId, String newName, String description, Boolean isPublic) {
        store.write(tx -> {
            ModelRow model =
                    store.registry().model(tx, modelId).orElseThrow(() -> CometError.MODEL_NOT_FOUND.of(modelId));
            String name = newName == null ? model.name() : checkedName(newName);
            if (!name.equals(model.name())
                    && store.registry().model(tx, model.workspace(), name).isPresent()) {
                throw CometError.MODEL_EXISTS.of(model.workspace() + "/" + name);
            }
            store.registry()
                    .put(
                            tx,
                            model.with(
                                    name,
                                    description == null ? model.description() : description,
                                    isPublic == null ? model.isPublic() : isPublic,
                                    clock.millis()));
            return null;
        });
    }

    public void setNotes(String workspace, String name, String notes) {
        store.write(tx -> {
            store.registry().put(tx, require(tx, workspace, name).withNotes(notes, clock.millis()));
            return null;
        });
    }

    /** Removes a model with all its versions. */
    public void remove(String workspace, String name) {
        List<String> gone = store.write(tx -> {
            ModelRow model = require(tx, workspace, name);
            List<String> owners = new ArrayList<>();
            for (ModelVersionRow row : store.registry().versions(tx, model.id())) {
                remove(tx, row);
                owners.add(row.id());
            }
            store.registry().remove(tx, model);
            return owners;
        });
        gone.forEach(this::removeFiles);
    }

    // ---- changing versions

    /** Changes what is given; null leaves as it is. */
    public void updateVersion(User user, String versionId, String comment, List<String> tags) {
        edit(versionId, (tx, row) -> {
            ModelVersionRow tagged = tags == null ? row : withTags(tx, user, row, tags);
            return tagged.with(comment == null ? row.comment() : comment, tagged.tags(), clock.millis());
        });
    }

    /** Adds a tag; one that is there already is an error, as it is at Comet. */
    public void addTag(User user, String versionId, String tag) {
        edit(versionId, (tx, row) -> {
            if (row.tags().contains(tag)) {
                throw CometError.TAG_EXISTS.of(tag);
            }
            List<String> tags = new ArrayList<>(row.tags());
            tags.add(tag);
            return withTags(tx, user, row, tags);
        });
    }

    /** Removes a tag; one that is not there is no error, since the request may come twice. */
    public void removeTag(User user, String versionId, String tag) {
        edit(versionId, (tx, row) -> {
            List<String> tags = new ArrayList<>(row.tags());
            tags.remove(tag);
            return withTags(tx, user, row, tags);
        });
    }

    private ModelVersionRow withTags(Tx tx, User user, ModelVersionRow row, List<String> tags) throws SQLException {
        List<String> after = List.copyOf(new LinkedHashSet<>(tags));
        for (String tag : row.tags()) {
            if (!after.contains(tag)) {
                note(tx, user, row, "MODEL_VERSION_TAG_REMOVED", null, Map.of("tag", tag), Map.of());
            }
        }
        for (String tag : after) {
            if (!row.tags().contains(tag)) {
                note(tx, user, row, "MODEL_VERSION_TAG_ADDED", null, Map.of(), Map.of("tag", tag));
            }
        }
        return row.with(row.comment(), after, clock.millis());
    }

    public void setStatus(User user, String versionId, String status) {
        edit(versionId, (tx, row) -> withStatus(tx, user, row, status, ""));
    }

    private ModelVersionRow withStatus(Tx tx, User user, ModelVersionRow row, String status, String comment)
            throws SQLException {
        String checked = checkedStatus(status);
        if (!checked.equals(row.status())) {
            note(tx, user, row, "MODEL_VERSION_STATUS_CHANGED", comment, status(row.status()), status(checked));
        }
        return row.withStatus(checked, clock.millis());
    }

    private static Map<String, String> status(String status) {
        return Map.of("registryModelStatus", status);
    }

    /** Replaces the values of the keys given; other keys keep theirs. */
    public void updateMetadata(String versionId, JsonNode keysAndValues) {
        edit(versionId, (tx, row) -> {
            Map<String, JsonNode> merged = new LinkedHashMap<>();
            if (row.metadata() != null) {
                tree(row.metadata())
                        .forEach(entry -> merged.put(entry.path("key").asText(), entry));
            }
            for (JsonNode entry : keysAndValues) {
                if (!entry.path("key").isTextual()) {
                    throw CometError.BAD_BODY.of("metadata is a list of key and value");
                }
                merged.put(entry.get("key").textValue(), entry);
            }
            ArrayNode all = json.createArrayNode();
            merged.values().forEach(all::add);
            return row.with(all.toString(), row.statusConfiguration(), clock.millis());
        });
    }

    /** Keeps the configuration and sets its status; where a review is required, the status changes only when a reviewer sets it. */
    public void setStatusConfiguration(User user, String versionId, ObjectNode configuration) {
        String status = checkedStatus(configuration.path("status").asText(""));
        edit(versionId, (tx, row) -> {
            ModelVersionRow kept = row.with(row.metadata(), configuration.toString(), clock.millis());
            String comment = configuration.path("comment").asText("");
            if (configuration.path("isReviewRequired").asBoolean()) {
                note(
                        tx,
                        user,
                        row,
                        "MODEL_VERSION_STATUS_REQUEST_CHANGE",
                        comment,
                        status(row.status()),
                        status(status));
                return kept;
            }
            return withStatus(tx, user, kept, status, comment);
        });
    }

    /** Records that a user downloaded the files of a version. */
    public void downloaded(User user, ModelVersionRow version) {
        store.write(tx -> {
            // It may have been removed meanwhile.
            if (store.registry().version(tx, version.id()).isPresent()) {
                note(tx, user, version, "MODEL_VERSION_DOWNLOADED", null, Map.of(), Map.of());
            }
            return null;
        });
    }

    public void removeVersion(String versionId) {
        store.write(tx -> {
            ModelVersionRow row = requireVersion(tx, versionId);
            remove(tx, row);
            store.registry().put(tx, modelOf(tx, row).touched(clock.millis()));
            return null;
        });
        removeFiles(versionId);
    }

    private void remove(Tx tx, ModelVersionRow row) throws SQLException {
        store.registry().remove(tx, row);
        store.kept().removeAll(tx, row.id());
    }

    private void removeFiles(String owner) {
        try {
            store.files().removeAll(owner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes of a version what it is to be. */
    private interface Change {
        ModelVersionRow of(Tx tx, ModelVersionRow row) throws SQLException;
    }

    private void edit(String versionId, Change change) {
        store.write(tx -> {
            ModelVersionRow row = requireVersion(tx, versionId);
            store.registry().put(tx, change.of(tx, row));
            store.registry().put(tx, modelOf(tx, row).touched(clock.millis()));
            return null;
        });
    }

    private void note(
            Tx tx,
            User user,
            ModelVersionRow row,
            String action,
            String comment,
            Map<String, String> before,
            Map<String, String> after)
            throws SQLException {
        store.registry()
                .add(
                        tx,
                        new ModelChange(
                                row.id(),
                                action,
                                comment,
                                json.valueToTree(before).toString(),
                                json.valueToTree(after).toString(),
                                user.name(),
                                clock.millis()));
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
