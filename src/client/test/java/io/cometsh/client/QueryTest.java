package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static io.cometsh.client.FakeProject.row;
import static io.cometsh.client.FakeProject.rows;
import static io.cometsh.query.QueryVariable.metric;
import static io.cometsh.query.QueryVariable.other;
import static io.cometsh.query.QueryVariable.parameter;
import static io.cometsh.query.QueryVariable.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometHttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries and searches: the request, all pages, and the warnings about unknown names. */
class QueryTest {
    private final FakeProject project = new FakeProject(1_200);
    private final QueryExpression good = metric("loss").lt(0.5);
    private final QueryExpression either = good.or(tag("best"));

    @Test
    void gives_the_hits_in_the_order_of_the_server_and_each_once() {
        project.transport.on(
                "project/query",
                "{\"experimentKeys\":[\"" + key(9) + "\",\"" + key(2) + "\",\"" + key(9) + "\",\"" + key(5) + "\"]}");

        assertThat(project.api().query("demo", "digits", good))
                .extracting(Experiment::getKey)
                .containsExactly(key(9), key(2), key(5));
    }

    @Test
    void asks_for_a_conjunction_by_project_query() {
        project.queryFinds(IntStream.empty());
        assertThat(project.api().query("demo", "digits", good.and(tag("best")))).isEmpty();
        assertThat(body("project/query"))
                .isEqualTo("{\"workspaceName\":\"demo\",\"projectName\":\"digits\",\"predicates\":["
                        + "{\"source\":\"metrics\",\"query\":{\"condition\":\"AND\",\"rules\":[{\"id\":\"loss\","
                        + "\"field\":\"loss\",\"type\":\"double\",\"operator\":\"less\",\"value\":0.5}],\"valid\":true}},"
                        + "{\"source\":\"tag\",\"query\":{\"condition\":\"AND\",\"rules\":[{\"id\":\"best\","
                        + "\"field\":\"best\",\"type\":\"string\",\"operator\":\"equal\",\"value\":\"best\"}],"
                        + "\"valid\":true}}],\"archived\":false}");
    }

    @Test
    void asks_for_an_or_by_search_with_the_id_of_the_project() {
        project.transport.on("experiments/search", "{\"experiments\":[],\"totalCount\":0}");
        assertThat(project.api().query("demo", "digits", either)).isEmpty();
        assertThat(project.transport.asked())
                .containsExactly("GET project/column-names", "GET project", "POST experiments/search");
        assertThat(body("experiments/search"))
                .isEqualTo("{\"projectId\":\"p-1\",\"viewId\":null,\"rulesTree\":{\"condition\":\"OR\",\"rules\":["
                        + "{\"id\":\"loss\",\"field\":\"loss\",\"type\":\"double\",\"operator\":\"less\",\"value\":0.5,"
                        + "\"source\":\"metrics\"},{\"id\":\"best\",\"field\":\"best\",\"type\":\"string\","
                        + "\"operator\":\"equal\",\"value\":\"best\",\"source\":\"tag\"}],\"valid\":true},\"limit\":500,"
                        + "\"page\":1,\"deleted\":false,\"ignorePinnedExperimentsFirst\":true,\"pinnedOnly\":null,"
                        + "\"multipleSort\":null,\"chainsQueryRules\":null}");
    }

    @Test
    void writes_Infinity_bare_as_Python_does() {
        project.queryFinds(IntStream.empty());
        project.api().query("demo", "digits", metric("loss").lt(Double.POSITIVE_INFINITY));
        assertThat(body("project/query")).contains("\"value\":Infinity}");
    }

