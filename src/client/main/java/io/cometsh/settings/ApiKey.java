package io.cometsh.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.transport.JsonTree;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.util.Base64;

/**
 * An API key, plain or smart: {@code KEY*base64}, where the JSON inside may name the server it belongs to.
 *
 * @param text what is sent; null when it is not a key
 * @param serverAddress {@code baseUrl} of a smart key, or null
 * @param fault why it is not a key, for the user, or null
 */
record ApiKey(String text, String serverAddress, String fault) {
    static ApiKey parse(String given) {
        if (given.isEmpty()) {
            return bad("is empty");
        }
        if (!TransportOptions.isPrintable(given, '!')) {
            return bad("holds a blank, a line break or a letter that no key has: copy it again");
        }
        int star = given.indexOf('*');
        if (star < 0) {
            return new ApiKey(given, null, null);
        }
        if (star == 0) {
            return bad("begins with a star: copy it again");
        }
        if (given.indexOf('*', star + 1) >= 0) {
            return bad("has two stars, and a key has at most one: copy it again");
        }
        if (star == given.length() - 1) {
            return new ApiKey(given.substring(0, star), null, null);
        }
        try {
            // The encoded form may lack its padding; Java's decoder does not mind.
            JsonNode attributes = JsonTree.of(Base64.getDecoder().decode(given.substring(star + 1)));
            if (!attributes.isObject()) {
                return bad("has text after its star that is not an object: copy it again");
            }
            JsonNode address = attributes.path("baseUrl");
            return new ApiKey(given, address.isTextual() ? address.asText() : null, null);
        } catch (IllegalArgumentException | IOException notReadable) {
            // The cause is left out: it would quote the key.
            return bad("has text after its star that can't be read: copy it again");
        }
    }

    private static ApiKey bad(String fault) {
        return new ApiKey(null, null, fault);
    }

    @Override
    public String toString() {
        return "ApiKey[" + (text == null ? fault : "<hidden>") + "]";
    }
}
