package io.cometsh.server.route;

/** Addresses that replies give: under the address the client itself used. */
final class Links {
    private Links() {}

    /** {@code http://host:port/}. */
    static String root(Request request) {
        String host = request.header("Host");
        return "http://" + (host == null || host.isBlank() ? "127.0.0.1" : host) + "/";
    }
}
