package io.cometsh.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.util.Optional;

/** Turns the wire's objects into our records, member by member. */
public final class WireReader {
    private WireReader() {}

    public static ExperimentMetadata metadata(JsonNode row) {
        return new ExperimentMetadata(
                Json.text(row, "experimentKey"),
                Json.text(row, "experimentName"),
                Json.text(row, "optimizationId"),
                Json.text(row, "userName"),
                Json.text(row, "projectId"),
                Json.text(row, "projectName"),
                Json.text(row, "workspaceName"),
                Json.text(row, "filePath"),
                Json.text(row, "fileName"),
                Json.truth(row, "throttle"),
                Json.number(row, "durationMillis"),
                Json.number(row, "startTimeMillis"),
                Json.number(row, "endTimeMillis"),
                Json.truth(row, "running"),
                Json.truth(row, "hasCrashed"),
                Json.truth(row, "archived"));
    }

    public static Project project(JsonNode node) {
        Long count = Json.number(node, "numberOfExperiments");
        return new Project(
                Json.text(node, "projectId"),
                Json.text(node, "projectName"),
                Json.text(node, "ownerUserName"),
                Json.text(node, "projectDescription"),
                Json.text(node, "workspaceName"),
                count == null ? 0 : count,
                Json.number(node, "lastUpdated"),
                Json.truth(node, "public"));
    }

    public static ValueSummary summary(JsonNode node) {
        return new ValueSummary(
                Json.text(node, "name"),
                Json.text(node, "valueMin"),
                Json.text(node, "valueMax"),
                Json.text(node, "valueCurrent"),
                Json.number(node, "timestampMin"),
                Json.number(node, "timestampMax"),
                Json.number(node, "timestampCurrent"),
                Json.number(node, "stepMin"),
                Json.number(node, "stepMax"),
                Json.number(node, "stepCurrent"),
                Json.text(node, "runContextMin"),
                Json.text(node, "runContextMax"),
                Json.text(node, "runContextCurrent"),
                Json.truth(node, "editable"));
    }

    public static MetricPoint point(JsonNode node) {
        return new MetricPoint(
                Json.text(node, "metricName"),
                Json.text(node, "metricValue"),
                Json.number(node, "timestamp"),
                Json.number(node, "step"),
                Json.number(node, "epoch"),
                Json.text(node, "runContext"),
                Json.number(node, "offset"));
    }

    /** Empty for a source that this version does not know; Comet may add some. */
    public static Optional<Column> column(JsonNode node) {
        String name = Json.text(node, "name");
        String type = Json.text(node, "type");
        return Source.ofWireName(String.valueOf(Json.text(node, "source")))
                .filter(source -> name != null)
                .map(source -> new Column(name, source, type == null ? "string" : type));
    }
}
