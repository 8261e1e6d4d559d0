package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import io.cometsh.server.browser.Chromium;
import io.cometsh.server.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workspaces, tables and the sign-in in a real browser, by the keyboard. With {@code -Dcometsh.pictures=DIR} it also writes pictures. */
@Tag("browser")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TablesBrowserTest {
    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static CometServer server;

    @AutoClose
    private static CometServer keyed;

    private Tab tab;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        server = CometServer.start(ServerOptions.inMemory().withSample(true).withQueries((text, project, columns) -> {
            throw new QueryReader.Refused("expected a condition\n  " + text + "\n  ^");
        }));
        Wire wire = new Wire(server.address());
        String key = wire.create("odd", "p");
        for (int i = 0; i < 60; i++) {
            wire.create("odd", "many");
        }
        String name = "<script>document.title='taken'</script>" + "n".repeat(2000);
        wire.write("experiment/log-other", "{'experimentKey':'" + key + "','key':'Name','value':'x'}");
        for (String tag : new String[] {"a", "b".repeat(300)}) {
            wire.write("experiment/tags", "{'experimentKey':'" + key + "','addedTags':['" + tag + "']}");
        }
        wire.post(
                "/api/rest/v2/write/experiment/parameter",
                "{\"experimentKey\":\"" + key + "\",\"parameterName\":\"" + name + "\",\"parameterValue\":\"" + name
                        + "\",\"timestamp\":1}");
        keyed = CometServer.start(
                ServerOptions.inMemory().withSample(true).withKeys(Map.of("ann-key", "ann demo", "bob-key", "bob")));
    }

    @BeforeEach
    void open() {
        tab = chromium.open();
    }

    @AfterEach
    void reports_no_error() {
        // The reply to a wrong key.
        assertThat(tab.errors()).allMatch(error -> error.contains("401") && error.endsWith("/-/sign-in"));
        tab.close();
    }

    private static String at(CometServer of, String path) {
        return of.address().resolve(path).toString();
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("workspaces", at(server, "/"));
        pages.put("workspace", at(server, "/demo"));
        pages.put("project", at(server, "/demo/digits"));
        pages.put("project-sorted", at(server, "/demo/digits?sort=metrics.loss"));
        pages.put("project-archived", at(server, "/demo/digits?archived=true"));
        pages.put("project-refused", at(server, "/demo/digits?q=Metric(%22loss%22)"));
        pages.put("project-pages", at(server, "/odd/many?page=2"));
        pages.put("project-odd", at(server, "/odd/p"));
        pages.put("artifacts", at(server, "/demo/artifacts"));
        pages.put("artifact", at(server, "/demo/artifacts/digits-split"));
        pages.put("artifact-version", at(server, "/demo/artifacts/digits-split/Latest"));
        pages.put("models", at(server, "/demo/model-registry"));
        pages.put("model", at(server, "/demo/model-registry/digits-classifier"));
        pages.put("model-version", at(server, "/demo/model-registry/digits-classifier/2.0.0"));
        pages.put("sign-in", at(keyed, "/demo"));
        return pages;
    }

    @Test
    void axe_finds_nothing_light_or_dark_wide_or_narrow() throws IOException {
        String folder = System.getProperty("cometsh.pictures");
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> page : pages().entrySet()) {
            for (boolean dark : new boolean[] {false, true}) {
                int width = dark ? 400 : 1280;
                tab.dark(dark);
                tab.size(width, 900);
                tab.go(page.getValue());
                tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
                String name = page.getKey() + (dark ? "-dark-narrow" : "-light-wide");
                tab.axe().forEach(violation -> found.add(name + ": " + violation));
                if (tab.evaluate("document.documentElement.scrollWidth > innerWidth")
                        .asBoolean()) {
                    found.add(name + " is wider than the window");
                }
                if (folder != null) {
                    tab.picture(Files.createDirectories(Path.of(folder)).resolve(name + ".png"));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void a_table_is_sorted_and_its_runs_are_ticked_by_keys_alone() {
        tab.go(at(server, "/demo/digits"));
        tab.tabTo("th a[href*='sort=metrics.accuracy']");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.text("th[aria-sort]")).contains("accuracy").endsWith("↓");
        tab.tabTo("tbody input");
        tab.press(" ");
        tab.press("Tab");
        tab.tabTo("tbody input");
        tab.press(" ");
        tab.tabTo("form > button");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.address()).matches(".*/demo/digits/compare\\?run=\\w{32}&run=\\w{32}");
    }

    @Test
    void the_link_to_skip_is_the_first_and_leads_to_the_content() {
        tab.go(at(server, "/demo/digits"));
        tab.press("Tab");
        assertThat(tab.focused()).startsWith("a Skip");
        tab.press("Enter");
        assertThat(tab.evaluate("document.activeElement.id").asText()).isEqualTo("main");
    }

    @Test
    void a_query_that_is_refused_keeps_the_focus_in_its_box() {
        tab.go(at(server, "/demo/digits"));
        tab.tabTo("#q");
        tab.type("loss < \"<b>\"");
        tab.leave(() -> tab.press("Enter"));
        awaitFocus("#q");
        assertThat(tab.text("[role=alert]")).contains("Expected a condition.", "loss < \"<b>\"");
    }

    @Test
    void one_signs_in_sees_ones_workspaces_and_signs_out() {
        tab.go(at(keyed, "/demo/digits?sort=metrics.loss"));
        assertThat(tab.text("h1")).isEqualTo("Sign in");
        enter("wrong");
        assertThat(tab.text("[role=alert]")).isEqualTo("The API key is not registered.");
        enter("ann-key");
        assertThat(tab.address()).endsWith("/demo/digits?sort=metrics.loss");
        assertThat(tab.text("h1")).isEqualTo("digits");
        assertThat(tab.evaluate("document.cookie").asText())
                .as("no script sees it")
                .isEmpty();
        tab.tabTo(".account button");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.text("h1")).isEqualTo("Sign in");
        tab.go(at(keyed, "/demo"));
        assertThat(tab.text("h1")).isEqualTo("Sign in");
    }

    /** The browser moves the focus to a box some time after the page is loaded. */
    private void awaitFocus(String selector) {
        tab.evaluate("new Promise(done => { const box = document.querySelector('" + selector + "');"
                + " document.activeElement === box ? done(1) : box.addEventListener('focus', () => done(1)); })");
    }

    private void enter(String key) {
        awaitFocus("#key");
        tab.type(key);
        tab.leave(() -> tab.press("Enter"));
    }
}
