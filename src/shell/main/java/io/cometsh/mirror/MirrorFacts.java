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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a mirror knows about one run apart from its points, read when it is needed. */
final class MirrorFacts {
    private final Mirror mirror;
    private final MirrorRun run;
    private final Map<Source, Map<String, String>> values = new HashMap<>();
    private JsonNode replies;
    private Set<String> tags;

    MirrorFacts(Mirror mirror, MirrorRun run) {
        this.mirror = mirror;
        this.run = run;
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

    ExperimentMetadata row() {
        return run.row();
    }

    /** The current texts of a source by their names. */
    Map<String, String> values(Source source) {
        return values.computeIfAbsent(source, wanted -> {
            Map<String, String> found = new HashMap<>();
            switch (wanted) {
                case METRICS -> summaries(Endpoints.METRICS_SUMMARY, found);
                case PARAMETERS -> summaries(Endpoints.PARAMETERS, found);
                case OTHERS -> summaries(Endpoints.OTHERS, found);
                case ENVIRONMENT ->
                    replies().path(Endpoints.SYSTEM_DETAILS).properties().forEach(member -> {
                        if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                            found.put(member.getKey(), member.getValue().asText());
                        }
                    });
                case METADATA, TAGS -> throw new IllegalArgumentException(wanted.name());
            }
            return found;
        });
    }

    private void summaries(String endpoint, Map<String, String> found) {
        for (JsonNode node : replies().path(endpoint).path("values")) {
            ValueSummary summary = WireReader.summary(node);
            found.put(summary.name(), summary.currentText());
        }
    }

    Set<String> tags() {
        if (tags == null) {
            tags = new HashSet<>();
            replies().path(Endpoints.TAGS).path("tags").forEach(tag -> tags.add(tag.asText()));
        }
        return tags;
    }

    private JsonNode replies() {
        if (replies == null) {
            replies = json(mirror.facts(run));
        }
        return replies;
    }
}
