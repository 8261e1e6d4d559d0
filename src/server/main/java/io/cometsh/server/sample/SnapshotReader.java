package io.cometsh.server.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.DocumentStore.OutputPiece;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.LoggedValue;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.Numbers;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads a snapshot of a workspace into a store, completely or not at all. Experiments whose key exists already stay as
 * they are. A snapshot is gzipped JSON lines:
 *
 * <ol>
 *   <li>{@code {"format":"cometsh-snapshot","version":1,"workspace":"demo"}}
 *   <li>one line {@code {"project":{…}}} for each project, by name;
 *   <li>one line {@code {"experiment":{…}}} for each experiment, project by project, in the order they were made, with everything that is stored: metadata, values (all but metrics), points of
 *       metrics as {@code [value, step, epoch, timestamp, context]}, documents, output, assets with their bytes in base64;
 *   <li>one line {@code {"view":{…}}} for each saved dashboard, and, when the workspace is written as a whole, one {@code {"model":{…}}} for each model of the registry and one
 *       {@code {"artifact":{…}}} for each artifact, with their versions and files. A file that is the experiment's too is not there twice.
 * </ol>
 *
 * Times are epoch milliseconds. Equal content gives equal bytes.
 */
public final class SnapshotReader {
    static final String FORMAT = "cometsh-snapshot";
    static final int VERSION = 1;

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());
    private final Store store;
    private final Map<String, Integer> projects = new HashMap<>();
    private int experiments;

    private SnapshotReader(Store store) {
        this.store = store;
    }

    /** Reads a snapshot and returns how many experiments it had. */
    public static int read(InputStream packed, Store store) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed, 64 * 1024), StandardCharsets.UTF_8))) {
            SnapshotReader reader = new SnapshotReader(store);
            store.write(tx -> {
                try {
                    reader.lines(tx, lines);
                } catch (IOException e) {
                    // Undoes what was read so far.
                    throw new SQLException("a broken snapshot", e);
                }
                return null;
            });
            return reader.experiments;
        } catch (io.cometsh.server.store.StoreException e) {
            throw new IOException(
                    "the snapshot cannot be read: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    private void lines(Tx tx, BufferedReader lines) throws IOException, SQLException {
        String first = lines.readLine();
        JsonNode head = json.readTree(first == null ? "{}" : first);
        if (!FORMAT.equals(head.path("format").asText()) || head.path("version").asInt() != VERSION) {
            throw new IOException("not a " + FORMAT + " of version " + VERSION);
        }
        String workspace = head.path("workspace").asText();
        SharedReader shared = new SharedReader(store, workspace, projects);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode node = json.readTree(line);
            if (node.has("project")) {
                project(tx, workspace, node.get("project"));
            } else if (node.has("experiment")) {
                experiment(tx, node.get("experiment"));
            } else if (node.has("view")) {
                shared.view(tx, node.get("view"));
            } else if (node.has("model")) {
                shared.model(tx, node.get("model"));
            } else if (node.has("artifact")) {
                shared.artifact(tx, node.get("artifact"));
            }
        }
    }

    private void project(Tx tx, String workspace, JsonNode node) throws SQLException {
        String name = node.path("name").asText();
        var existing = store.projects().byName(tx, workspace, name);
        ProjectRow row;
        if (existing.isPresent()) {
            row = existing.get();
        } else {
            String id = node.path("id").asText();
            row = store.projects().byId(tx, id).isPresent()
                    ? store.projects()
                            .add(
                                    tx,
                                    workspace,
                                    name,
                                    text(node, "description"),
                                    node.path("public").asBoolean(),
                                    text(node, "owner"),
                                    node.path("created").asLong())
                    : store.projects()
                            .add(
                                    tx,
                                    id,
                                    workspace,
                                    name,
                                    text(node, "description"),
                                    node.path("public").asBoolean(),
                                    text(node, "owner"),
                                    node.path("created").asLong());
            row = new ProjectRow(
                    row.num(),
                    row.id(),
                    row.workspace(),
                    row.name(),
                    row.description(),
                    row.isPublic(),
                    text(node, "notes"),
                    row.owner(),
                    row.created(),
                    node.path("updated").asLong());
            store.projects().save(tx, row);
        }
        projects.put(name, row.num());
    }

    private void experiment(Tx tx, JsonNode node) throws IOException, SQLException {
        String key = node.path("key").asText();
        Integer project = projects.get(node.path("project").asText());
        if (project == null) {
            throw new IOException("experiment " + key + " is in a project that the snapshot does not have");
        }
        if (store.experiments().byKey(tx, key).isPresent()) {
            return;
        }
        ExperimentRow row = store.experiments()
                .add(
                        tx,
                        new ExperimentRow(
                                0,
                                key,
                                project,
                                text(node, "name"),
                                text(node, "userName"),
                                node.path("start").asLong(),
                                whole(node, "end"),
                                node.path("last").asLong(),
                                node.path("archived").asBoolean(),
                                false,
                                node.path("crashed").asBoolean(),
                                false,
                                text(node, "error"),
                                text(node, "filePath"),
                                text(node, "fileName"),
                                text(node, "optimizationId"),
                                text(node, "runId")));
        for (JsonNode value : node.path("values")) {
            value(tx, row, value);
        }
        for (JsonNode metric : node.path("metrics")) {
            List<MetricPoint> points = new ArrayList<>();
            metric.path("points").forEach(point -> points.add(point(point)));
            if (!points.isEmpty()) {
                store.values().putPoints(tx, row, metric.path("name").asText(), points, false);
            }
        }
        for (Map.Entry<String, JsonNode> document : node.path("documents").properties()) {
            store.documents()
                    .put(
                            tx,
                            row.num(),
                            Document.valueOf(document.getKey()),
                            document.getValue().asText());
        }
        List<OutputPiece> output = new ArrayList<>();
        node.path("output")
                .forEach(piece -> output.add(new OutputPiece(
                        piece.get(0).asLong(),
                        piece.get(1).asBoolean(),
                        piece.get(2).asText())));
        store.documents().putOutput(tx, row.num(), output);
        for (JsonNode asset : node.path("assets")) {
            asset(tx, row, asset);
        }
        for (JsonNode link : node.path("links")) {
            // A snapshot of one project does not have the others.
            Integer other = projects.get(link.asText());
            if (other != null) {
                store.experiments().link(tx, store.values(), row, other);
            }
        }
        experiments++;
    }

    private void value(Tx tx, ExperimentRow row, JsonNode node) throws IOException, SQLException {
        Source source = Source.ofWire(node.path("source").asText())
                .orElseThrow(() -> new IOException("unknown source " + node.path("source")));
        // In this order: the last one stays the current one.
        for (String member : List.of("least", "greatest", "value")) {
            if (node.has(member)) {
                JsonNode mark = node.get(member);
                store.values()
                        .put(
                                tx,
                                row,
                                source,
                                node.path("name").asText(),
                                new LoggedValue(
                                        nullable(mark.get(0)),
                                        mark.get(1).asLong(),
                                        integer(mark.get(2)),
                                        nullable(mark.get(3))));
            }
        }
    }

    private static MetricPoint point(JsonNode node) {
        JsonNode value = node.get(0);
        Object known;
        if (value.isIntegralNumber()) {
            known = value.longValue();
        } else if (value.isNumber()) {
            known = value.doubleValue();
        } else {
            String text = value.asText();
            known = switch (text) {
                case "NaN", "Infinity", "-Infinity" -> (Object) Numbers.parse(text);
                default -> text;
            };
        }
        return new MetricPoint(
                known,
                integer(node.get(1)),
                integer(node.get(2)),
                node.get(3).asLong(),
                node.size() > 4 ? node.get(4).asText() : null);
    }

    private void asset(Tx tx, ExperimentRow row, JsonNode node) throws IOException, SQLException {
        String id = node.path("id").asText();
        long size = 0;
        if (node.has("bytes")) {
            size = store.files()
                    .writeCopy(
                            row.key(),
                            id,
                            new ByteArrayInputStream(
                                    Base64.getDecoder().decode(node.get("bytes").asText())));
        }
        store.assets().put(tx, SnapshotAsset.row(node, row.num(), size));
    }

    private static String text(JsonNode node, String name) {
        return nullable(node.get(name));
    }

    private static String nullable(JsonNode node) {
        return node == null || node.isNull() ? null : node.asText();
    }

    private static Long whole(JsonNode node, String name) {
        return integer(node.get(name));
    }

    private static Long integer(JsonNode node) {
        return node == null || node.isNull() ? null : Long.valueOf(node.asLong());
    }
}
