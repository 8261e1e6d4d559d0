package io.cometsh.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiReply;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Runs with files in the project {@code acme/p}: the names of the files by the key of the run. */
final class FakeFiles extends TreeMap<String, List<String>> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Answers for the runs that are there when it is asked. */
    FakeTransport transport() {
        return new FakeTransport()
                .on("projects", "{\"projects\":[{\"projectName\":\"p\"}]}")
                .on("experiments", request -> {
                    StringJoiner rows = new StringJoiner(",", "{\"experiments\":[", "]}");
                    if ("1".equals(request.parameters().getOrDefault("page", "1"))) {
                        keySet().forEach(key -> rows.add(
                                "{\"experimentKey\":\"%s\",\"workspaceName\":\"acme\",\"projectName\":\"p\",\"endTimeMillis\":5}"
                                        .formatted(key)));
                    }
                    return rows.toString();
                })
                .on("experiment/asset/list", request -> {
                    String key = request.parameters().get("experimentKey");
                    StringJoiner assets = new StringJoiner(",", "{\"assets\":[", "]}");
                    for (int i = 0; i < get(key).size(); i++) {
                        String id = key + i;
                        assets.add("{\"assetId\":\"%s\",\"fileName\":%s,\"fileSize\":%d,\"type\":\"asset\"}"
                                .formatted(id, quoted(get(key).get(i)), content(id).length));
                    }
                    return assets.toString();
                })
                .onReply(
                        "experiment/asset/get-asset",
                        request -> new ApiReply(
                                200,
                                "application/octet-stream",
                                content(request.parameters().get("assetId"))));
    }

    /** The bytes of a file, by the asset's id: the key of the run and the index of the file. */
    static byte[] content(String id) {
        return ("content of " + id).getBytes(UTF_8);
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
