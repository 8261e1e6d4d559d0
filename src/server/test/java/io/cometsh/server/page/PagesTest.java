package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which address opens which page, what is sent with each, and what a wrong address gets. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesTest {
    @AutoClose
    private static CometServer server;

    private static Browser browser;
    private static Wire wire;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        browser = new Browser(server.address());
        wire = new Wire(server.address());
    }

    @Test
    void shows_the_workspaces_with_their_projects() {
        Browser.Shown page = browser.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.text()).startsWith("<!DOCTYPE html>").contains("<a href=\"/demo/digits\">digits</a>");
    }

    @Test
    void sends_with_each_page_what_keeps_it_safe() {
        for (String path : new String[] {"/", "/demo", "/no-such-workspace", "/-/sign-in", "/-/file/style.css"}) {
            Browser.Shown page = browser.get(path);
            assertThat(page.header("content-security-policy"))
                    .as(path)
                    .contains(
                            "default-src 'none'",
                            "style-src 'self'",
                            "script-src 'self'",
                            "img-src 'self'",
                            "frame-ancestors 'none'",
                            "form-action 'self'",
                            "base-uri 'none'");
            assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(page.header("referrer-policy")).isEqualTo("same-origin");
        }
    }

    @Test
    void reports_a_missing_object_in_html_and_in_json_for_clients() {
        Browser.Shown page = browser.get("/no-such-workspace");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("<h1>Not found</h1>", "no-such-workspace");
        assertThat(wire.get("/no-such-workspace").json().get("msg").asText()).contains("no such endpoint");
        assertThat(browser.get("/api/rest/v2/nothing").header("content-type")).isEqualTo("application/json");
        assertThat(browser.get("/api/rest/v2/workspaces").status()).isEqualTo(401);
    }

    @Test
    void escapes_every_name() {
        for (String name : new String[] {
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a'b&amp;c", "größe 🚀 日本", "..", "100%"
        }) {
            wire.write(
                    "project/create",
                    wire.create("w", "p").isEmpty()
                            ? ""
                            : "{\"workspaceName\":\"odd\",\"projectName\":" + quoted(name) + "}");
            Browser.Shown page = browser.get("/odd");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).doesNotContain("<script>alert", "<img src=x");
        }
        assertThat(browser.get("/odd").text()).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "größe 🚀 日本");
    }

    private static String quoted(String text) {
        return new com.fasterxml.jackson.databind.node.TextNode(text).toString().replace("'", "\\u0027");
    }

    @Test
    void asks_for_a_key_where_users_have_keys() {
        ServerOptions options = ServerOptions.inMemory().withKeys(Map.of("ann-key", "ann", "bob-key", "bob"));
        try (CometServer keyed = CometServer.start(options)) {
            URI address = keyed.address();
            String own = address.toString().replaceAll("/$", "");
            Browser ann = new Browser(address);
            assertThat(ann.get("/ann?a=1").header("location")).isEqualTo("/-/sign-in?to=%2Fann%3Fa%3D1");
            assertThat(ann.post("/-/sign-in", Map.of("key", "ann-key", "to", "/ann"))
                            .status())
                    .as("no page sent it")
                    .isEqualTo(403);
            assertThat(ann.post("/-/sign-in", Map.of("key", "ann-key"), "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);
            Browser.Shown wrong = ann.post("/-/sign-in", Map.of("key", "wrong"), "Origin", own);
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.text()).contains("The API key is not registered.").doesNotContain("wrong\"");
            Browser.Shown in = ann.post("/-/sign-in", Map.of("key", "ann-key", "to", "//evil.example"), "Origin", own);
            assertThat(in.header("location")).isEqualTo("/");
            assertThat(in.header("set-cookie"))
                    .contains("HttpOnly", "SameSite=Strict", "Path=/")
                    .doesNotContain("ann-key", "Secure");
            assertThat(ann.get("/ann").text()).contains("Sign out");
            assertThat(ann.get("/bob").status()).isEqualTo(403);
            assertThat(ann.get("/bob").text()).contains("<h1>Not allowed</h1>");
            assertThat(ann.post("/-/sign-out", Map.of(), "Origin", own).header("location"))
                    .isEqualTo("/-/sign-in");
            assertThat(ann.get("/ann").status()).isEqualTo(303);
            assertThat(new Browser(address)
                            .get("/ann", "Sec-Fetch-Site", "cross-site")
                            .header("refresh"))
                    .isEqualTo("0");
        }
    }
}
