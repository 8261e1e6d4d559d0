package io.cometsh.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens in a browser what the official SDK prints, returns or opens itself. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkAddressesIT {
    @TempDir
    private Path folder;

    @Test
    void every_address_opens() throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
            JsonNode addresses = new PythonScript(server.address(), folder).run("addresses.py");
            assertThat(addresses).hasSizeGreaterThan(12);
            for (JsonNode address : addresses) {
                HttpResponse<String> page = browser.send(
                        HttpRequest.newBuilder(URI.create(address.asText().replace(" ", "%20")))
                                .header("Accept", "text/html")
                                .build(),
                        BodyHandlers.ofString());
                assertThat(page.statusCode()).as(address.asText()).isEqualTo(200);
                assertThat(page.body()).as(address.asText()).doesNotContain("<h1>Not found</h1>");
            }
        }
    }
}
