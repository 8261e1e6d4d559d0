package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cometsh.server.RecordedRunsTest.Recorded;
import io.cometsh.support.TestResources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The logger's side: everything that the official SDK was recorded to send while it logged is sent to our server, run by
 * run, and answered with the recorded status and at least the recorded members; where not, {@link #DIFFERENT} gives the
 * reason.
 */
@Tag("slow")
class RecordedLiveTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXISTING = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static final Map<String, String> DIFFERENT = new LinkedHashMap<>();

    static {
        because(
                "the check's key is none of the server's",
                "GET /api/rest/v2/account-details 200 becomes 401 in comet-check");
        because(
                "the request names what the recorder's server had numbered: a version, a file, a run of before",
                "GET /api/rest/v2/artifacts/version 200 becomes 400 in calls-that-warn",
                "GET /api/rest/v2/artifacts/version 200 becomes 400 in start-marked",
                "GET /api/rest/v2/artifacts/version/files 200 becomes 400 in start-marked",
                "GET /api/rest/v2/experiment/asset/get-asset 200 becomes 404 in start-marked",
                "POST /api/rest/v2/write/artifacts/state 200 becomes 400 in calls-that-warn",
                "POST /api/rest/v2/write/artifacts/state 200 becomes 400 in start-marked",
                "POST /api/rest/v2/write/registry-model/item/itm2dylnoIk8sX5sCojyBRnMN/metadata 200 becomes 400 in start-marked",
                "POST /api/rest/v2/write/registry-model/item/itm2dylnoIk8sX5sCojyBRnMN/status-configuration 200 becomes 400 in start-marked",
                "POST /clientlib/asset/upload 200 becomes 400 in start-marked",
                "POST /clientlib/logger/add/run 200 becomes 400 in existing",
                "POST /clientlib/logger/add/run 400 becomes 200 in offline-start, key exists: comet upload run.zip",
                "POST /clientlib/rest/v2/write/artifact/assets/remote/batch 200 becomes 400 in start-marked");
        because("the recorder's server had no optimizer", "GET /optimizer/spec 404 becomes 200 in comet-check");
        because(
                "the recorder's server was set to be too busy",
                "POST /api/rest/v2/write/experiment/log-other 429 becomes 200 in throttled-429",
                "POST /clientlib/asset/upload 429 becomes 200 in throttled-429",
                "POST /clientlib/batch/logger/experiment/metric 429 becomes 200 in throttled-429");
        because(
                "not served: a storage beside the server, which the SDK uses only when the server offers it",
                "POST /clientlib/asset/upload-complete 200 becomes 404 in s3-direct",
                "POST /clientlib/asset/upload-start 200 becomes 404 in s3-direct",
                "PUT /s3/part-1 200 becomes 404 in s3-direct",
                "PUT /s3/part-2 200 becomes 404 in s3-direct");
        because(
                "a member that the SDK does not look at",
                "GET /clientlib/symlink/new without data",
                "POST /clientlib/git-patch/upload without assetId");
    }

    private static void because(String reason, String... requests) {
        for (String request : requests) {
            DIFFERENT.put(request, reason);
        }
    }

    private record Line(Recorded request, JsonNode reply) {}

    @Test
    void what_the_sdk_sends_is_answered_as_it_was_recorded() throws IOException {
        Map<String, List<Line>> scenarios = new LinkedHashMap<>();
        for (JsonNode line : TestResources.objects("/recorded/live-logging.jsonl")) {
            if (line.path("request").isObject()) {
                Line read = line(line);
                scenarios
                        .computeIfAbsent(read.request().scenario(), any -> new ArrayList<>())
                        .add(read);
            }
        }
        Set<String> different = new TreeSet<>();
        int sent = 0;
        for (List<Line> scenario : scenarios.values()) {
            try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
                new Wire(server.address(), "TESTKEY").start("acme", "vision", EXISTING, false);
                for (Line line : scenario) {
                    different.addAll(difference(line, RecordedRunsTest.send(server, line.request())));
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(600);
        assertThat(different).isEqualTo(DIFFERENT.keySet());
    }

    private static Set<String> difference(Line line, Wire.Answer answer) throws IOException {
        Recorded request = line.request();
        String what = request.method() + " " + request.path();
        Set<String> different = new TreeSet<>();
        if (answer.status() != request.status()) {
            different.add(what + " " + request.status() + " becomes " + answer.status() + " in " + request.scenario());
        } else if (line.reply().isObject() && request.status() == 200) {
            JsonNode ours = answer.text().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.text());
            line.reply().fieldNames().forEachRemaining(member -> {
                if (!member.startsWith("$") && !ours.has(member)) {
                    different.add(what + " without " + member);
                }
            });
        }
        return different;
    }

    private static Line line(JsonNode line) {
        JsonNode request = line.get("request");
        JsonNode headers = request.get("headers");
        return new Line(
                new Recorded(
                        line.get("scenario").asText().strip(),
                        request.get("method").asText(),
                        request.get("path").asText(),
                        request.get("query"),
                        headers.path("Content-Encoding").asText().equals("gzip"),
                        headers.path("Authorization").asText(null),
                        request.get("body"),
                        line.get("reply").path("status").asInt()),
                line.get("reply").path("body"));
    }

    /** The recording of the SDK's requests when one endpoint is missing shows which endpoints it uses. */
    @Test
    void what_the_sdk_was_recorded_to_ask_for_is_there() throws IOException {
        Set<String> wanted = new TreeSet<>();
        for (JsonNode line : TestResources.objects("/recorded/live-ablation.jsonl")) {
            line.path("returns").path("paths").forEach(path -> wanted.add(path.asText()));
            line.path("returns").path("answered 404, harmlessly").forEach(path -> wanted.add(path.asText()));
        }
        Set<String> missing = new TreeSet<>();
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            for (String path : wanted) {
                String[] request = path.replaceAll("\\{\\w+\\}", "any").split(" ");
                Wire.Answer answer = RecordedRunsTest.send(
                        server,
                        new Recorded("", request[0], request[1], JSON.createObjectNode(), false, "TESTKEY", null, 200));
                if (answer.status() == 405 || answer.text().contains("no such endpoint")) {
                    missing.add(path);
                }
            }
        }
        assertThat(wanted).hasSizeGreaterThan(15);
        assertThat(missing).isEmpty();
    }
}
