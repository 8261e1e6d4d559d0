package io.cometsh.client;

import io.cometsh.client.wire.ExperimentMetadata;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** An experiment as a map that can be written as JSON. */
final class ExperimentJson {
    private ExperimentJson() {}

    /** What {@code to_json} of Comet's own client gives, under its names: the metadata alone. */
    static Map<String, Object> of(ExperimentMetadata facts, URI url) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", facts.experimentKey());
        json.put("name", facts.experimentName());
        json.put("workspace", facts.workspaceName());
        json.put("project_name", facts.projectName());
        json.put("archived", facts.archived());
        json.put("url", url.toString());
        json.put("duration_millis", facts.durationMillis());
        json.put("start_server_timestamp", facts.startTimeMillis());
        json.put("end_server_timestamp", facts.endTimeMillis());
        json.put("optimization_id", facts.optimizationId());
        json.put("file_path", facts.filePath());
        json.put("file_name", facts.fileName());
        return json;
    }
}
