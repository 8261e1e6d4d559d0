package io.cometsh.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the tests of the pages rely on: a bad page is found to be bad. */
@Tag("browser")
@Tag("slow")
class ChromiumTest {
    private static final String BAD = """
            <!DOCTYPE html><title>Bad</title><h1>Bad</h1><p style="color:#ddd">pale</p><input>
            <img src="http://127.0.0.1:9/elsewhere.png"><script>document.title = "ran"</script>
            """;

    @Test
    void finds_what_is_wrong_with_a_page() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = BAD.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.open()) {
            tab.go("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            assertThat(tab.text("h1")).isEqualTo("Bad");
            assertThat(tab.evaluate("document.title").asText()).isEqualTo("Bad");
            assertThat(tab.errors()).anyMatch(error -> error.contains("Content Security Policy"));
            assertThat(String.join("\n", tab.axe())).contains("html-has-lang", "label", "image-alt");
            tab.press("Tab");
            tab.type("words");
            assertThat(tab.evaluate("document.querySelector('input').value").asText())
                    .isEqualTo("words");
        } finally {
            server.stop(0);
        }
    }
}
