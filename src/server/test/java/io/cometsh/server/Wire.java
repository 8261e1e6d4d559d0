package io.cometsh.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plain HTTP against a server, for tests: {@code wire.get("/api/rest/v2/workspaces")}. */
public final class Wire {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String key;

    public Wire(URI address) {
        this(address, "k");
    }

    public Wire(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    public record Answer(int status, String contentType, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text(), e);
            }
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json;charset=utf-8")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Uploads one file as clients do. */
    public Answer upload(String path, String content) {
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n" + content
                                + "\r\n--b--\r\n")));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(null),
                    answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path.replace(" ", "%20")));
        return key == null ? request : request.header("Authorization", key);
    }

    // ---- shorthands for what most tests do

    public JsonNode rest(String path) {
        Answer answer = get("/api/rest/v2/" + path);
        if (answer.status() != 200) {
            throw new AssertionError(path + " answered " + answer.status() + " " + answer.text());
        }
        return answer.json();
    }

    public JsonNode write(String path, String body) {
        Answer answer = post("/api/rest/v2/write/" + path, body.replace('\'', '"'));
        if (answer.status() != 200) {
            throw new AssertionError(path + " answered " + answer.status() + " " + answer.text());
        }
        return answer.json();
    }

    /** Makes an experiment by REST and gives its key. */
    public String create(String workspace, String project) {
        return write("experiment/create", "{'workspaceName':'" + workspace + "','projectName':'" + project + "'}")
                .get("experimentKey")
                .asText();
    }

    /** Starts a run as live logging does. */
    public Answer start(String workspace, String project, String experimentKey, boolean getOrCreate) {
        return post(
                "/clientlib/logger/add/run",
                "{\"apiKey\":\"k\",\"experimentKey\":\"" + experimentKey + "\",\"teamName\":\"" + workspace
                        + "\",\"projectName\":\"" + project + "\",\"getOrCreateEnabled\":" + getOrCreate + "}");
    }

    /** The texts of a list, or of one member of its objects. */
    public static List<String> texts(JsonNode list, String... member) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(
                member.length == 0 ? item.asText() : item.path(member[0]).asText()));
        return texts;
    }
}
