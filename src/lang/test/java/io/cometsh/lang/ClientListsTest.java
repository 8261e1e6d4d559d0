package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.export.Table;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.FormatHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groovy's list methods on the lists of the client: plain Groovy on a plain list gives the expected result. */
class ClientListsTest {
    private static CometServer server;
    private static Api api;
    private static ExperimentList runs;

    @BeforeAll
    static void reads_the_sample() {
        // A class has one behaviour in a JVM, from its first use.
        PythonSpelling.installForClient();
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        URI root = server.address();
        api = new Api(new OkHttpTransport(TransportOptions.of(root, "a-key")), () -> root, ApiOptions.defaults());
        runs = api.getExperiments("demo", "digits").subList(0, 9);
    }

    @AfterAll
    static void closes() {
        api.close();
        server.close();
    }

    private static Object groovy(String code, Object list, Object others) {
        Binding binding = new Binding();
        binding.setVariable("list", list);
        binding.setVariable("others", others);
        return new GroovyShell(ClientListsTest.class.getClassLoader(), binding).evaluate(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list.findAll { it.name > 'm' }",
                "list.findAll()",
                "list.grep { it.name > 'm' }",
                "list.grep()",
                "list.split { it.name > 'm' }",
                "list.take(3)",
                "list.takeRight(3)",
                "list.takeWhile { it.name != list[4].name }",
                "list.drop(3)",
                "list.dropRight(3)",
                "list.dropWhile { it.name != list[4].name }",
                "list.init()",
                "list.tail()",
                "list[0..3]",
                "list[3..1]",
                "list[0..<2]",
                "list[-3..-1]",
                "list[0..<0]",
                "list[1, 4, 2]",
                "list[[0, 1]]",
                "list.subList(2, 5)",
                "list.collate(4)",
                "list.collate(4, 2)",
                "list.collate(4, false)",
                "list.collate(4, 3, false)",
                "list.chop(2, 3)",
                "list.sort(false) { it.name }",
                "list.sort { it.name }",
                "list.sort { a, b -> b.name <=> a.name }",
                "list.toSorted { it.name }",
                "list.toSorted { a, b -> b.name <=> a.name }",
                "list.toSorted(Comparator.comparing { it.name })",
                "list.sort(false, Comparator.comparing { it.name })",
                "list.reverse()",
                "list.reverse(true)",
                "list.shuffled(new Random(7))",
                "list.unique { it.name[0] }",
                "list.unique(false) { it.name[0] }",
                "list.toUnique { it.name[0] }",
                "(list + list).unique()",
                "(list + list).unique(false)",
                "list + others",
                "list + others[0]",
                "list - others",
                "list - others[0]",
                "list.plus(others)",
                "list.intersect(others)",
                "list.union(others)",
                "list * 2",
                "list.toList()",
                "list.flatten()",
                "list.groupBy { it.name[0] }",
                "list.groupBy({ it.name[0] }, { it.name.size() % 2 })",
                "list.inits()",
                "list.tails()",
                "list.plus(1, others)",
                "list.minus(others) { it.name }",
                "list.intersect(others, Comparator.comparing { it.name })",
                "list.intersect(others) { it.name }",
                "list.each { it.name }",
                "list.eachWithIndex { run, i -> run.name }",
                "list.reverseEach { it.name }",
                "list.union(others) { it.name }",
                "list.union(others, Comparator.comparing { it.name })",
                "list.minus(others, Comparator.comparing { it.name })",
                "list.sort { it.name }.unique { it.name[0] }.take(2)",
                "list.grep(others[0])",
                "list.tap { sort { it.name } }",
                "list[0, 1..3]",
                "list[-1..0]",
                "list.take(0) + others",
                "list.drop(9)",
                "(list - list) + others",
                "list.findAll { false }",
                "list[2..<2]",
                "list << others[0]",
                "list.with { addAll(others); it }",
                "list.with { removeAll { it.name > 'm' }; it }",
                "list.with { retainAll { it.name > 'm' }; it }",
                "list.with { Collections.shuffle(it, new Random(3)); it }",
                "list.with { it.swap(0, 2) }",
                "list.with { it[0] = others[0]; it }",
                "list.with { it.removeLast(); it }",
                "list.with { it.pop(); it }",
                "list.with { it.clear(); it }",
                "list.with { it.removeIf { r -> r.name > 'm' }; it }",
                "list.with { it.sort(Comparator.comparing { r -> r.name }); it }",
            })
    void what_holds_experiments_is_a_list_of_experiments_again(String code) {
        List<Experiment> others = api.getExperiments("demo", "digits").subList(5, 12);

        Object plain = groovy(code, new ArrayList<>(runs), new ArrayList<>(others));
        Object ours = groovy(code, runs.like(runs), others);

        assertThat(ours).isEqualTo(plain);
        requireTyped(ours);
    }

