package io.cometsh.cache;

import io.cometsh.transport.ApiRequest;
import java.util.Map;
import java.util.TreeMap;

/** What makes two reads the same: the endpoint and the parameters in any order. */
record ReadKey(String endpoint, Map<String, String> parameters) {
    static ReadKey of(ApiRequest request) {
        return new ReadKey(request.endpoint(), new TreeMap<>(request.parameters()));
    }

    // A record's own methods are linked at run time, which takes milliseconds of the start of each query.
    @Override
    public boolean equals(Object other) {
        return other instanceof ReadKey key && endpoint.equals(key.endpoint) && parameters.equals(key.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * endpoint.hashCode() + parameters.hashCode();
    }

    /** In characters. */
    int length() {
        return endpoint.length() + parameters.toString().length();
    }
}
