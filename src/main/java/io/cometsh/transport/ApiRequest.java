package io.cometsh.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as a value: what is asked, apart from who sends it.
 *
 * @param method {@code GET} or {@code POST}
 * @param endpoint the path below {@code /api/rest/v2/}, such as {@code experiment/tags}; one that begins with a slash
 *     is a path from the root of the server, such as {@code /clientlib/isAlive/ver}
 * @param parameters the query parameters in the order they are sent; those without a value are left out by the caller
 * @param json the JSON body of a POST; null for a GET
 */
public record ApiRequest(String method, String endpoint, Map<String, String> parameters, String json) {
    public ApiRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A read: {@code get("experiment/tags", Map.of("experimentKey", key))}. */
    public static ApiRequest get(String endpoint, Map<String, String> parameters) {
        return new ApiRequest("GET", endpoint, parameters, null);
    }

    /** A request with a JSON body. */
    public static ApiRequest post(String endpoint, String json) {
        return new ApiRequest("POST", endpoint, Map.of(), json);
    }

    /** Whether the request may be repeated without asking for a second effect: reads, and POSTs that only ask. */
    public boolean isRead() {
        return !endpoint.startsWith("write/");
    }
}
