package io.cometsh.server.route;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The address of a request as a log may hold it: the path, and only the parameters that name things. Older clients send their key as a parameter. */
final class SafePath {
    private static final Set<String> NAMES = Set.of("experimentKey", "workspaceName", "projectName", "projectId");

    private SafePath() {}

    static String of(URI address) {
        String query = address.getRawQuery();
        String path = address.getRawPath();
        if (query == null) {
            return path;
        }
        String named = Arrays.stream(query.split("&"))
                .filter(parameter -> NAMES.contains(parameter.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        return named.isEmpty() ? path : path + "?" + named;
    }
}
