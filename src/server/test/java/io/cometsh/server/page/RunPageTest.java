package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A run's page over plain HTTP: its parts, what is downloaded, what a wrong address gets. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RunPageTest {
    private static World world;
    private static Browser browser;
    private static String live;

    @BeforeAll
    static void start() {
        world = new World();
        browser = new Browser(world.address());
        live = "/team/vision/" + World.LIVE;
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String part(String word) {
        return browser.get(live + "?experiment-tab=" + word).text();
    }

    private static String link(String page, String end) {
        Matcher link =
                Pattern.compile("<a href=\"([^\"]*)\"[^>]*>" + end + "</a>").matcher(page);
        assertThat(link.find()).as(end).isTrue();
        return link.group(1);
    }

    @Test
    void each_part_shows_what_was_logged() {
        assertThat(part("params")).contains("learning_rate", ">0.0003<", "[64, 128, 256]");
        assertThat(part("metrics")).contains(">20,000<", ">best_epoch</a>", ">Infinity<");
        assertThat(part("code")).contains("import comet_ml", "git@example.org:team/vision.git", "0f1e2d3c");
        assertThat(part("systemMetrics")).contains("node-7", "67.4 GB", "torch==2.9.0", "sys.cpu.percent.avg");
        assertThat(part("chart")).doesNotContain("sys.cpu.percent.avg");
    }

    @Test
    void each_word_of_comet_for_a_part_opens_one() {
        for (String word : List.of("assets", "images", "audio", "histograms", "confusionMatrix", "html", "notes")) {
            assertThat(part(word)).as(word).contains("predictions.csv");
        }
        assertThat(part("panels")).contains("<svg");
        assertThat(part("no-such-part")).contains("<svg");
    }

    @Test
    void output_is_what_the_terminal_showed_and_as_a_whole_what_was_written() {
        assertThat(part("stdout"))
                .contains("loading data\nepoch 1  loss 1.9\ndone\n")
                .doesNotContain("loss 2.1");
        Browser.Shown whole = browser.get(link(part("stdout"), "All of the output"));
        assertThat(whole.text()).contains("loss 2.1\repoch 1", "\u001b[32mdone");
        assertThat(whole.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(whole.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void a_file_is_downloaded_and_never_shown() {
        String assets = browser.get("/team/hostile/" + world.hostile() + "?experiment-tab=assets")
                .text();
        for (String name : List.of("page.html", "page.png", "HTML that the run logged", "Graph of the model")) {
            Browser.Shown file = browser.get(link(assets, name));
            assertThat(file.status()).as(name).isEqualTo(200);
            assertThat(file.text()).contains("<script>");
            assertThat(file.header("content-type")).isEqualTo("application/octet-stream");
            assertThat(file.header("content-disposition")).startsWith("attachment; filename=\"");
            assertThat(file.header("content-security-policy")).isEqualTo("default-src 'none'; sandbox");
            assertThat(file.header("x-content-type-options")).isEqualTo("nosniff");
        }
        // What calls itself an image and is none is downloaded too.
        String image = link(assets, "page.png").replace("/asset/", "/image/");
        assertThat(browser.get(image).header("content-type")).isEqualTo("application/octet-stream");
        assertThat(browser.get(image).header("content-disposition")).startsWith("attachment");
    }

    @Test
    void an_image_is_shown_as_what_its_bytes_are() {
        String image = link(part("assets"), "sample-1.png").replace("/asset/", "/image/");
        assertThat(browser.get(image, "Accept", "image/*").header("content-type"))
                .isEqualTo("image/png");
        assertThat(browser.get(image).header("content-disposition")).isNull();
    }

    @Test
    void a_long_metric_is_shown_in_parts() {
        String first = browser.get(live + "?experiment-tab=metrics&metric=train_loss&log=on")
                .text();
        assertThat(first).contains("20,000 values, drawn with", "1–500 of 20,000 values");
        String next = link(first, "Next").replace("&amp;", "&");
        assertThat(next).contains("metric=train_loss", "log=on", "from=500");
        assertThat(browser.get(next).text()).contains("501–1,000 of 20,000 values", ">500</td>");
    }

    @Test
    void metrics_are_filtered_by_name() {
        String found = browser.get(live + "?name=VAL_").text();
        assertThat(found).contains(">val_loss</a>", ">val_accuracy</a>").doesNotContain(">train_loss</a>");
        assertThat(browser.get(live + "?name=%3Cb%3E").text())
                .contains("No metric has &quot;&lt;b&gt;&quot; in its name.");
    }

    @Test
    void a_run_that_is_not_there_is_a_page_that_is_not_there() {
        for (String path : List.of("/team/vision/nothing", "/-/run/nothing/output.txt", live.replace("1", "2"))) {
            Browser.Shown page = browser.get(path);
            assertThat(page.status()).as(path).isEqualTo(404);
            assertThat(page.text()).contains("<h1>Not found</h1>");
        }
        assertThat(browser.get("/-/run/" + World.LIVE + "/asset/nothing").status())
                .isIn(400, 404);
        assertThat(browser.get("/team/vision/compare?run=nothing").status()).isEqualTo(404);
    }

    @Test
    void numbers_are_shown_exactly_where_they_are_compared() {
        world.post(
                "parameter",
                World.LIVE,
                body -> body.put("parameterName", "exact").put("parameterValue", "0.12345678901234567"));
        assertThat(part("params")).contains(">0.12345678901234567<");
    }

    @Test
    void sizes_and_figures_are_short() {
        Map.of(0L, "0 bytes", 1L, "1 byte", 1500L, "1.5 kB", 999_999L, "1.0 MB", 5_000_000_000L, "5.0 GB")
                .forEach((bytes, shown) -> assertThat(DisplayText.bytes(bytes)).isEqualTo(shown));
        Map.of(0.1 + 0.2, "0.3", 1e-7, "1e-7", 123456789.0, "123457000", 1e300, "1e300", Double.NaN, "NaN")
                .forEach((number, shown) ->
                        assertThat(DisplayText.figure(number)).isEqualTo(shown));
    }
}
