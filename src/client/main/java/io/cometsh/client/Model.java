package io.cometsh.client;

import io.cometsh.client.service.BackendVersion;
import io.cometsh.client.service.ModelFiles;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.Registry;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.KeyValue;
import io.cometsh.client.wire.ModelStatusConfiguration;
import io.cometsh.client.wire.ModelVersion;
import io.cometsh.client.wire.VersionChange;
import io.cometsh.transport.CometException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model of the registry: {@code api.getModel("demo", "detector").findVersions()}.
 *
 * <p>Its reads never come from the session's cache, so that it shows a promotion by another user immediately. It is safe to
 * use from several threads. An unknown model or version is a {@link CometException} with the server's words.
 */
public final class Model {
    private static final String MINIMAL_BACKEND = "3.5.42";

    private final String workspace;
    private final String name;
    private final Registry registry;
    private final BackendVersion backend;
    private final ModelFiles files;

    private Model(String workspace, String name, Registry registry, BackendVersion backend, ModelFiles files) {
        this.workspace = workspace;
        this.name = name;
        this.registry = registry;
        this.backend = backend;
        this.files = files;
    }

    static Model open(String workspace, String name, Registry registry, BackendVersion backend, ModelFiles files) {
        backend.require(MINIMAL_BACKEND, "a Model");
        registry.requireModel(workspace, name);
        return new Model(workspace, name, registry, backend, files);
    }

    /** The oldest version of a Comet server that has what this class asks for: {@code 3.5.42}. {@code Model.minimalBackend()}. Nothing is asked. */
    public static String minimalBackend() {
        return MINIMAL_BACKEND;
    }

    /** The model's name; nothing is asked. {@code model.name}. */
    public String getName() {
        return name;
    }

    /** The workspace whose registry it is in; nothing is asked. {@code model.workspace}. */
    public String getWorkspace() {
        return workspace;
    }

    /** All versions, the newest first: {@code ["1.1.0", "1.0.0"]}. Endpoint: {@code registry-model/items}. */
    public List<String> findVersions() {
        return findVersions("", null, null);
    }

    /** The versions that begin so: {@code model.findVersions("1.")}. Endpoint: {@code registry-model/items}. */
    public List<String> findVersions(String versionPrefix) {
        return findVersions(versionPrefix, null, null);
    }

    /**
     * The versions with this status and tag, the newest first: {@code model.findVersions("", "Production", null)}.
     * Endpoint: {@code registry-model/items}.
     *
     * @param versionPrefix what the version begins with; empty for any
     * @param status null for any
     * @param tag null for any
     */
    public List<String> findVersions(String versionPrefix, String status, String tag) {
        return registry.findVersions(workspace, name, versionPrefix == null ? "" : versionPrefix, status, tag);
    }

    /** A version's status, tags, comment and files: {@code model.getDetails("1.1.0").comment}. Endpoint: {@code registry-model/item/details}. */
    public ModelVersion getDetails(String version) {
        return registry.item(workspace, name, version);
    }

    /** A version's status, such as {@code Production}. {@code model.status("1.1.0")}. Endpoint: {@code registry-model/item/details}. */
    public String status(String version) {
        return getDetails(version).status();
    }

    /** A version's tags. {@code model.tags("1.1.0")}. Endpoint: {@code registry-model/item/details}. */
    public List<String> tags(String version) {
        return getDetails(version).tags();
    }

    /**
     * Gives a version a status: {@code model.setStatus("1.1.0", "Production")}. Endpoints:
     * {@code registry-model/item/details}, {@code write/registry-model/item/status}.
     *
     * @param status one of {@link Api#modelRegistryAllowedStatusValues}
     */
    public void setStatus(String version, String status) {
        required(status, "status");
        registry.setStatus(itemId(version), status);
    }

    /**
     * Gives a version one more tag: {@code model.addTag("1.1.0", "best")}. Endpoints: {@code registry-model/details},
     * {@code write/registry-model/item/stage} (a write by GET).
     *
     * @throws NotFoundException when there is no such version; the message lists the versions
     */
    public void addTag(String version, String tag) {
        registry.addStage(workspace, name, version, required(tag, "tag"));
    }

    /**
     * Takes a tag from a version. {@code model.deleteTag("1.1.0", "best")}. Endpoints: {@code registry-model/details}, {@code write/registry-model/item/stage/delete}
     * (a write by GET).
     *
     * @throws NotFoundException when there is no such version; the message lists the versions
     */
    public void deleteTag(String version, String tag) {
        registry.deleteStage(workspace, name, version, required(tag, "tag"));
    }

    /** A version's files; files that Comet only links to are marked {@code remote}. {@code model.getAssets("1.1.0")*.fileName}. Endpoint: {@code registry-model/item/download-instructions}. */
    public List<Asset> getAssets(String version) {
        return registry.downloadInstructions(workspace, name, version, null).assets();
    }

