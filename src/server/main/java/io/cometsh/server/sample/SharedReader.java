package io.cometsh.server.sample;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.store.ArtifactRow;
import io.cometsh.server.store.ArtifactVersionRow;
import io.cometsh.server.store.KeptAsset;
import io.cometsh.server.store.ModelChange;
import io.cometsh.server.store.ModelRow;
import io.cometsh.server.store.ModelVersionRow;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import io.cometsh.server.store.ViewRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads what {@link SharedWriter} wrote. An item whose name or id exists already stays as it is. */
final class SharedReader {
    private final Store store;
    private final String workspace;
    private final Map<String, Integer> projects;

    /** @param projects the store's numbers of the snapshot's projects, by name */
    SharedReader(Store store, String workspace, Map<String, Integer> projects) {
        this.store = store;
        this.workspace = workspace;
        this.projects = projects;
    }

    void view(Tx tx, JsonNode node) throws IOException, SQLException {
        String id = node.path("id").asText();
        Integer project = projects.get(node.path("project").asText());
        if (project == null) {
            throw new IOException("view " + id + " is of a project that the snapshot does not have");
        }
        if (store.views().find(tx, id).isEmpty()) {
            store.views()
                    .put(
                            tx,
                            new ViewRow(
                                    id,
                                    project,
                                    text(node, "experimentKey"),
                                    ViewRow.Kind.valueOf(node.path("kind").asText()),
                                    node.path("name").asText(),
                                    node.path("content").asText(),
                                    text(node, "createdBy"),
                                    node.path("updated").asLong()));
        }
    }

    void model(Tx tx, JsonNode node) throws IOException, SQLException {
        ModelRow model = new ModelRow(
                node.path("id").asText(),
                workspace,
                node.path("name").asText(),
                text(node, "description"),
                node.path("public").asBoolean(),
                text(node, "notes"),
                text(node, "userName"),
                node.path("created").asLong(),
                node.path("updated").asLong());
        if (store.registry().model(tx, model.id()).isPresent()
                || store.registry().model(tx, workspace, model.name()).isPresent()) {
            return;
        }
        store.registry().put(tx, model);
        for (JsonNode version : node.path("versions")) {
            version(tx, model, version);
        }
    }

    private void version(Tx tx, ModelRow model, JsonNode node) throws IOException, SQLException {
        String id = node.path("id").asText();
        store.registry()
                .put(
                        tx,
                        new ModelVersionRow(
                                id,
                                model.id(),
                                node.path("version").asText(),
                                text(node, "comment"),
                                node.path("status").asText(),
                                texts(node.path("tags")),
                                node.path("experimentKey").asText(),
                                node.path("experimentModel").asText(),
                                text(node, "metadata"),
                                text(node, "statusConfiguration"),
                                text(node, "userName"),
                                node.path("created").asLong(),
                                node.path("updated").asLong()));
        for (JsonNode change : node.path("changes")) {
            store.registry()
                    .add(
                            tx,
                            new ModelChange(
                                    id,
                                    change.path("action").asText(),
                                    text(change, "comment"),
                                    change.path("before").asText(),
                                    change.path("after").asText(),
                                    text(change, "userName"),
                                    change.path("at").asLong()));
        }
        assets(tx, id, node.path("assets"));
    }

    void artifact(Tx tx, JsonNode node) throws IOException, SQLException {
        ArtifactRow artifact = new ArtifactRow(
                node.path("id").asText(),
                workspace,
                projects.getOrDefault(node.path("project").asText(), 0),
                text(node, "type"),
                node.path("name").asText(),
                text(node, "description"),
                node.path("public").asBoolean(),
                texts(node.path("tags")),
                text(node, "owner"),
                node.path("created").asLong());
        if (store.artifacts().artifact(tx, artifact.id()).isPresent()
                || store.artifacts().artifact(tx, workspace, artifact.name()).isPresent()) {
            return;
        }
        store.artifacts().put(tx, artifact);
        for (JsonNode version : node.path("versions")) {
            version(tx, artifact, version);
        }
    }

    private void version(Tx tx, ArtifactRow artifact, JsonNode node) throws IOException, SQLException {
        String id = node.path("id").asText();
        store.artifacts()
                .put(
                        tx,
                        new ArtifactVersionRow(
                                id,
                                artifact.id(),
                                node.path("version").asText(),
                                text(node, "metadata"),
                                ArtifactVersionRow.VersionState.valueOf(
                                        node.path("state").asText()),
                                text(node, "owner"),
                                node.path("experimentKey").asText(),
                                texts(node.path("aliases")),
                                texts(node.path("tags")),
                                node.path("created").asLong()));
        for (JsonNode use : node.path("uses")) {
            store.artifacts()
                    .addUse(
                            tx,
                            id,
                            use.path("experimentKey").asText(),
                            use.path("at").asLong());
        }
        assets(tx, id, node.path("assets"));
    }

    private void assets(Tx tx, String owner, JsonNode assets) throws IOException, SQLException {
        for (JsonNode node : assets) {
            String id = node.path("id").asText();
            String experimentKey = node.path("experimentKey").asText();
            long size = 0;
            if (node.path("asInExperiment").asBoolean()) {
                store.files().share(experimentKey, id, owner);
                size = Files.size(store.files().path(owner, id));
            } else if (node.has("bytes")) {
                size = store.files()
                        .writeCopy(
                                owner,
                                id,
                                new ByteArrayInputStream(Base64.getDecoder()
                                        .decode(node.get("bytes").asText())));
            }
            store.kept().put(tx, new KeptAsset(owner, experimentKey, SnapshotAsset.row(node, 0, size)));
        }
    }

    private static String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
