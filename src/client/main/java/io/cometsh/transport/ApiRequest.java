package io.cometsh.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A request as a value, independent of the transport that sends it.
 *
 * @param method {@code GET} or {@code POST}
 * @param endpoint the path below {@code /api/rest/v2/}, such as {@code experiment/tags}; one that begins with a slash
 *     is a path from the root of the server, such as {@code /clientlib/isAlive/ver}
 * @param parameters the query parameters in the order they are sent, not encoded; those without a value are left out by
 *     the caller
 * @param json the JSON body of a POST; null for a GET and for an upload
 * @param parts what an upload sends as a form with files; empty for every other request
 * @param resumption where the reply is to begin, when its first bytes have come already; null for its beginning
 */
public record ApiRequest(
        String method,
        String endpoint,
        Map<String, String> parameters,
        String json,
        List<BodyPart> parts,
        Resumption resumption) {
    /** Writes by GET that make something new each time they arrive. */
    private static final Set<String> CREATING_GETS = Set.of("write/project/add-share-link", "write/project/symlink");

    /** The experiment that an artifact is read for; the server then lists the artifact among its inputs. */
    private static final String CONSUMER = "consumerExperimentKey";

    /** Where files go that belong to no experiment alone; their ids are the client's, so what arrives twice is one. */
    public static final String ASSET_UPLOAD = "/clientlib/asset/upload";

    private static final int LONGEST_VALUE_SHOWN = 80;

    public ApiRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        parts = List.copyOf(parts);
    }

    /** A request that is not an upload. */
    public ApiRequest(String method, String endpoint, Map<String, String> parameters, String json) {
        this(method, endpoint, parameters, json, List.of());
    }

    /** A request for a whole reply. */
    public ApiRequest(
            String method, String endpoint, Map<String, String> parameters, String json, List<BodyPart> parts) {
        this(method, endpoint, parameters, json, parts, null);
    }

    /**
     * The bytes of a reply that are still missing.
     *
     * @param from how many bytes have come
     * @param etag the server's ETag of the content that they belong to; null when it sent none
     */
    public record Resumption(long from, String etag) {
        /** Whether the server can be held to it: a weak name can denote other bytes. */
        boolean isBinding() {
            return etag != null && !etag.startsWith("W/");
        }
    }

    /** The same request for the rest of its reply; {@link ApiStream#start} describes the reply. */
    public ApiRequest resumed(long from, String etag) {
        return new ApiRequest(method, endpoint, parameters, json, parts, new Resumption(from, etag));
    }

    /** A read: {@code get("experiment/tags", Map.of("experimentKey", key))}. */
    public static ApiRequest get(String endpoint, Map<String, String> parameters) {
        return new ApiRequest("GET", endpoint, parameters, null);
    }

    /** A request with a JSON body. */
    public static ApiRequest post(String endpoint, String json) {
        return new ApiRequest("POST", endpoint, Map.of(), json);
    }

    /** A form with files, read while they are sent: {@code upload("write/experiment/upload-asset", names, List.of(part))}. */
    public static ApiRequest upload(String endpoint, Map<String, String> parameters, List<BodyPart> parts) {
        return new ApiRequest("POST", endpoint, parameters, null, parts);
    }

    /** Whether the request only asks: reads, and POSTs that only ask. Some writes are GETs, so the method does not tell. */
    public boolean isRead() {
        // Output and system details are written below /clientlib/rest/v2/, all else below the REST root.
        return !("/" + endpoint).contains("/write/") && parts.isEmpty();
    }

    /**
     * Whether the request changes something on the server: a write, or a read that the server records, such as reading
     * an artifact as the input of an experiment ({@code consumerExperimentKey}).
     */
    public boolean leavesATrace() {
        return !isRead() || parameters.containsKey(CONSUMER);
    }

    /** Whether a second arrival does no harm: reads, the writes by GET that set a state, and files with an id. */
    public boolean isRepeatable() {
        return isRead() || "GET".equals(method) && !CREATING_GETS.contains(endpoint) || endpoint.equals(ASSET_UPLOAD);
    }

    /** How messages name the request: {@code GET project/column-names?workspaceName=demo&projectName=mnist}. */
    public String describe() {
        return method + " " + target();
    }

    /** Endpoint and parameters as text for people: {@code project/notes?projectId=p-1}. */
    public String target() {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        parameters.forEach((name, value) -> query.add(name + "=" + Sanitizer.printable(value, LONGEST_VALUE_SHOWN)));
        return endpoint + query;
    }
}