    /**
     * What was changed on a version, and by whom, by day: {@code model.getVersionHistory("1.1.0")["November 16, 2023"]}.
     * Endpoints: {@code registry-model/item/details}, {@code registry-model/history/item}.
     *
     * @return days as the server writes them, each with its changes
     */
    public Map<String, List<VersionChange>> getVersionHistory(String version) {
        backend.require("3.7.28", "the history of a model version");
        return registry.history(itemId(version));
    }

    /** Downloads the files of a version into a new temporary folder; see the longest form. */
    public Path download(String version) {
        return download(version, null, true);
    }

    /** Downloads the files of a version; see the longest form. */
    public Path download(String version, String outputFolder) {
        return download(version, outputFolder, true);
    }

    /**
     * Downloads the files of a version that Comet stores, several at once, each under its path inside the model:
     * {@code model.download("1.1.0", "models/detector")}. Existing files are replaced; files that Comet only links
     * to are named in a warning. Endpoints: {@code registry-model/item/download-instructions},
     * {@code experiment/asset/get-asset}.
     *
     * @param outputFolder made when it is not there; null for a new temporary one
     * @param expand has no meaning any more; the files always come one by one
     * @return the folder
     * @throws CometException when a path leads out of the folder (nothing is written then), or the bytes of a file are
     *     not all there
     */
    public Path download(String version, String outputFolder, Boolean expand) {
        return files.download(
                name, registry.instructions(workspace, name, required(version, "version"), null), outputFolder);
    }

    /** The metadata of a version; see the other form. */
    public List<KeyValue> getRegistryModelMetadata(String version) {
        return getRegistryModelMetadata(version, null);
    }

    /**
     * The metadata of a version, in the server's order. {@code model.getRegistryModelMetadata("1.1.0", null)*.key}. Endpoints: {@code registry-model/item/details} unless the id is
     * given, {@code registry-model/item/{id}/metadata}.
     *
     * @param version may be null when the id is given
     * @param modelItemId {@link ModelVersion#registryModelItemId}; may be null
     */
    public List<KeyValue> getRegistryModelMetadata(@Omittable String version, String modelItemId) {
        return registry.metadata(itemId(version, modelItemId, "4.18.133", "metadata of model versions"));
    }

    /** Writes these entries into the metadata of a version: {@code model.updateRegistryModelMetadata([lr: 0.1], "1.1.0")}; see the longer form. */
    public void updateRegistryModelMetadata(Map<String, ?> metadata, String version) {
        updateRegistryModelMetadata(metadata, version, null);
    }

    /**
     * Writes these entries into the metadata of a version. {@code model.updateRegistryModelMetadata([lr: 0.1], "1.1.0", null)}. Endpoints: {@code registry-model/item/details} unless the id
     * is given, {@code write/registry-model/item/{id}/metadata}.
     *
     * @param metadata values are anything that JSON has
     * @param version may be null when the id is given
     * @param modelItemId {@link ModelVersion#registryModelItemId}; may be null
     */
    public void updateRegistryModelMetadata(Map<String, ?> metadata, @Omittable String version, String modelItemId) {
        registry.updateMetadata(itemId(version, modelItemId, "4.18.133", "metadata of model versions"), metadata);
    }

    /** What the status of a version asks for; see the other form. */
    public ModelStatusConfiguration getRegistryModelStatusConfiguration(String version) {
        return getRegistryModelStatusConfiguration(version, null);
    }

    /**
     * What the status of a version asks for; null when nothing is set. {@code model.getRegistryModelStatusConfiguration("1.1.0", null).status}. Endpoints: {@code registry-model/item/details}
     * unless the id is given, {@code registry-model/item/{id}/status-configuration}.
     *
     * @param version may be null when the id is given
     * @param modelItemId {@link ModelVersion#registryModelItemId}; may be null
     */
    public ModelStatusConfiguration getRegistryModelStatusConfiguration(@Omittable String version, String modelItemId) {
        return registry.statusConfiguration(
                itemId(version, modelItemId, "4.20.477", "the status configuration of model versions"));
    }

    /**
     * Sets what the status of a version asks for:
     * {@code model.updateRegistryModelStatusConfiguration(ModelStatusConfiguration.of("QA", true, [:]), "1.1.0")}.
     * Endpoints: {@code registry-model/item/details}, {@code write/registry-model/item/{id}/status-configuration}.
     */
    public void updateRegistryModelStatusConfiguration(
            ModelStatusConfiguration statusConfiguration, @Omittable String version) {
        registry.updateStatusConfiguration(
                itemId(version, null, "4.20.477", "the status configuration of model versions"), statusConfiguration);
    }

    private String itemId(String version, String modelItemId, String least, String what) {
        backend.require(least, what);
        return modelItemId != null ? modelItemId : itemId(version);
    }

    private String itemId(String version) {
        return getDetails(required(version, "version")).registryModelItemId();
    }

    private String required(String value, String what) {
        if (value == null) {
            throw new CometException(this + ": no " + what + " was given");
        }
        return value;
    }

    /** {@code Model('demo', 'detector')}. */
    @Override
    public String toString() {
        return "Model('" + workspace + "', '" + name + "')";
    }
}
