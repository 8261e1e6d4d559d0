package io.cometsh.bulk;

import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.WireReader;
import io.cometsh.export.JsonValue;
import io.cometsh.transport.JsonTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An experiment as a line of JSON, with the wire's names. */
final class ExperimentLine {
    private ExperimentLine() {}

    static String of(ExperimentMetadata experiment) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("experimentKey", experiment.experimentKey());
        line.put("experimentName", experiment.experimentName());
        line.put("optimizationId", experiment.optimizationId());
        line.put("userName", experiment.userName());
        line.put("projectId", experiment.projectId());
        line.put("projectName", experiment.projectName());
        line.put("workspaceName", experiment.workspaceName());
        line.put("filePath", experiment.filePath());
        line.put("fileName", experiment.fileName());
        line.put("throttle", experiment.throttle());
        line.put("durationMillis", experiment.durationMillis());
        line.put("startTimeMillis", experiment.startTimeMillis());
        line.put("endTimeMillis", experiment.endTimeMillis());
        line.put("running", experiment.running());
        line.put("hasCrashed", experiment.hasCrashed());
        line.put("archived", experiment.archived());
        return JsonValue.text(line);
    }

    static ExperimentMetadata read(String line) throws IOException {
        return WireReader.metadata(JsonTree.of(line));
    }
}
