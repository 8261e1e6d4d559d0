package io.cometsh.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.server.Wire;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The table of a project's runs: order, pages, columns, the query box, and names that are no harmless text. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProjectPageTest {
    private static final int RUNS = 60;

    private static CometServer server;
    private static Browser browser;

    /** Knows {@code small}, and reports a position for any other text. */
    private static QueryReader.PageQuery read(String text, String project, List<QueryReader.QueryColumn> columns) {
        if (text.equals("nothing")) {
            return new QueryReader.PageQuery(null, List.of("no experiment in " + project + " has <b>los</b>"));
        }
        if (!text.equals("small")) {
            throw new QueryReader.Refused("expected small\n  " + text + "\n  ^");
        }
        assertThat(columns).contains(new QueryReader.QueryColumn("loss", "metrics", "double"));
        return new QueryReader.PageQuery(
                Map.of(
                        "condition",
                        "AND",
                        "rules",
                        List.of(Map.of(
                                "source",
                                "metrics",
                                "field",
                                "loss",
                                "type",
                                "double",
                                "operator",
                                "less",
                                "value",
                                2.5))),
                List.of());
    }

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory().withQueries(ProjectPageTest::read));
        browser = new Browser(server.address());
        Wire wire = new Wire(server.address());
        for (int i = 0; i < RUNS; i++) {
            String key = wire.create("w", "p");
            name(wire, key, "run-" + i);
            wire.write(
                    "experiment/metric",
                    "{'experimentKey':'" + key + "','metricName':'loss','metricValue':'" + i + "','timestamp':1}");
            wire.write(
                    "experiment/parameter",
                    "{'experimentKey':'" + key + "','parameterName':'opt','parameterValue':'"
                            + (i % 2 == 0 ? "adam" : "sgd") + "','timestamp':1}");
            if (i == 7) {
                wire.rest("write/experiment/archive?experimentKey=" + key);
            }
        }
    }

    private static void name(Wire wire, String key, String name) {
        wire.write("experiment/log-other", "{'experimentKey':'" + key + "','key':'Name','value':'" + name + "'}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> runs(Browser.Shown page) {
        return Pattern.compile(">(run-\\d+)</a>")
                .matcher(page.text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void shows_the_newest_runs_first_with_metrics_and_parameters_as_columns() {
        Browser.Shown page = browser.get("/w/p");
        assertThat(page.status()).isEqualTo(200);
        assertThat(runs(page)).hasSize(50).startsWith("run-59", "run-58").doesNotContain("run-7");
        assertThat(page.text())
                .contains("59 runs", ">loss</a>", ">opt</a>", "<td>adam</td>", "aria-sort=\"descending\"", "<caption");
    }

    @Test
    void opens_at_the_addresses_that_comet_has_for_a_project() {
        for (String path : List.of("/w/p/", "/w/p/view/new", "/w/p/view/new/panels", "/w/p/view/abc/experiments?x=1")) {
            assertThat(runs(browser.get(path))).as(path).hasSize(50);
        }
    }

    @Test
    void turns_pages_and_keeps_the_order() {
        Browser.Shown second = browser.get("/w/p?sort=metrics.loss&page=2");
        assertThat(runs(second)).hasSize(9).endsWith("run-59");
        assertThat(second.text()).contains("Page 2 of 2", "href=\"/w/p?sort=metrics.loss\"");
        assertThat(runs(browser.get("/w/p?page=99"))).isEmpty();
        assertThat(browser.get("/w/p?page=0").status()).isEqualTo(400);
        assertThat(browser.get("/w/p?page=x").status()).isEqualTo(400);
    }

    @Test
    void sorts_by_each_kind_of_column() {
        assertThat(runs(browser.get("/w/p?sort=metrics.loss"))).startsWith("run-0", "run-1", "run-2");
        assertThat(runs(browser.get("/w/p?sort=metrics.loss:desc"))).startsWith("run-59");
        assertThat(runs(browser.get("/w/p?sort=params.opt"))).startsWith("run-0", "run-2", "run-4");
        assertThat(runs(browser.get("/w/p?sort=experiment_name"))).startsWith("run-0", "run-1", "run-10");
        assertThat(runs(browser.get("/w/p?sort=metrics.nobody-has-it"))).hasSize(50);
        Browser.Shown wrong = browser.get("/w/p?sort=loss");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("a table is not sorted by loss; write, for example, metrics.loss");
    }

    @Test
    void shows_archived_runs_and_chosen_columns_on_request() {
        assertThat(runs(browser.get("/w/p?archived=true"))).containsExactly("run-7");
        Browser.Shown page = browser.get("/w/p?column=metrics.loss");
        assertThat(page.text()).contains(">loss</a>").doesNotContain(">opt</a>");
    }

    @Test
    void finds_by_a_query_and_shows_its_error_at_the_box() {
        Browser.Shown small = browser.get("/w/p?q=small&sort=metrics.loss");
        assertThat(runs(small)).containsExactly("run-0", "run-1", "run-2");
        assertThat(small.text()).contains("value=\"small\"").doesNotContain("aria-invalid");
        Browser.Shown wrong = browser.get("/w/p?q=%22%3E%3Cscript%3E");
        assertThat(wrong.status()).isEqualTo(200);
        assertThat(runs(wrong)).isEmpty();
        assertThat(wrong.text())
                .contains("Expected small.", "aria-invalid=\"true\"", "role=\"alert\"")
                .doesNotContain("<script>");
        Browser.Shown nothing = browser.get("/w/p?q=nothing");
        assertThat(nothing.text()).contains("No run matches", "&lt;b&gt;los").doesNotContain("<b>los");
    }

    @Test
    void has_no_box_without_a_language() {
        try (CometServer plain = CometServer.start(ServerOptions.inMemory())) {
            new Wire(plain.address()).create("w", "p");
            Browser.Shown page = new Browser(plain.address()).get("/w/p?q=small");
            assertThat(page.text()).contains("1 run").doesNotContain("role=\"search\"");
        }
    }

    @Test
    void escapes_names_values_and_tags_of_any_kind() {
        Wire wire = new Wire(server.address());
        String evil = "\\\"><script>alert(1)</script>\\u0027 größe 🚀";
        String key = wire.create("w", "odd");
        name(wire, key, evil);
        wire.write("experiment/tags", "{'experimentKey':'" + key + "','addedTags':['" + evil + "']}");
        String longName = "n".repeat(10_000);
        for (String name : List.of(evil, longName)) {
            String answer = wire.post(
                            "/api/rest/v2/write/experiment/parameter",
                            ("{'experimentKey':'" + key + "','parameterName':'" + name + "','parameterValue':'" + name
                                            + "','timestamp':1}")
                                    .replace('\'', '"'))
                    .text();
            assertThat(answer).contains("saved");
        }
        Browser.Shown page = browser.get("/w/odd");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("&gt;&lt;script&gt;alert(1)&lt;/script&gt;", "größe 🚀")
                .doesNotContain("<script>")
                .doesNotContain("style=");
        assertThat(browser.get("/w/odd?sort=params.%22%3E%3Cscript%3E").text()).doesNotContain("\"><script>");
    }

    @Test
    void tells_what_is_not_there() {
        Browser.Shown page = browser.get("/w/no-such");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("No such project: w/no-such.");
    }
}
