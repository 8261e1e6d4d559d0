package io.cometsh.bulk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.WireReader;
import io.cometsh.export.JsonValue;
import io.cometsh.transport.JsonTree;
import java.io.IOException;

/** An experiment as a line of JSON, with the wire's names. */
final class ExperimentLine {
    private ExperimentLine() {}

    /** Adds a line. */
    static void write(JsonGenerator json, ExperimentMetadata experiment) throws IOException {
        json.writeStartObject();
        json.writeStringField("experimentKey", experiment.experimentKey());
        json.writeStringField("experimentName", experiment.experimentName());
        json.writeStringField("optimizationId", experiment.optimizationId());
        json.writeStringField("userName", experiment.userName());
        json.writeStringField("projectId", experiment.projectId());
        json.writeStringField("projectName", experiment.projectName());
        json.writeStringField("workspaceName", experiment.workspaceName());
        json.writeStringField("filePath", experiment.filePath());
        json.writeStringField("fileName", experiment.fileName());
        field(json, "throttle", experiment.throttle());
        field(json, "durationMillis", experiment.durationMillis());
        field(json, "startTimeMillis", experiment.startTimeMillis());
        field(json, "endTimeMillis", experiment.endTimeMillis());
        field(json, "running", experiment.running());
        field(json, "hasCrashed", experiment.hasCrashed());
        field(json, "archived", experiment.archived());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void field(JsonGenerator json, String name, Object value) throws IOException {
        json.writeFieldName(name);
        JsonValue.write(json, value);
    }

    static ExperimentMetadata read(String line) throws IOException {
        return WireReader.metadata(JsonTree.of(line));
    }
}
