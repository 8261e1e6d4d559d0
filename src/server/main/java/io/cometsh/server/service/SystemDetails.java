package io.cometsh.server.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment of a run: one record that requests add to, never replace, and whose plain members are columns of the source {@code env_details}. */
public final class SystemDetails {
    /** Every member that a reply has; null where nothing was logged. */
    private static final List<String> MEMBERS = List.of(
            "experimentKey",
            "user",
            "pid",
            "os",
            "osType",
            "osRelease",
            "pythonVersion",
            "pythonVersionVerbose",
            "ip",
            "hostname",
            "machine",
            "processor",
            "totalRam",
            "maxTotalMemory",
            "command",
            "executable",
            "env",
            "installedPackages",
            "osPackages",
            "gpuStaticInfoList",
            "logAdditionalSystemInfoList",
            "systemMetricNames",
            "networkInterfaceIps");

    private static final List<String> LISTS = List.of(
            "installedPackages",
            "osPackages",
            "gpuStaticInfoList",
            "logAdditionalSystemInfoList",
            "systemMetricNames",
            "networkInterfaceIps",
            "command");

    private static final String ADDITIONAL = "logAdditionalSystemInfoList";

    private final Store store;
    private final ExperimentService experiments;
    private final LogService log;
    private final ObjectMapper json;

    public SystemDetails(Store store, ExperimentService experiments, LogService log, ObjectMapper json) {
        this.store = store;
        this.experiments = experiments;
        this.log = log;
        this.json = json;
    }

    /** Adds the members that are given and not null. */
    public void merge(String key, ObjectNode details) {
        store.write(tx -> {
            ExperimentRow row = log.heard(tx, key);
            ObjectNode record = parse(store.documents()
                    .find(tx, row.num(), Document.SYSTEM_DETAILS)
                    .orElse("{}"));
            for (Map.Entry<String, JsonNode> member : details.properties()) {
                if (member.getValue().isNull()
                        || member.getKey().equals("experimentKey")
                        || member.getKey().equals("apiKey")) {
                    continue;
                }
                if (member.getKey().equals(ADDITIONAL) && member.getValue().isArray()) {
                    record.set(ADDITIONAL, joined(record.path(ADDITIONAL), (ArrayNode) member.getValue()));
                } else {
                    record.set(member.getKey(), member.getValue());
                }
            }
            store.documents().put(tx, row.num(), Document.SYSTEM_DETAILS, record.toString());
            log.environment(tx, row, columns(details));
            if (details.path("installedPackages").isArray()) {
                log.fact(tx, row, MetadataColumn.INSTALLED_PACKAGES, lines(details.get("installedPackages")));
            }
            return null;
        });
    }

    /** The whole record with every member there is. */
    public ObjectNode get(String key) {
        ExperimentRow row = experiments.get(key).row();
        ObjectNode stored = parse(store.read(tx -> store.documents().find(tx, row.num(), Document.SYSTEM_DETAILS))
                .orElse("{}"));
        ObjectNode reply = json.createObjectNode();
        for (String member : MEMBERS) {
            JsonNode value = stored.get(member);
            reply.set(
                    member, value != null ? value : LISTS.contains(member) ? json.createArrayNode() : json.nullNode());
        }
        reply.setAll(stored);
        reply.put("experimentKey", key);
        ArrayNode names = json.createArrayNode();
        for (Value metric : log.values(key, Source.METRICS)) {
            if (metric.name().startsWith("sys.")) {
                names.add(metric.name());
            }
        }
        reply.set("systemMetricNames", names);
        return reply;
    }

    private ArrayNode joined(JsonNode before, ArrayNode more) {
        Map<String, JsonNode> byKey = new LinkedHashMap<>();
        before.forEach(entry -> byKey.put(entry.path("key").asText(), entry));
        more.forEach(entry -> byKey.put(entry.path("key").asText(), entry));
        ArrayNode all = json.createArrayNode();
        byKey.values().forEach(all::add);
        return all;
    }

    private static Map<String, String> columns(ObjectNode details) {
        Map<String, String> columns = new LinkedHashMap<>();
        details.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (member.getKey().equals(ADDITIONAL)) {
                value.forEach(entry -> {
                    if (entry.hasNonNull("key") && entry.hasNonNull("value")) {
                        columns.put(
                                entry.get("key").asText(), entry.get("value").asText());
                    }
                });
            } else if (member.getKey().equals("command") && value.isArray()) {
                columns.put("command", words(value));
            } else if (value.isValueNode()
                    && !value.isNull()
                    && !member.getKey().equals("experimentKey")
                    && !member.getKey().equals("apiKey")) {
                columns.put(member.getKey(), value.asText());
            }
        });
        return columns;
    }

    private static String words(JsonNode list) {
        return join(list, " ");
    }

    private static String lines(JsonNode list) {
        return join(list, "\n");
    }

    private static String join(JsonNode list, String separator) {
        StringBuilder text = new StringBuilder();
        for (JsonNode item : list) {
            text.append(text.length() == 0 ? "" : separator).append(item.asText());
        }
        return text.toString();
    }

    private ObjectNode parse(String text) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored record is not JSON", e);
        }
    }
}