    @Test
    void queries_the_archive_only_on_request() {
        project.queryFinds(IntStream.empty());
        project.transport.on("experiments/search", "{\"experiments\":[]}");
        project.api().query("demo", "digits", good, true);
        project.api().query("demo", "digits", either, true);
        project.api().search("demo", "digits", good, true);
        assertThat(body("project/query")).endsWith("\"archived\":true}");
        assertThat(project.transport.requests().stream()
                        .filter(r -> r.endpoint().equals("experiments/search")))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.json()).contains("\"deleted\":true"));
    }

    @Test
    void reads_all_pages_up_to_the_total() {
        servePages(1_200, 500, true);
        assertThat(project.api().query("demo", "digits", either))
                .extracting(Experiment::getKey)
                .isEqualTo(IntStream.range(0, 1_200).mapToObj(FakeProject::key).toList());
        assertThat(project.transport.count("experiments/search")).isEqualTo(3);
    }

    @Test
    void reads_all_pages_of_a_server_that_caps_their_size_and_tells_the_total() {
        servePages(1_200, 100, true);
        assertThat(project.api().query("demo", "digits", either)).hasSize(1_200);
        assertThat(project.transport.count("experiments/search")).isEqualTo(12);
    }

    @Test
    void reads_all_pages_of_a_server_that_tells_no_total_until_one_is_empty() {
        servePages(1_200, 100, false);
        assertThat(project.api().query("demo", "digits", either)).hasSize(1_200);
        assertThat(project.transport.count("experiments/search")).isEqualTo(13);
    }

    @Test
    void ends_when_a_server_without_pages_repeats_the_first() {
        project.transport.on("experiments/search", "{\"experiments\":" + rows(IntStream.range(0, 3)) + "}");
        assertThat(project.api().query("demo", "digits", either)).hasSize(3);
        assertThat(project.transport.count("experiments/search")).isEqualTo(2);
    }

    @Test
    void ends_when_the_total_is_more_than_there_is() {
        project.transport.on(
                "experiments/search",
                request -> page(request) == 1
                        ? "{\"experiments\":[" + row(0) + "],\"totalCount\":7}"
                        : "{\"experiments\":[],\"totalCount\":7}");
        assertThat(project.api().query("demo", "digits", either)).hasSize(1);
        assertThat(project.transport.count("experiments/search")).isEqualTo(2);
    }

    @Test
    void search_gives_one_page_of_the_size_and_number_asked_for() {
        servePages(1_200, 500, true);
        assertThat(project.api().search("demo", "digits", good, false, 3, 7))
                .extracting(Experiment::getName)
                .containsExactly("run 14", "run 15", "run 16", "run 17", "run 18", "run 19", "run 20");
        assertThat(body("experiments/search")).contains("\"limit\":7,\"page\":3,");
        assertThat(project.api().search("demo", "digits", good)).hasSize(100);
    }

    @Test
    void search_takes_null_for_the_first_page_of_a_hundred_that_are_not_archived() {
        servePages(1_200, 500, true);
        assertThat(project.api().search("demo", "digits", good, null, null, null))
                .hasSize(100)
                .first()
                .extracting(Experiment::getName)
                .isEqualTo("run 0");
        assertThat(body("experiments/search")).contains("\"limit\":100,\"page\":1,", "\"deleted\":false");
        assertThat(project.api().search("demo", "digits", good, null, 2, null))
                .first()
                .extracting(Experiment::getName)
                .isEqualTo("run 100");
        assertThat(project.api().search("demo", "digits", good, null, null, 7)).hasSize(7);
    }

    @Test
    void an_unknown_column_matches_nothing_and_the_warning_names_the_nearest() {
        assertThat(project.api().query("demo", "digits", metric("los").lt(1).and(tag("best"))))
                .isEmpty();
        assertThat(project.warnings)
                .containsExactly("no experiment in demo/digits has Metric(\"los\"); did you mean Metric(\"loss\") or"
                        + " Metric(\"val_loss\")?");
        assertThat(project.transport.asked()).containsExactly("GET project/column-names");
    }

    @Test
    void an_unknown_column_leaves_the_rest_of_an_or() {
        project.queryFinds(IntStream.of(1));
        assertThat(project.api()
                        .query(
                                "demo",
                                "digits",
                                parameter("learning_rate").lt(1).or(good)))
                .hasSize(1);
        assertThat(project.warnings).containsExactly("no experiment in demo/digits has Parameter(\"learning_rate\")");
    }

    @Test
    void an_unknown_column_is_an_error_when_strict_and_nothing_is_sent() {
        Api strict = project.api(options -> options.withStrict(true));
        assertThatThrownBy(
                        () -> strict.query("demo", "digits", metric("los").lt(1).or(good)))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no experiment in demo/digits has Metric(\"los\"); did you mean Metric(\"loss\") or"
                        + " Metric(\"val_loss\")?");
        assertThatThrownBy(() -> strict.search("demo", "digits", metric("los").lt(1)))
                .isInstanceOf(NotFoundException.class);
        assertThat(project.warnings).isEmpty();
        assertThat(project.transport.asked()).containsOnly("GET project/column-names");
    }

    @Test
    void an_unknown_tag_is_only_ever_a_warning() {
        project.queryFinds(IntStream.range(0, 2));
        Api strict = project.api(options -> options.withStrict(true));
        assertThat(strict.query("demo", "digits", tag("bets").negate())).hasSize(2);
        assertThat(project.warnings)
                .containsExactly("no experiment in demo/digits has Tag(\"bets\"); did you mean Tag(\"best\")?");
    }

    @Test
    void a_known_column_gives_no_warning() {
        project.queryFinds(IntStream.empty());
        project.api().query("demo", "digits", good.and(other("note").eq("")).and(tag("best")));
        assertThat(project.warnings).isEmpty();
    }

    @Test
    void a_value_that_does_not_fit_the_column_is_refused_before_the_query_is_sent() {
        assertThatThrownBy(() ->
                        project.api().query("demo", "digits", metric("loss").eq("0.5")))
                .isInstanceOf(QueryException.class)
                .hasMessage("Metric(\"loss\") holds numbers: write a number without quotes, not \"0.5\"");
        assertThat(project.transport.asked()).containsExactly("GET project/column-names");
    }

    @Test
    void what_is_not_an_expression_is_refused_before_anything_is_asked() {
        Api api = project.api();
        assertThatThrownBy(() -> api.query("demo", "digits", metric("loss")))
                .isInstanceOf(QueryException.class)
                .hasMessage("Metric(\"loss\") has not been compared yet: write, for example, Metric(\"loss\") > 0.5");
        assertThatThrownBy(() -> api.query("demo", "digits", true))
                .isInstanceOf(QueryException.class)
                .hasMessage("a query must be an expression such as Metric(\"loss\") < 0.2, not the Boolean true");
        assertThatThrownBy(() -> api.search("demo", "digits", null))
                .isInstanceOf(QueryException.class)
                .hasMessage("a query must be an expression such as Metric(\"loss\") < 0.2, not null");
        assertThatThrownBy(() -> api.explain("demo", "digits", "loss < 1"))
                .isInstanceOf(QueryException.class)
                .hasMessage("a query must be an expression such as Metric(\"loss\") < 0.2, not the String loss < 1");
        assertThat(project.transport.requests()).isEmpty();
    }

    @Test
    void a_tag_among_the_query_variables_can_be_asked_for_as_it_is() {
        project.queryFinds(IntStream.of(4));
        Api api = project.api();
        QueryVariable best = api.getQueryVariables("demo", "digits").stream()
                .filter(variable -> variable.source() == Source.TAGS)
                .findFirst()
                .orElseThrow();
        assertThat(api.query("demo", "digits", best)).hasSize(1);
        assertThat(body("project/query")).contains("\"operator\":\"equal\",\"value\":\"best\"");
    }

    @Test
    void query_variables_come_typed_in_the_order_of_the_server_without_sources_of_tomorrow() {
        assertThat(project.api().getQueryVariables("demo", "digits"))
                .containsExactly(
                        new QueryVariable(Source.METRICS, "loss", "double"),
                        new QueryVariable(Source.METRICS, "val_loss", "double"),
                        new QueryVariable(Source.PARAMETERS, "lr", "double"),
                        new QueryVariable(Source.PARAMETERS, "opt", "string"),
                        new QueryVariable(Source.OTHERS, "note", "string"),
                        new QueryVariable(Source.TAGS, "best", "string"));
    }

    @Test
    void explain_shows_the_requests_and_sends_nothing() {
        Api api = project.api();
        assertThat(api.explain("demo", "digits", good))
                .isEqualTo("(Metric(\"loss\") < 0.5)\nPOST project/query\n"
                        + "{\"workspaceName\":\"demo\",\"projectName\":\"digits\",\"predicates\":[{\"source\":\"metrics\","
                        + "\"query\":{\"condition\":\"AND\",\"rules\":[{\"id\":\"loss\",\"field\":\"loss\",\"type\":"
                        + "\"double\",\"operator\":\"less\",\"value\":0.5}],\"valid\":true}}],\"archived\":false}");
        assertThat(api.explain("demo", "digits", either))
                .startsWith("((Metric(\"loss\") < 0.5) | Tag(\"best\"))\nPOST experiments/search, page by page\n"
                        + "{\"projectId\":\"p-1\",");
        assertThat(api.explain("demo", "digits", metric("nope").gt(1)))
                .isEqualTo("(Metric(\"nope\") > 1)\nnothing to send: no experiment can match");
        assertThat(project.transport.asked()).containsOnly("GET project/column-names", "GET project");
    }

    @Test
    void explain_of_code_shows_its_first_request_and_sends_none() throws Exception {
        Api api = project.api();
        List<String> ran = new ArrayList<>();
        assertThat(api.explain(() -> {
                    api.query("demo", "digits", good, true).forEach(run -> run.addTag("good"));
                    return ran.add("more");
                }))
                .isEqualTo(api.explain("demo", "digits", good).replace("\"archived\":false", "\"archived\":true"));
        assertThat(api.explain(() -> api.search("demo", "digits", either)))
                .isEqualTo(api.explain("demo", "digits", either));
        assertThat(api.explain(() -> api.archiveExperiment("k1"))).startsWith("GET write/experiment/archive?");
        assertThat(api.explain(() -> ran.add("nothing is asked"))).isNull();
        assertThat(ran).containsExactly("nothing is asked");
        assertThat(project.transport.asked()).containsOnly("GET project/column-names", "GET project");
    }

    @Test
    void the_error_of_explain_in_an_unknown_project_lists_the_projects() {
        assertThatThrownBy(() -> project.api().explain("demo", "digts", good))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no project \"digts\" in workspace \"demo\"; did you mean digits?");
    }

    @Test
    void a_hit_that_is_gone_when_its_facts_are_read_spoils_only_itself() {
        project.queryFinds(IntStream.of(1, 2, 3));
        project.transport.on("experiment/metadata", request -> {
            int run = Integer.parseInt(request.parameters().get("experimentKey"));
            if (run == 2) {
                throw FakeTransport.refusal(request, 400, "unknown experiment key", 90211);
            }
            return row(run);
        });
        ExperimentList hits = project.api().query("demo", "digits", good);

        assertThat(hits.get(0).getName()).isEqualTo("run 1");
        assertThat(hits.get(2).getName()).isEqualTo("run 3");
        assertThatThrownBy(() -> hits.get(1).getName())
                .isInstanceOf(NotFoundException.class)
                .hasMessage("no experiment with the key \"" + key(2) + "\"");
    }

    @Test
    void a_hit_that_the_listing_lacks_spoils_only_itself() {
        FakeProject small = new FakeProject(20).queryFinds(IntStream.range(0, 21));
        small.transport.refuse("experiment/metadata", 404, "not found");
        ExperimentList hits = small.api().query("demo", "digits", good);

        assertThat(hits.get(0).getName()).isEqualTo("run 0");
        assertThatThrownBy(() -> hits.get(20).getName()).hasMessage("no experiment with the key \"" + key(20) + "\"");
    }

    @Test
    void a_server_that_refuses_to_tell_facts_is_passed_on() {
        project.queryFinds(IntStream.of(1, 2));
        project.transport.refuse("experiment/metadata", 403, "not yours");
        ExperimentList hits = project.api().query("demo", "digits", good);
        assertThatThrownBy(() -> hits.get(0).getName())
                .isInstanceOf(CometHttpException.class)
                .hasMessageEndingWith("403 not yours");
    }

    @Test
    void a_server_without_the_endpoint_is_not_taken_for_a_missing_project() {
        project.transport.refuse("experiments/search", 404, "no such path");
        assertThatThrownBy(() -> project.api().query("demo", "digits", either))
                .isInstanceOf(CometHttpException.class)
                .hasMessage("POST experiments/search: 404 no such path");
    }

    private void servePages(int runs, int most, boolean withTotal) {
        project.transport.on("experiments/search", request -> {
            int size = Math.min(most, number(request, "limit"));
            int from = (page(request) - 1) * size;
            return "{\"experiments\":" + rows(IntStream.range(from, Math.max(from, Math.min(runs, from + size))))
                    + (withTotal ? ",\"totalCount\":" + runs : "") + "}";
        });
    }

    private static int page(ApiRequest request) {
        return number(request, "page");
    }

    private static int number(ApiRequest request, String member) {
        Matcher matcher = Pattern.compile("\"" + member + "\":(\\d+)").matcher(request.json());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private String body(String endpoint) {
        List<String> bodies = project.transport.requests().stream()
                .filter(request -> request.endpoint().equals(endpoint))
                .map(ApiRequest::json)
                .toList();
        return bodies.get(bodies.size() - 1);
    }
}
