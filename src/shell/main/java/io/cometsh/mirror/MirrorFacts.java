package io.cometsh.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.client.service.Endpoints;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.client.wire.WireReader;
import io.cometsh.query.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a mirror knows about one run apart from its points.
 *
 * @param values the current texts of each source by their names
 */
record MirrorFacts(ExperimentMetadata row, Map<Source, Map<String, String>> values, Set<String> tags) {

    static MirrorFacts of(MirrorRun run, Map<String, byte[]> replies) {
        JsonNode json = json(replies);
        Map<Source, Map<String, String>> values = new EnumMap<>(Source.class);
        values.put(Source.METRICS, summaries(json.path(Endpoints.METRICS_SUMMARY)));
        values.put(Source.PARAMETERS, summaries(json.path(Endpoints.PARAMETERS)));
        values.put(Source.OTHERS, summaries(json.path(Endpoints.OTHERS)));
        Map<String, String> environment = new HashMap<>();
        json.path(Endpoints.SYSTEM_DETAILS).properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                environment.put(member.getKey(), member.getValue().asText());
            }
        });
        values.put(Source.ENVIRONMENT, environment);
        Set<String> tags = new HashSet<>();
        json.path(Endpoints.TAGS).path("tags").forEach(tag -> tags.add(tag.asText()));
        return new MirrorFacts(run.row(), values, tags);
    }

    /** The replies by their endpoints. */
    static JsonNode json(Map<String, byte[]> replies) {
        ObjectNode json = MirrorFolder.JSON.createObjectNode();
        replies.forEach((name, body) -> {
            try {
                json.set(name.substring(0, name.indexOf('{')), MirrorFolder.JSON.readTree(body));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return json;
    }

    private static Map<String, String> summaries(JsonNode reply) {
        Map<String, String> found = new HashMap<>();
        for (JsonNode node : reply.path("values")) {
            ValueSummary summary = WireReader.summary(node);
            found.put(summary.name(), summary.currentText());
        }
        return found;
    }

    Map<String, String> values(Source source) {
        return values.get(source);
    }
}
