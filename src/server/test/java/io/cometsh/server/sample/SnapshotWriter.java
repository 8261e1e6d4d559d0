package io.cometsh.server.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerAccess;
import io.cometsh.server.store.AssetRow;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.DocumentStore.OutputPiece;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.LoggedValue;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a workspace, or one of its projects, as a snapshot that {@link SnapshotReader} reads. Equal content gives equal
 * bytes. {@code scripts/record-sample} runs it on the folder of a server that has ended.
 */
public final class SnapshotWriter {
    private final Store store;
    private final JsonGenerator json;

    private SnapshotWriter(Store store, JsonGenerator json) {
        this.store = store;
        this.json = json;
    }

    /** {@code SnapshotWriter FOLDER WORKSPACE FILE}: the workspace of a data folder, written to a file. */
    public static void main(String[] args) throws IOException {
        try (Store store = Store.open(Path.of(args[0]));
                OutputStream out = Files.newOutputStream(Path.of(args[2]))) {
            write(store, args[1], null, out);
        }
    }

    /** The snapshot of a workspace of a running server. */
    public static byte[] of(CometServer server, String workspace) throws IOException {
        return of(server, workspace, null);
    }

    /** @param project the one project to write; null writes all of the workspace */
    public static byte[] of(CometServer server, String workspace, String project) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(ServerAccess.store(server), workspace, project, out);
        return out.toByteArray();
    }

    /**
     * Writes a snapshot and finishes the gzip stream, without closing {@code out}.
     *
     * @param project the one project to write; null writes all of the workspace
     */
    public static void write(Store store, String workspace, String project, OutputStream out) throws IOException {
        GZIPOutputStream packed = new GZIPOutputStream(out, 64 * 1024);
        JsonFactory factory = new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        try (JsonGenerator json = factory.createGenerator(packed)) {
            json.setRootValueSeparator(null);
            new SnapshotWriter(store, json).workspace(workspace, project);
        }
        packed.finish();
    }

    private void workspace(String workspace, String only) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", SnapshotReader.FORMAT);
        json.writeNumberField("version", SnapshotReader.VERSION);
        json.writeStringField("workspace", workspace);
        json.writeEndObject();
        json.writeRaw('\n');
        List<ProjectRow> projects = store.read(tx -> store.projects().inWorkspace(tx, workspace)).stream()
                .filter(project -> only == null || only.equals(project.name()))
                .toList();
        for (ProjectRow project : projects) {
            project(project);
        }
        for (ProjectRow project : projects) {
            for (int num : store.read(tx -> store.experiments().inProject(tx, project.num()))) {
                Optional<ExperimentRow> row =
                        store.read(tx -> store.experiments().byNum(tx, num));
                if (row.isPresent()) {
                    experiment(row.get(), project);
                }
            }
        }
        SharedWriter shared = new SharedWriter(store, json);
        for (ProjectRow project : projects) {
            shared.views(project);
        }
        if (only == null) {
            shared.models(workspace);
            shared.artifacts(workspace);
        }
    }

    private void project(ProjectRow project) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("project");
        json.writeStringField("id", project.id());
        json.writeStringField("name", project.name());
        text("description", project.description());
        json.writeBooleanField("public", project.isPublic());
        text("notes", project.notes());
        text("owner", project.owner());
        json.writeNumberField("created", project.created());
        json.writeNumberField("updated", project.updated());
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void experiment(ExperimentRow row, ProjectRow project) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("experiment");
        json.writeStringField("key", row.key());
        json.writeStringField("project", project.name());
        text("name", row.name());
        text("userName", row.userName());
        json.writeNumberField("start", row.start());
        number("end", row.end());
        json.writeNumberField("last", row.last());
        json.writeBooleanField("archived", row.archived());
        json.writeBooleanField("crashed", row.crashed());
        text("error", row.error());
        text("filePath", row.filePath());
        text("fileName", row.fileName());
        text("optimizationId", row.optimizationId());
        text("runId", row.runId());
        links(row, project);
        List<Value> values = store.read(tx -> store.values().of(tx, row.num()));
        json.writeArrayFieldStart("values");
        for (Value value : values) {
            if (value.source() != Source.METRICS) {
                value(value);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("metrics");
        for (Value value : values) {
            if (value.source() == Source.METRICS) {
                metric(value, store.read(tx -> store.values().points(tx, row.num(), value.column())));
            }
        }
        json.writeEndArray();
        documents(row);
        output(row);
        assets(row);
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** The other projects of the workspace that show it. */
    private void links(ExperimentRow row, ProjectRow project) throws IOException {
        List<String> names = store.read(tx -> {
            List<String> found = new ArrayList<>();
            for (int num : store.experiments().links(tx, row.num())) {
                ProjectRow other = store.projects().byNum(tx, num);
                if (other.workspace().equals(project.workspace())) {
                    found.add(other.name());
                }
            }
            return found;
        });
        if (!names.isEmpty()) {
            json.writeArrayFieldStart("links");
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
    }

    private void value(Value value) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", value.source().wire());
        json.writeStringField("name", value.name());
        mark("value", value.current());
        if (!value.least().equals(value.current())) {
            mark("least", value.least());
        }
        if (!value.greatest().equals(value.current())) {
            mark("greatest", value.greatest());
        }
        json.writeEndObject();
    }

    private void mark(String name, LoggedValue mark) throws IOException {
        json.writeArrayFieldStart(name);
        string(mark.text());
        json.writeNumber(mark.timestamp());
        integer(mark.step());
        string(mark.context());
        json.writeEndArray();
    }

    private void metric(Value metric, List<MetricPoint> points) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", metric.name());
        json.writeArrayFieldStart("points");
        for (MetricPoint point : points) {
            json.writeStartArray();
            if (point.value() instanceof Long whole) {
                json.writeNumber(whole);
            } else if (point.value() instanceof Double real && Double.isFinite(real)) {
                json.writeNumber(real);
            } else {
                json.writeString(point.text());
            }
            integer(point.step());
            integer(point.epoch());
            json.writeNumber(point.timestamp());
            if (point.context() != null) {
                json.writeString(point.context());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void documents(ExperimentRow row) throws IOException {
        json.writeObjectFieldStart("documents");
        for (Document document : Document.values()) {
            Optional<String> body = store.read(tx -> store.documents().find(tx, row.num(), document));
            if (body.isPresent()) {
                json.writeStringField(document.name(), body.get());
            }
        }
        json.writeEndObject();
    }

    private void output(ExperimentRow row) throws IOException {
        json.writeArrayFieldStart("output");
        for (OutputPiece piece : store.read(tx -> store.documents().output(tx, row.num()))) {
            json.writeStartArray();
            json.writeNumber(piece.offset());
            json.writeBoolean(piece.stderr());
            json.writeString(piece.text());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void assets(ExperimentRow row) throws IOException {
        json.writeArrayFieldStart("assets");
        for (AssetRow asset : store.read(tx -> store.assets().of(tx, row.num()))) {
            json.writeStartObject();
            SnapshotAsset.facts(json, asset);
            Path file = store.files().path(row.key(), asset.id());
            if (asset.link() == null && Files.exists(file)) {
                json.writeStringField("bytes", Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Nothing at all for null: most optional members are. */
    private void text(String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void number(String name, Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    private void string(String value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    private void integer(Long value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }
}
