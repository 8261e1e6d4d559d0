package io.cometsh.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a dry run does not make, by the names that stand for what the server would have called it: so a script that makes an
 * experiment and logs to it shows all of its writes, and not the first alone.
 */
final class DryRunState {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NOT_SENT = "not sent: this is a dry run";

    /** By endpoint and name, what a read of it is answered with. */
    private final Map<String, ObjectNode> answers = new ConcurrentHashMap<>();

    private final Map<String, Boolean> names = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** The answer to a write, with names in it for what it would have made. */
    ApiReply written(ApiRequest request) {
        JsonNode body = body(request);
        ObjectNode reply = JSON.createObjectNode();
        reply.put("msg", NOT_SENT).put("code", 200).putNull("data").put("sdk_error_code", 0);
        switch (request.endpoint()) {
            case "write/experiment/create" -> experiment(body, reply);
            case "write/artifacts/upsert" -> version(body, reply);
            case "write/registry-model/item/create" -> reply.put("registryModelItemId", name("item"));
            case "write/project/symlink" -> reply.put("link", NOT_SENT);
            default -> {
                // Nothing that is asked for by a name of its own.
            }
        }
        return reply(reply);
    }

    private void experiment(JsonNode body, ObjectNode reply) {
        // As long as a key, and of letters that a key has.
        String key = String.format(Locale.ROOT, "dryrun%026d", count.incrementAndGet());
        names.put(key, true);
        reply.put("experimentKey", key);
        ObjectNode facts = JSON.createObjectNode();
        facts.put("experimentKey", key);
        facts.set("experimentName", body.get("experimentName"));
        facts.set("projectName", body.get("projectName"));
        facts.set("workspaceName", body.get("workspaceName"));
        facts.put("running", true).put("hasCrashed", false).put("archived", false);
        answers.put("experiment/metadata " + key, facts);
    }

    private void version(JsonNode body, ObjectNode reply) {
        String artifact = name("artifact");
        String version = name("version");
        reply.put("artifactId", artifact).put("artifactVersionId", version);
        reply.set("currentVersion", body.get("version"));
        ObjectNode node = JSON.createObjectNode();
        node.put("artifactVersionId", version);
        node.set("artifactVersion", body.get("version"));
        node.set("alias", body.get("alias"));
        node.set("tags", body.get("versionTags"));
        node.set("metadata", body.get("versionMetadata"));
        node.set("experimentKey", body.get("experimentKey"));
        node.putObject("artifact")
                .put("artifactId", artifact)
                .<ObjectNode>set("artifactName", body.get("artifactName"))
                .set("artifactType", body.get("artifactType"));
        answers.put("artifacts/version " + version, node);
    }

    private String name(String kind) {
        String name = "dry-run-" + kind + "-" + count.incrementAndGet();
        names.put(name, true);
        return name;
    }

    /**
     * The answer to a read about something that was not made; null for every other read.
     *
     * @throws CometException when nobody can know what there would be to read
     */
    ApiReply read(ApiRequest request) {
        if (names.isEmpty()) {
            return null;
        }
        for (String value : request.parameters().values()) {
            ObjectNode answer = answers.get(request.endpoint() + " " + value);
            if (answer != null) {
                return reply(answer);
            }
        }
        if (request.parameters().values().stream().anyMatch(names::containsKey)) {
            throw new CometException(
                    request.describe() + ": this is a dry run, and what it does not make cannot be read back");
        }
        return null;
    }

    private static JsonNode body(ApiRequest request) {
        try {
            return request.json() == null ? JSON.createObjectNode() : JSON.readTree(request.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiReply reply(ObjectNode json) {
        return new ApiReply(200, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
