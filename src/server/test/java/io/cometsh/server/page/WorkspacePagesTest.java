package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The pages of a workspace's artifacts and registry models, and the short addresses that clients print. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspacePagesTest {
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

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    @Test
    void shows_artifacts_with_their_versions_and_files() {
        assertThat(browser.get("/demo").text())
                .contains("aria-current=\"page\"", "href=\"/demo/artifacts\"", "href=\"/demo/model-registry\"");
        assertThat(browser.get("/demo/artifacts").text())
                .contains("<a href=\"/demo/artifacts/digits-split\">digits-split</a>");
        assertThat(browser.get("/demo/artifacts/digits-split").text()).contains(">1.0.0</a>", ">2.0.0</a>", "Latest");
        for (String version : new String[] {"2.0.0", "Latest", "three-parts"}) {
            Browser.Shown page = browser.get("/demo/artifacts/digits-split/" + version);
            assertThat(page.text()).as(version).contains("digits-split 2.0.0", "train.csv", "&quot;seed&quot; : 0");
        }
        Browser.Shown missing = browser.get("/demo/artifacts/digits-split/9.9.9");
        assertThat(missing.status()).isEqualTo(404);
    }

    @Test
    void shows_registry_models_with_their_versions_and_files() {
        assertThat(browser.get("/demo/model-registry").text())
                .contains("<a href=\"/demo/model-registry/digits-classifier\">digits-classifier</a>", "Staging");
        assertThat(browser.get("/demo/model-registry/digits-classifier").text()).contains(">1.0.0</a>", ">2.0.0</a>");
        assertThat(browser.get("/demo/model-registry/digits-classifier/2.0.0").text())
                .contains("weights.npz", "status changed");
        assertThat(browser.get("/demo/model-registry/no-such").status()).isEqualTo(404);
    }

    @Test
    void downloads_the_files_of_a_version_and_shows_none_as_a_page() {
        String file = first(
                "href=\"(/-/kept/[^\"]+)\"",
                browser.get("/demo/artifacts/digits-split/2.0.0").text());
        Browser.Shown answer = browser.get(file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-disposition")).startsWith("attachment");
        assertThat(answer.header("content-security-policy")).contains("sandbox");
        assertThat(answer.text()).contains(",");
        String model = first(
                "href=\"(/-/kept/[^\"]+)\"",
                browser.get("/demo/model-registry/digits-classifier/2.0.0").text());
        assertThat(browser.get(model).status()).isEqualTo(200);
    }

    @Test
    void keeps_files_of_another_workspace() {
        String file = first(
                "href=\"(/-/kept/[^\"]+)\"",
                browser.get("/demo/artifacts/digits-split/2.0.0").text());
        ServerOptions options = ServerOptions.inMemory().withSample(true).withKeys(Map.of("ann-key", "ann"));
        try (CometServer keyed = CometServer.start(options)) {
            Browser ann = new Browser(keyed.address());
            String own = keyed.address().toString().replaceAll("/$", "");
            ann.post("/-/sign-in", Map.of("key", "ann-key"), "Origin", own);
            for (String path : new String[] {
                file, "/demo", "/demo/digits", "/demo/artifacts", "/demo/artifacts/digits-split", "/demo/model-registry"
            }) {
                assertThat(ann.get(path).status()).as(path).isEqualTo(403);
            }
            assertThat(ann.get("/").text()).contains(">ann<").doesNotContain("demo");
        }
    }

    @Test
    void leads_from_short_addresses_to_pages() {
        String key = wire.create("short", "a b/ü?");
        String id = wire.rest("projects?workspaceName=short")
                .at("/projects/0/projectId")
                .asText();
        String project = "/short/a%20b%2F%C3%BC%3F";
        assertThat(browser.get("/api/experiment/redirect?experimentKey=" + key).header("location"))
                .isEqualTo(project + "/" + key);
        assertThat(browser.get("/api/projects/redirect?projectId=" + id).header("location"))
                .isEqualTo(project);
        assertThat(browser.get("/api/projects/redirect?projectId=" + id + "?viewId=new")
                        .header("location"))
                .isEqualTo(project);
        assertThat(browser.get(project).text()).contains("<h1>a b/ü?</h1>");
        assertThat(browser.get("/api/image/download?imageId=i&experimentKey=" + key)
                        .header("location"))
                .isEqualTo("/-/run/" + key + "/asset/i");
        assertThat(browser.get("/api/experiment/redirect?experimentKey=gone").status())
                .isEqualTo(404);
    }

    @Test
    void prints_to_clients_addresses_that_open() {
        String focus = wire.start("w", "a b", "k".repeat(32), false)
                .json()
                .get("focusUrl")
                .asText();
        assertThat(focus).isEqualTo(server.address() + "w/a%20b/");
        assertThat(browser.get("/w/a%20b/").status()).isEqualTo(200);
    }

    @Test
    void reaches_a_project_that_is_named_like_a_part_of_the_workspace() {
        String key = wire.create("w", "artifacts");
        String run = browser.get("/w/artifacts/" + key).header("location");
        assertThat(browser.get(run).header("location")).isEqualTo("/w/artifacts/archive/" + key);
        assertThat(browser.get("/w/artifacts/archive/" + key).text()).contains(key);
        String address =
                first("href=\"([^\"]+)\">artifacts</a>", browser.get("/w").text());
        assertThat(browser.get(address).text()).contains("<h1>artifacts</h1>", "1 run");
    }
}
