package io.cometsh.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A {@code ws_msg} of an archive of an older SDK: one message whose kind is the member that it has. Newer archives have a type for each kind. */
final class OldMessage {
    /** By member the type. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("metric", "metric_msg");
        TYPES.put("param", "parameter_msg");
        TYPES.put("params", "parameter_msg");
        TYPES.put("log_other", "log_other");
        TYPES.put("log_dependency", "log_dependency");
        TYPES.put("log_system_info", "system_info");
        TYPES.put("installed_packages", "installed_packages");
        TYPES.put("html", "html");
        TYPES.put("htmlOverride", "htmlOverride");
        TYPES.put("stdout", "standard_output");
        TYPES.put("fileName", "file_name");
        TYPES.put("gpu_static_info", "gpu_static_info");
        TYPES.put("git_meta", "git_metadata");
        TYPES.put("graph", "graph");
        TYPES.put("os_packages", "os_packages");
        TYPES.put("env_details", "system_details");
        TYPES.put("code", "code");
    }

    private OldMessage() {}

    private static String member(JsonNode old) {
        return TYPES.keySet().stream().filter(old::hasNonNull).findFirst().orElse("");
    }

    /** The type that newer archives have for this message; {@code unknown} when there is none. */
    static String type(JsonNode old) {
        return TYPES.getOrDefault(member(old), "unknown");
    }

    /** @param number its place among the old messages: older SDKs do not number output */
    static JsonNode payload(ObjectMapper json, JsonNode old, long number) {
        String member = member(old);
        JsonNode value = old.path(member);
        ObjectNode payload = json.createObjectNode();
        payload.set("context", old.get("context"));
        payload.set("local_timestamp", old.get("local_timestamp"));
        payload.put("message_id", number);
        switch (member) {
            case "params" -> payload.set("param", value);
            case "log_other" -> {
                payload.set("key", value.get("key"));
                payload.set("value", value.get("val"));
            }
            case "log_dependency", "env_details" -> payload.setAll((ObjectNode) value);
            case "log_system_info" -> payload.set("system_info", value);
            case "stdout" -> {
                payload.set("output", value);
                payload.set("stderr", old.get("stderr"));
            }
            case "fileName" -> payload.set("file_name", value);
            case "git_meta" -> payload.set("git_metadata", value);
            default -> payload.set(member, value);
        }
        return payload;
    }
}
