package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * The pages of projects, runs and comparisons in a real browser. With {@code -Dcometsh.pictures=DIR} it also writes a picture of each page, light and dark, wide and narrow:
 *
 * <pre>{@code mvn test -Dtest=PagesBrowserTest -Dsurefire.failIfNoSpecifiedTests=false -Dcometsh.pictures=/tmp/pictures}</pre>
 */
@Tag("browser")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesBrowserTest {
    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static World world;

    private Tab tab;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        world = new World();
    }

    @BeforeEach
    void open() {
        tab = chromium.open();
    }

    /** Whatever a test does, nothing is asked of anybody else, and neither a script nor the security policy complains. */
    @AfterEach
    void asks_nobody_else_and_reports_no_error() {
        assertThat(tab.requests()).allMatch(request -> request.startsWith(world.at("/")));
        assertThat(tab.errors()).isEmpty();
        tab.close();
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("project-query", "/demo/digits?q=" + Links.part("Metric(\"val_loss\") < 0.2"));
        pages.put("hostile-project", "/team/hostile");
        String run = "/team/vision/" + World.LIVE;
        for (RunTab tab : RunTab.values()) {
            pages.put("run-" + tab.word(), run + "?experiment-tab=" + tab.word());
        }
        pages.put("run-logarithmic", run + "?log=on&axis=epoch");
        pages.put("metric", run + "?experiment-tab=metrics&metric=train_loss");
        pages.put(
                "metrics-together",
                run + "?experiment-tab=metrics&metric=val_loss&metric=val_accuracy&metric=grad_norm");
        pages.put("registry", registry() + "?experiment-tab=artifacts");
        pages.put("sample-assets", registry() + "?experiment-tab=assets");
        pages.put("compare", "/demo/digits/compare" + digits(6));
        pages.put("compare-none", "/demo/digits/compare");
        pages.put("hostile-charts", "/team/hostile/" + world.hostile());
        pages.put("hostile-assets", "/team/hostile/" + world.hostile() + "?experiment-tab=assets");
        return pages;
    }

    /** A run of the sample that used an artifact and registered a model. */
    private static String registry() {
        return "/demo/digits-registry/"
                + world.wire()
                        .rest("experiments?workspaceName=demo&projectName=digits-registry")
                        .get("experiments")
                        .get(1)
                        .get("experimentKey")
                        .asText();
    }

    private static String digits(int count) {
        StringBuilder query = new StringBuilder();
        var listed = world.wire()
                .rest("experiments?workspaceName=demo&projectName=digits")
                .get("experiments");
        for (int i = 0; i < count; i++) {
            query.append(i == 0 ? "?run=" : "&run=")
                    .append(listed.get(i).get("experimentKey").asText());
        }
        return query.toString();
    }

    @Test
    void axe_finds_nothing_on_any_page_light_or_dark_wide_or_narrow() throws IOException {
        String folder = System.getProperty("cometsh.pictures");
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> page : pages().entrySet()) {
            tab.go(world.at(page.getValue()));
            for (boolean dark : new boolean[] {false, true}) {
                int width = dark ? 400 : 1280;
                tab.dark(dark);
                tab.size(width, 900);
                tab.axe().forEach(violation -> found.add(page.getKey() + (dark ? " dark: " : " light: ") + violation));
                if (tab.evaluate("document.documentElement.scrollWidth > innerWidth")
                        .asBoolean()) {
                    found.add(page.getKey() + " is wider than " + width);
                }
                picture(folder, page.getKey() + (dark ? "-dark-narrow" : "-light-wide"));
                if (folder != null) {
                    tab.size(dark ? 1280 : 400, 900);
                    picture(folder, page.getKey() + (dark ? "-dark-wide" : "-light-narrow"));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private void picture(String folder, String name) throws IOException {
        if (folder != null) {
            tab.picture(Files.createDirectories(Path.of(folder)).resolve(name + ".png"));
        }
    }

    @Test
    void runs_are_found_ticked_and_compared_by_keys_alone() {
        tab.go(world.at("/"));
        tab.tabTo("a[href='/demo/digits']");
        tab.leave(() -> tab.press("Enter"));
        int all = tab.texts("tbody tr").size();
        tab.tabTo("#q");
        tab.type("nonsense");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.text("[role=alert]")).contains("A comparison is expected");
        tab.until("document.activeElement.id === 'q'");
        tab.evaluate("document.activeElement.select()");
        tab.type("Metric(\"val_loss\") < 0.2");
        tab.leave(() -> tab.press("Enter"));
        List<String> found = tab.texts("tbody th");
        assertThat(found).hasSizeBetween(2, all - 1);
        for (int i = 1; i <= 2; i++) {
            tab.tabTo("tbody tr:nth-child(" + i + ") input[name=run]");
            tab.press(" ");
        }
        tab.tabTo("form[action$=compare] button");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.text("h1")).isEqualTo("Comparison of 2 runs");
        assertThat(tab.texts(".legend li")).isEqualTo(found.subList(0, 2));
        assertThat(tab.texts(".different > td:nth-child(2)")).isNotEmpty().allMatch(mark -> mark.contains("differs"));
        tab.tabTo("select[name=metric]");
        String before = tab.text(".chart h3");
        tab.press("ArrowDown");
        tab.tabTo(".controls button");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.text(".chart h3")).isNotEqualTo(before);
    }

    @Test
    void names_that_are_markup_stay_text() {
        String run = "/team/hostile/" + world.hostile();
        List<String> addresses =
                new ArrayList<>(List.of("/team", "/team/hostile", "/team/hostile/compare?run=" + world.hostile()));
        for (RunTab part : RunTab.values()) {
            addresses.add(run + "?experiment-tab=" + part.word());
        }
        for (String address : addresses) {
            tab.go(world.at(address));
            assertThat(tab.evaluate("document.title").asText()).as(address).endsWith(" · cometsh");
            assertThat(tab.evaluate("document.querySelectorAll('script:not([src]), [onerror], img[src=x]').length")
                            .asInt())
                    .as(address)
                    .isZero();
        }
        tab.go(world.at(run));
        assertThat(tab.text("h1")).isEqualTo(World.HOSTILE);
    }

    @Test
    void a_living_run_is_followed_until_it_ends() {
        String key = "22222222222222222222222222222222";
        world.wire().start("team", "vision", key, false);
        world.metric(key, "loss", 3, 1);
        tab.go(world.at("/team/vision/" + key));
        assertThat(tab.text(".state")).isEqualTo("running");
        tab.tabTo(".chart a");
        world.metric(key, "loss", 0.125, 2);
        tab.until("document.querySelector('.chart h3').innerText.includes('0.125')");
        assertThat(tab.focused()).isEqualTo("a loss");
        world.metric(key, "accuracy", 0.5, 2);
        tab.until("document.querySelectorAll('.chart').length === 2");
        world.post("update-status", key, body -> body.put("isAlive", false));
        tab.until("document.querySelector('.state').innerText === 'finished'");
        tab.until("document.querySelector('[role=status]').textContent === 'The run has ended.'");
    }

    @Test
    void live_updates_can_be_paused() {
        String key = "33333333333333333333333333333333";
        world.wire().start("team", "vision", key, false);
        tab.go(world.at("/team/vision/" + key + "?experiment-tab=params"));
        tab.tabTo(".live button");
        tab.press("Enter");
        assertThat(tab.text("[role=status]")).isEqualTo("Paused");
        // The link is for browsers without scripts.
        assertThat(tab.evaluate("document.querySelector('.live a').offsetParent")
                        .isNull())
                .isTrue();
        int before = tab.requests().size();
        world.post("parameter", key, body -> body.put("parameterName", "late").put("parameterValue", "1"));
        tab.press("Enter");
        tab.until("document.querySelector('#part').innerText.includes('late')");
        assertThat(tab.requests()).hasSize(before + 1);
    }

    @Test
    void without_scripts_a_living_run_has_a_link_to_refresh() {
        tab.scripts(false);
        tab.go(world.at("/team/vision/" + World.LIVE));
        tab.tabTo(".live a");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.texts(".chart h3")).hasSize(6);
    }

    @Test
    void metrics_are_ticked_and_drawn_together_by_keys_alone() {
        tab.go(world.at("/team/vision/" + World.LIVE));
        tab.tabTo(".tabs a[href$=metrics]");
        tab.leave(() -> tab.press("Enter"));
        tab.tabTo("input[value=val_accuracy]");
        tab.press(" ");
        tab.tabTo("input[value=val_loss]");
        tab.press(" ");
        tab.tabTo("button[type=submit]");
        tab.leave(() -> tab.press("Enter"));
        assertThat(tab.texts(".legend li")).containsExactly("val_accuracy", "val_loss");
        assertThat(tab.texts(".chart > svg")).hasSize(1);
    }

    @Test
    void a_picture_that_is_not_one_is_not_shown() {
        tab.go(world.at("/team/hostile/" + world.hostile() + "?experiment-tab=assets"));
        tab.evaluate(
                "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => 0); }))");
        assertThat(tab.evaluate("[...document.images].map(i => i.naturalWidth)").toString())
                .isEqualTo("[64,0]");
    }
}
