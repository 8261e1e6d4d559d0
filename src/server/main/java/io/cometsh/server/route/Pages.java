package io.cometsh.server.route;

import io.cometsh.server.service.CometError;
import java.io.IOException;

/** Answers browsers. The router asks for it when no route fits, so that the API comes first and starts without it. */
public interface Pages {
    /** The part of the address space that belongs to the pages alone: style, script, sign-in. */
    String OWN = "/-/";

    /** A page, also where something is wrong with the request. Failures of the server itself are thrown. */
    Reply answer(Request request) throws IOException;

    /** The page for a failure of the server itself, or for a request that cannot be read. */
    Reply failed(CometError error, String message);

    /** Whether a request that fits no route is for the pages: browsers accept HTML, clients of the API do not ask for it. */
    static boolean isFor(String method, String path, String accept) {
        if (path.startsWith("/api/rest/") || path.startsWith("/clientlib/")) {
            return false;
        }
        if (path.startsWith(OWN)) {
            return true;
        }
        return (method.equals("GET") || method.equals("HEAD"))
                && (path.equals("/") || accept != null && accept.contains("text/html"));
    }
}
