package io.cometsh.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.service.Accounts;
import io.cometsh.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of endpoints for readers is the list of routes. {@code mvn test -pl src/server -Dtest=EndpointsDocumentTest -Dcometsh.update=true} writes it again. */
class EndpointsDocumentTest {
    private static final Path DOCUMENT = Path.of(".github/ENDPOINTS.md");

    @Test
    void lists_what_is_served() throws IOException {
        String served;
        try (Store store = Store.open(null)) {
            served = document(Services.over(store, new Accounts(Map.of()), Clock.systemUTC())
                    .routes());
        }
        if (Boolean.getBoolean("cometsh.update")) {
            Files.writeString(DOCUMENT, served);
        }
        assertThat(DOCUMENT)
                .as("write it with: mvn test -pl src/server -Dtest=EndpointsDocumentTest -Dcometsh.update=true")
                .content()
                .isEqualTo(served);
    }

    private static String document(Routes routes) {
        Map<String, List<String>> areas = routes.all().stream()
                .collect(Collectors.groupingBy(EndpointsDocumentTest::area, TreeMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("""
                # Endpoints of `cometsh server`

                A test writes this file from the routes of the server. Paths below `/api/rest/v2/` also work below
                `/clientlib/rest/v2/`, and those below `/clientlib/` without that prefix. *key*: with an API key; *open*: without.
                """);
        areas.forEach((area, endpoints) -> {
            text.append("\n## ").append(area).append("\n\n| method | path | access |\n|---|---|---|\n");
            endpoints.forEach(endpoint -> text.append(row(routes, endpoint)));
        });
        return text.toString();
    }

    private static String row(Routes routes, String endpoint) {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = endpoint.substring(method.length() + 1);
        Routes.Access access = routes.find(method, path).orElseThrow().access();
        return "| " + method + " | `" + path + "` | " + (access == Routes.Access.OPEN ? "open" : "key") + " |\n";
    }

    /** {@code project} for {@code GET /api/rest/v2/write/project/create}; plurals go with their singular. */
    private static String area(String endpoint) {
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        if (path.startsWith("/clientlib/")) {
            return "logging clients";
        }
        String area = path.replaceFirst("^/api/rest/v2/(write/)?", "").replaceFirst("/.*", "");
        return Map.of(
                        "experiments",
                        "experiment",
                        "projects",
                        "project",
                        "workspaces",
                        "workspace",
                        "artifacts",
                        "artifact")
                .getOrDefault(area, area);
    }
}
