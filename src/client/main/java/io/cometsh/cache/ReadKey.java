package io.cometsh.cache;

import io.cometsh.transport.ApiRequest;
import java.util.Map;
import java.util.TreeMap;

/** What makes two reads the same: the endpoint and the parameters in any order. */
record ReadKey(String endpoint, Map<String, String> parameters) {
    static ReadKey of(ApiRequest request) {
        return new ReadKey(request.endpoint(), new TreeMap<>(request.parameters()));
    }
}