    private static void requireTyped(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(ClientListsTest::requireTyped);
        } else if (value instanceof Collection<?> list
                && !list.isEmpty()
                && list.iterator().next() instanceof Collection) {
            list.forEach(ClientListsTest::requireTyped);
        } else {
            assertThat(value).isInstanceOf(ExperimentList.class);
        }
    }

    @Test
    void operators_join_lists_as_sets() {
        assertThat(groovy("list[0..3] & list[2..5]", runs, null)).isEqualTo(runs.subList(2, 4));
        assertThat(groovy("list[0..3] | list[2..5]", runs, null)).isEqualTo(runs.subList(0, 6));
        assertThat(groovy("list[0..3] ^ list[2..5]", runs, null))
                .isEqualTo(groovy("list[0..1] + list[4..5]", runs, null))
                .isInstanceOf(ExperimentList.class);
    }

    @Test
    void experiments_are_made_unique_though_they_have_no_order() {
        assertThat(groovy("(list + list).toUnique()", runs, null))
                .isEqualTo(runs)
                .isInstanceOf(ExperimentList.class);
    }

    @Test
    void a_list_that_holds_something_else_is_a_plain_list() {
        assertThat(groovy("list.take(1) + 'x'", runs, null)).isNotInstanceOf(ExperimentList.class);
        assertThat(groovy("list.collect { it.name }", runs, null)).isNotInstanceOf(ExperimentList.class);
        assertThat(groovy("list.countBy { it.name[0] }.values().sum()", runs, null))
                .isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list.findAll { true }.table('experiment_name', 'state').columns",
                "list.sort { it.name }.take(2).reverse().table('experiment_name', 'state').columns",
                "[list[0], list[1]].table('experiment_name', 'state').columns",
                "list.collect { it }.table('experiment_name', 'state').columns",
                "(list as Set).table('experiment_name', 'state').columns",
                "list[0].table('experiment_name', 'state').columns",
                "list.groupBy { it.state }.values().first().table('experiment_name', 'state').columns"
            })
    void every_list_of_experiments_is_a_table(String code) {
        assertThat(groovy(code, runs.like(runs), null)).isEqualTo(List.of("experiment_name", "state"));
    }

    @Test
    void a_plain_list_of_experiments_has_groups_metrics_and_an_order_of_columns() {
        assertThat(groovy(
                        "[list[0], list[1], list[2]].groupBy('state').summary('metrics.loss').columns[0..4]",
                        runs,
                        null))
                .isEqualTo(List.of("state", "runs", "metrics.loss.n", "metrics.loss.mean", "metrics.loss.std"));
        for (String list : List.of("list", "[list[0], list[1]]")) {
            assertThat(groovy(list + ".groupBy(each: 'tags').columns()", runs, null))
                    .isEqualTo(List.of("tags"));
            assertThat(groovy(list + ".groupBy('state', each: 'tags').columns()", runs, null))
                    .isEqualTo(List.of("state", "tags"));
        }
        assertThat(groovy("[list[0], list[1]].metrics('loss').table().experiment_key.unique()", runs, null))
                .isEqualTo(List.of(runs.get(0).getKey(), runs.get(1).getKey()));
        assertThat(groovy("[list[1], list[0]].sortedBy('start_time')", runs, null))
                .isInstanceOf(ExperimentList.class);
        assertThat(groovy("list[0].metrics('loss').table().size() > 1", runs, null))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.reverse().sort()", "list.reverse().sort(false)", "list.reverse().toSorted()"})
    void without_an_order_runs_are_sorted_by_their_names(String code) {
        List<String> names = runs.stream().map(Experiment::toString).sorted().toList();
        assertThat(groovy(code + ".collect { it.toString() }", runs, null)).isEqualTo(names);
    }

    @Test
    void the_error_for_another_list_names_what_is_needed() {
        assertThatThrownBy(() -> groovy("[1, 2].table()", null, null))
                .hasMessage("a table needs a list of experiments, records or maps, not a list of Integer");
        assertThatThrownBy(() -> groovy("['a'].groupBy('x')", null, null))
                .hasMessage("groupBy needs a list of experiments, not a list of String");
        assertThat(groovy("[[a: 1, b: 2], [a: 3, b: 4]].table('b').rows", null, null))
                .isEqualTo(List.of(List.of(2), List.of(4)));
    }

    private static Object onTable(String code) {
        return groovy(
                code,
                new Table(List.of("step", "value"), List.of(List.of(0, 0.9), List.of(1, 0.5), List.of(2, 0.7))),
                null);
    }

    @Test
    void a_table_is_a_list_of_rows_and_of_columns() {
        assertThat(onTable("list.step")).isEqualTo(List.of(0, 1, 2));
        assertThat(onTable("list['value']")).isEqualTo(List.of(0.9, 0.5, 0.7));
        assertThat(onTable("list.size()")).isEqualTo(3);
        assertThat(onTable("list[0].value")).isEqualTo(0.9);
        assertThat(onTable("list[-1]['step']")).isEqualTo(2);
        assertThat(onTable("list[1][0]")).isEqualTo(1);
        assertThat(onTable("list.collect { it.step * 2 }")).isEqualTo(List.of(0, 2, 4));
        assertThat(onTable("list.columns")).isEqualTo(List.of("step", "value"));
        assertThat(onTable("def seen = []; for (row in list) { seen << row.value }; seen"))
                .isEqualTo(List.of(0.9, 0.5, 0.7));
        assertThat(onTable("list.value.min()")).isEqualTo(0.5);
        assertThat(onTable("list.min { it.value }.step")).isEqualTo(1);
        assertThat(onTable("list*.step")).isEqualTo(List.of(0, 1, 2));
        assertThat(onTable("\"$list\".toString()")).isEqualTo(onTable("list.toString()"));
        assertThat((String) onTable("list.toString()"))
                .startsWith("step | value\n")
                .endsWith("(3 rows)");
        assertThat(FormatHelper.toString(onTable("list"))).isEqualTo(onTable("list.toString()"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list.findAll { it.value < 0.8 }",
                "list.sort { it.value }",
                "list.sort(false) { it.value }",
                "list[0..1]",
                "list.take(2)",
                "list.reverse()",
                "list.table('value')",
                "list + list",
                "list.groupBy { it.step > 0 }[true]",
                "list.with { it << [step: 3, value: 0.1]; it }",
                "list.with { it.removeAll { row -> row.step == 0 }; it }",
            })
    void a_part_of_a_table_is_a_table(String code) {
        assertThat(onTable(code)).isInstanceOf(Table.class);
    }

    @Test
    void an_unknown_column_is_an_error_that_names_the_columns() {
        for (String code : List.of("list.stp", "list['stp']", "list[0].stp", "list.table('stp')", "list << [stp: 1]")) {
            assertThatThrownBy(() -> onTable(code))
                    .as(code)
                    .hasMessage("no column \"stp\"; the columns are step, value");
        }
    }

    @Test
    void all_the_points_of_a_metric_are_a_table_with_columns() {
        Object steps = groovy("list[0].getMetricTotalDf('loss').step", runs, null);

        assertThat(steps)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSizeGreaterThan(1);
    }

    @Test
    void a_table_answers_to_pythons_spelling(@TempDir Path folder) {
        Table table = new Table(List.of("step", "value"), List.of(List.of(0, 0.9)));
        Object written = new ScriptRunner(
                        new ScriptContext().variable("t", table).variable("folder", folder))
                .run(
                        "t.to_csv(folder.resolve('t.csv')); [t.step, t.value, t.columns, t.size(), folder.resolve('t.csv').text]",
                        "Table.groovy",
                        List.of());

        assertThat(written)
                .isEqualTo(List.of(List.of(0), List.of(0.9), List.of("step", "value"), 1, "step,value\r\n0,0.9\r\n"));
    }
}
