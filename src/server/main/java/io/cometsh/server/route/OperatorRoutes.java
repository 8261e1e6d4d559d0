package io.cometsh.server.route;

import io.cometsh.server.route.Routes.Space;

/** Our own endpoints for the people who run the server: {@code GET /metrics} and {@code GET /cometsh/version}. {@code health/ping} reports whether it is ready. */
final class OperatorRoutes {
    private OperatorRoutes() {}

    static void add(Routes routes, Services services, Metrics metrics) {
        routes.open(
                "GET",
                Space.LOGGING,
                "cometsh/version",
                request -> Reply.of(services.json()
                        .createObjectNode()
                        .put("version", metrics.version())
                        .put("java", Runtime.version().toString())));
        Handler handler = request -> metrics.reply(request.port());
        if (services.accounts().takesAny()) {
            routes.open("GET", Space.LOGGING, "metrics", handler);
        } else {
            // Also from this machine: what comes through a proxy comes from here.
            routes.get(Space.LOGGING, "metrics", handler);
        }
    }
}
