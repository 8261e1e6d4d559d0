package io.cometsh.server.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cometsh.server.store.ArtifactRow;
import io.cometsh.server.store.ArtifactStore.Use;
import io.cometsh.server.store.ArtifactVersionRow;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.KeptAsset;
import io.cometsh.server.store.ModelChange;
import io.cometsh.server.store.ModelRow;
import io.cometsh.server.store.ModelVersionRow;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.ViewRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Writes what a workspace has beside its experiments: views of projects, models of the registry, artifacts. One line each. */
final class SharedWriter {
    private final Store store;
    private final JsonGenerator json;

    SharedWriter(Store store, JsonGenerator json) {
        this.store = store;
        this.json = json;
    }

    // ---- views

    void views(ProjectRow project) throws IOException {
        for (ViewRow view : store.read(tx -> store.views().of(tx, project.num()))) {
            json.writeStartObject();
            json.writeObjectFieldStart("view");
            json.writeStringField("id", view.id());
            json.writeStringField("project", project.name());
            text("experimentKey", view.experimentKey());
            json.writeStringField("kind", view.kind().name());
            json.writeStringField("name", view.name());
            json.writeStringField("content", view.content());
            text("createdBy", view.createdBy());
            json.writeNumberField("updated", view.updated());
            endLine();
        }
    }

    // ---- the registry

    void models(String workspace) throws IOException {
        for (ModelRow model : store.read(tx -> store.registry().models(tx, workspace))) {
            json.writeStartObject();
            json.writeObjectFieldStart("model");
            json.writeStringField("id", model.id());
            json.writeStringField("name", model.name());
            text("description", model.description());
            json.writeBooleanField("public", model.isPublic());
            text("notes", model.notes());
            text("userName", model.userName());
            json.writeNumberField("created", model.created());
            json.writeNumberField("updated", model.updated());
            json.writeArrayFieldStart("versions");
            for (ModelVersionRow version : store.read(tx -> store.registry().versions(tx, model.id()))) {
                version(version);
            }
            json.writeEndArray();
            endLine();
        }
    }

    private void version(ModelVersionRow version) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", version.id());
        json.writeStringField("version", version.version());
        text("comment", version.comment());
        json.writeStringField("status", version.status());
        texts("tags", version.tags());
        json.writeStringField("experimentKey", version.experimentKey());
        json.writeStringField("experimentModel", version.experimentModel());
        text("metadata", version.metadata());
        text("statusConfiguration", version.statusConfiguration());
        text("userName", version.userName());
        json.writeNumberField("created", version.created());
        json.writeNumberField("updated", version.updated());
        json.writeArrayFieldStart("changes");
        List<ModelChange> latestFirst = store.read(tx -> store.registry().changes(tx, version.id()));
        for (int i = latestFirst.size() - 1; i >= 0; i--) {
            change(latestFirst.get(i));
        }
        json.writeEndArray();
        assets(version.id());
        json.writeEndObject();
    }

    private void change(ModelChange change) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", change.action());
        text("comment", change.comment());
        json.writeStringField("before", change.before());
        json.writeStringField("after", change.after());
        text("userName", change.userName());
        json.writeNumberField("at", change.at());
        json.writeEndObject();
    }

    // ---- artifacts

    void artifacts(String workspace) throws IOException {
        for (ArtifactRow artifact : store.read(tx -> store.artifacts().artifacts(tx, workspace))) {
            json.writeStartObject();
            json.writeObjectFieldStart("artifact");
            json.writeStringField("id", artifact.id());
            text(
                    "project",
                    store.read(tx -> store.projects().find(tx, artifact.project()))
                            .map(ProjectRow::name)
                            .orElse(null));
            text("type", artifact.type());
            json.writeStringField("name", artifact.name());
            text("description", artifact.description());
            json.writeBooleanField("public", artifact.isPublic());
            texts("tags", artifact.tags());
            text("owner", artifact.owner());
            json.writeNumberField("created", artifact.created());
            json.writeArrayFieldStart("versions");
            for (ArtifactVersionRow version : store.read(tx -> store.artifacts().versions(tx, artifact.id()))) {
                version(version);
            }
            json.writeEndArray();
            endLine();
        }
    }

    private void version(ArtifactVersionRow version) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", version.id());
        json.writeStringField("version", version.version());
        text("metadata", version.metadata());
        json.writeStringField("state", version.state().name());
        text("owner", version.owner());
        json.writeStringField("experimentKey", version.experimentKey());
        texts("aliases", version.aliases());
        texts("tags", version.tags());
        json.writeNumberField("created", version.created());
        json.writeArrayFieldStart("uses");
        for (Use use : store.read(tx -> store.artifacts().uses(tx, version.id()))) {
            json.writeStartObject();
            json.writeStringField("experimentKey", use.experimentKey());
            json.writeNumberField("at", use.at());
            json.writeEndObject();
        }
        json.writeEndArray();
        assets(version.id());
        json.writeEndObject();
    }

    // ---- their files

    private void assets(String owner) throws IOException {
        json.writeArrayFieldStart("assets");
        for (KeptAsset kept : store.read(tx -> store.kept().of(tx, owner))) {
            AssetRow asset = kept.asset();
            json.writeStartObject();
            json.writeStringField("experimentKey", kept.experimentKey());
            SnapshotAsset.facts(json, asset);
            Path file = store.files().path(owner, asset.id());
            Path source = store.files().path(kept.experimentKey(), asset.id());
            if (asset.link() == null && Files.exists(file)) {
                // A version of a model has the file of its experiment, which is in the snapshot already.
                if (Files.exists(source) && Files.mismatch(file, source) < 0) {
                    json.writeBooleanField("asInExperiment", true);
                } else {
                    json.writeStringField("bytes", Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void endLine() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void text(String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
