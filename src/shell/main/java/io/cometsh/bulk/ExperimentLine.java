package io.cometsh.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.WireReader;
import io.cometsh.transport.JsonTree;
import java.io.IOException;
import java.io.StringWriter;

/** An experiment as a line of JSON, with the wire's names. */
final class ExperimentLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ExperimentLine() {}

    static String of(ExperimentMetadata experiment) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
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
            json.writeBooleanField("throttle", experiment.throttle());
            number(json, "durationMillis", experiment.durationMillis());
            number(json, "startTimeMillis", experiment.startTimeMillis());
            number(json, "endTimeMillis", experiment.endTimeMillis());
            json.writeBooleanField("running", experiment.running());
            json.writeBooleanField("hasCrashed", experiment.hasCrashed());
            json.writeBooleanField("archived", experiment.archived());
            json.writeEndObject();
        }
        return line.toString();
    }

    private static void number(JsonGenerator json, String name, Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    static ExperimentMetadata read(String line) throws IOException {
        return WireReader.metadata(JsonTree.of(line));
    }
}
