package io.cometsh.server.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of what is served: method and path to handler. Paths are in one of two spaces: REST ({@code /api/rest/v2/…}, also reached as {@code /clientlib/rest/v2/…}) and that of clients
 * that log ({@code /clientlib/…}, also reached as {@code /…}).
 */
final class Routes {
    /** Where a path belongs. */
    enum Space {
        REST,
        LOGGING
    }

    /** Who may ask. */
    enum Access {
        OPEN,
        KEY
    }

    /** A handler, the path of its route, and the values in the path of the request. */
    record RouteMatch(Handler handler, Access access, String template, Map<String, String> inPath) {}

    private record Route(Handler handler, Access access, String template) {}

    private record Pattern(String method, Space space, PathPattern path, Route route) {}

    private final Map<String, Route> exact = new HashMap<>();
    private final Map<String, List<String>> methods = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();

    void get(Space space, String path, Handler handler) {
        add("GET", space, path, Access.KEY, handler);
    }

    void post(Space space, String path, Handler handler) {
        add("POST", space, path, Access.KEY, handler);
    }

    void put(Space space, String path, Handler handler) {
        add("PUT", space, path, Access.KEY, handler);
    }

    void open(String method, Space space, String path, Handler handler) {
        add(method, space, path, Access.OPEN, handler);
    }

    private void add(String method, Space space, String path, Access access, Handler handler) {
        Route route = new Route(handler, access, shown(space + " " + path));
        if (path.indexOf('{') >= 0) {
            patterns.add(new Pattern(method, space, PathPattern.of(path), route));
        } else {
            exact.put(method + " " + space + " " + path, route);
            methods.computeIfAbsent(space + " " + path, key -> new ArrayList<>())
                    .add(method);
        }
    }

    Optional<RouteMatch> find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        String relative = relative(path);
        Space space = space(path);
        Route route = exact.get(wanted + " " + space + " " + relative);
        if (route != null) {
            return Optional.of(new RouteMatch(route.handler(), route.access(), route.template(), Map.of()));
        }
        for (Pattern pattern : patterns) {
            if (pattern.method().equals(wanted) && pattern.space() == space) {
                Optional<Map<String, String>> inPath = pattern.path().match(relative);
                if (inPath.isPresent()) {
                    Route found = pattern.route();
                    return Optional.of(new RouteMatch(found.handler(), found.access(), found.template(), inPath.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Every route: {@code GET /api/rest/v2/workspaces}, in order. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        exact.keySet().forEach(route -> all.add(shown(route)));
        patterns.forEach(pattern -> all.add(shown(pattern.method() + " " + pattern.space() + " " + pattern.path())));
        all.sort(null);
        return all;
    }

    private static String shown(String route) {
        return route.replace(Space.REST + " ", "/api/rest/v2/").replace(Space.LOGGING + " ", "/clientlib/");
    }

    /** True when the path is served, by whatever method. */
    boolean knows(String path) {
        return methods.containsKey(space(path) + " " + relative(path));
    }

    private static Space space(String path) {
        return path.startsWith("/api/rest/v2/") || path.startsWith("/clientlib/rest/v2/") ? Space.REST : Space.LOGGING;
    }

    private static String relative(String path) {
        for (String prefix : List.of("/api/rest/v2/", "/clientlib/rest/v2/", "/clientlib/", "/")) {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
            }
        }
        return path;
    }

    static boolean isLogging(String path) {
        return space(path) == Space.LOGGING;
    }
}
