package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.export.Table;
import io.cometsh.query.ProjectColumns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private final Session session = Session.typed(new ScriptContext());

    private Object last(String... inputs) {
        Object value = null;
        for (String input : inputs) {
            value = session.evaluate(input);
        }
        return value;
    }

    @Test
    void a_class_of_the_user_comes_before_ours_of_that_name() {
        Session session = Session.typed(new ScriptContext());
        assertThat(session.evaluate(
                        "try { throw new NotFoundException('no run') } catch (CometException e) { e.message }"))
                .isEqualTo("no run");
        session.evaluate("class NotFoundException extends Exception { int code = 7 }");
        assertThat(session.evaluate("try { throw new NotFoundException() } catch (NotFoundException e) { e.code }"))
                .isEqualTo(7);
        assertThat(session.evaluate("import java.nio.file.FileSystems as View\nView.default.open"))
                .isEqualTo(true);
    }

    @Test
    void keeps_untyped_and_typed_declarations() {
        assertThat(last("def x = 5", "int y = 2.9", "final z = x + y", "var s = \"${x}\"", "[x, y, z, s.toString()]"))
                .isEqualTo(List.of(5, 2, 7, "5"));
    }

    @Test
    void keeps_several_declared_at_once_and_casts_the_typed_ones() {
        assertThat(last("def (p, q) = [1, 2]", "def (int a, String b) = [3.7, 4]", "[p, q, a, b]"))
                .isEqualTo(List.of(1, 2, 3, "4"));
    }

    @Test
    void gives_a_declaration_without_a_value_its_default() {
        assertThat(session.evaluate("def a; int b; boolean c; String d; double e; [a, b, c, d, e]"))
                .hasToString("[null, 0, false, null, 0.0]");
        assertThat(session.evaluate("[a, b, c, d, e]*.class*.simpleName"))
                .hasToString("[null, Integer, Boolean, null, Double]");
    }

    @Test
    void keeps_fields_like_any_other_variable() {
        assertThat(last("@groovy.transform.Field int n = 3", "def next() { ++n }", "next(); next()", "n"))
                .isEqualTo(5);
    }

    @Test
    void does_not_keep_what_is_declared_inside_a_block() {
        session.evaluate("if (true) { def inner = 1 }");

        assertThatThrownBy(() -> session.evaluate("inner")).isInstanceOf(MissingPropertyException.class);
    }

    @Test
    void keeps_methods_with_their_overloads() {
        assertThat(last("def f(int x) { \"int $x\" }", "def f(String x) { \"text $x\" }", "[f(1), f('a')]*.toString()"))
                .isEqualTo(List.of("int 1", "text a"));
    }

    @Test
    void calls_the_closest_overload_although_a_wider_one_is_newer() {
        assertThat(last("def f(int x) { 'int' }", "def f(Object x) { 'any' }", "[f(1), f('a'), f(null)]"))
                .isEqualTo(List.of("int", "any", "any"));
    }

    @Test
    void calls_the_newest_of_two_methods_with_the_same_parameters() {
        assertThat(last("def f(x) { 1 }", "def g(x) { f(x) }", "def f(x) { 2 }", "[f(0), g(0)]"))
                .isEqualTo(List.of(2, 2));
    }

    @Test
    void keeps_recursive_methods_defaults_and_varargs() {
        assertThat(last(
                        "def fact(n) { n <= 1 ? 1 : n * fact(n - 1) }",
                        "def inc(n, by = 1) { n + by }",
                        "def count(Object... all) { all.length }",
                        "[fact(5), inc(1), inc(1, 5), count(), count(1, 2, 3)]"))
                .isEqualTo(List.of(120, 2, 6, 0, 3));
    }

    @Test
    void finds_methods_from_closures_and_as_references() {
        assertThat(last("def twice(x) { 2 * x }", "[[1, 2].collect { twice(it) }, [3].collect(this.&twice)]"))
                .isEqualTo(List.of(List.of(2, 4), List.of(6)));
    }

    @Test
    void reports_when_no_method_takes_the_arguments() {
        session.evaluate("def f(int x) { x }");

        assertThatThrownBy(() -> session.evaluate("f('a')")).isInstanceOf(MissingMethodException.class);
    }

    @Test
    void an_error_inside_a_method_is_not_taken_for_a_missing_method() {
        session.evaluate("def f(x) { g(x) }");

        assertThatThrownBy(() -> session.evaluate("f(1)"))
                .isInstanceOfSatisfying(
                        MissingMethodException.class,
                        e -> assertThat(e.getMethod()).isEqualTo("g"));
    }

    @Test
    void keeps_closures_and_one_name_means_one_thing() {
        assertThat(last("def h = { it + 1 }", "h(1)")).isEqualTo(2);
        assertThat(last("def h(x) { x + 10 }", "h(1)")).isEqualTo(11);
        assertThat(last("h = { it + 100 }", "h(1)")).isEqualTo(101);
    }

    @Test
    void keeps_classes_and_lets_them_be_redefined() {
        assertThat(last("class P { int x; def twice() { 2 * x } }", "new P(x: 4).twice()"))
                .isEqualTo(8);
        assertThat(last("class P { int x; def twice() { 20 * x } }", "new P(x: 4).twice()"))
                .isEqualTo(80);
        assertThat(last("enum E { A, B }; record R(int a) {}; trait T { def t() { 7 } }", "class U implements T {}"))
                .isNull();
        assertThat(last("[E.A.name(), new R(3).a(), new U().t()]")).isEqualTo(List.of("A", 3, 7));
        assertThat(session.classes()).containsExactly("E", "P", "R", "T", "U");
    }

    @Test
    void keeps_imports_of_all_four_kinds() {
        assertThat(
                        last(
                                "import java.util.concurrent.atomic.AtomicInteger",
                                "import java.util.concurrent.*",
                                "import static java.lang.Math.max as largest",
                                "import static java.lang.Math.*",
                                "import java.util.concurrent.atomic.AtomicLong as Counter; 1",
                                "[new AtomicInteger(3).get(), TimeUnit.DAYS.name(), largest(1, 2), abs(-4), new Counter(5).get()]"))
                .hasToString("[3, DAYS, 2, 4, 5]");
        assertThat(session.imports())
                .containsExactly(
                        "import java.util.concurrent.atomic.AtomicInteger",
                        "import java.util.concurrent.*",
                        "import static java.lang.Math.max as largest",
                        "import static java.lang.Math.*",
                        "import java.util.concurrent.atomic.AtomicLong as Counter");
    }

    @Test
    void a_later_import_of_the_same_name_wins() {
        assertThat(last("import java.util.Date", "import java.sql.Date", "new Date(0).class.name"))
                .isEqualTo("java.sql.Date");
    }

    @Test
    void an_input_that_does_not_compile_leaves_the_session_as_it_was() {
        session.evaluate("x = 1; def f() { 1 }");

        assertThatThrownBy(
                        () -> session.evaluate("import java.util.concurrent.*\ndef f() { 2 }\nclass Q {}\nx = (")) //
                .isInstanceOf(ScriptCompileException.class);
        assertThatThrownBy(() -> session.evaluate("import no.such.Thing\nclass Q {}\nx = 2"))
                .isInstanceOf(ScriptCompileException.class);

        assertThat(session.imports()).isEmpty();
        assertThat(session.classes()).isEmpty();
        assertThat(session.evaluate("[x, f()]")).isEqualTo(List.of(1, 1));
    }

    @Test
    void an_input_that_throws_keeps_what_it_had_done_until_then() {
        assertThatThrownBy(() -> session.evaluate("def f() { 7 }; x = 3; 1 / 0; x = 4"))
                .isInstanceOf(ArithmeticException.class);

        assertThat(session.evaluate("[x, f()]")).isEqualTo(List.of(3, 7));
    }

    @Test
    void underscore_is_the_last_value_that_was_shown() {
        assertThat(last("6 * 7", "_ + 1")).isEqualTo(43);
        assertThat(last("def x = 5", "_")).isEqualTo(43);
        assertThat(last("null", "_")).isEqualTo(43);
        assertThat(last("[1, 2].collect { _ * it }")).isEqualTo(List.of(43, 86));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x = 1", "def x = 1", "int x = 1", "x += 1; x = 2", "def (a, b) = [1, 2]", "class A {}", ""})
    void an_assignment_or_definition_is_not_worth_showing(String input) {
        session.evaluate("x = 0");
        session.evaluate(input);

        assertThat(session.lastWasExpression()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "x = 1; x", "println()", "[1, 2]", "return 3", "x == 1"})
    void an_expression_is_worth_showing(String input) {
        session.evaluate("x = 0");
        session.evaluate(input);

        assertThat(session.lastWasExpression()).isTrue();
    }

    @Test
    void empty_inputs_comments_and_imports_are_nothing_to_show() {
        assertThat(last("", "// only words", "import java.util.concurrent.*", "def f() {}"))
                .isNull();
    }

    @Test
    void comparisons_build_queries_in_every_kind_of_definition() {
        assertThat(last(
                        "def m = Metric('loss')",
                        "def better(x) { m < x }",
                        "class Best { static q(v) { v > 1 } }",
                        "[better(0.5), Best.q(m), [1].collect { m == it }]"))
                .hasToString("[(Metric(\"loss\") < 0.5), (Metric(\"loss\") > 1), [(Metric(\"loss\") == 1)]]");
    }

    @Test
    void reset_forgets_everything_but_the_context() {
        Session other = Session.scripted(new ScriptContext().variable("given", 1));
        other.evaluate("import java.util.concurrent.*");
        other.evaluate("x = 1; def f() { 1 }");
        other.evaluate("class A {}");

        other.reset();

        assertThat(other.variables()).containsOnlyKeys("given");
        assertThat(other.imports()).isEmpty();
        assertThat(other.methods()).isEmpty();
        assertThat(other.classes()).isEmpty();
        assertThatThrownBy(() -> other.evaluate("f()")).isInstanceOf(MissingMethodException.class);
        assertThatThrownBy(() -> other.evaluate("new A()")).isInstanceOf(ScriptCompileException.class);
    }

    @Test
    void lists_its_names() {
        last("def alpha = 1", "def beta(x) { x }; def beta(x, y) { y }; private gamma() { 1 }");

        assertThat(session.variables()).containsOnlyKeys("alpha");
        assertThat(session.methods()).containsExactly("beta", "gamma");
    }

    @Test
    void a_lazy_variable_is_made_once_and_not_by_looking() {
        int[] made = {0};
        Session other = Session.scripted(new ScriptContext().lazy("api", () -> "made " + ++made[0]));

        assertThat(other.variables()).isEmpty();
        assertThat(made[0]).isZero();
        assertThat(other.evaluate("def f() { api }; [api, f(), { -> api }()]"))
                .isEqualTo(List.of("made 1", "made 1", "made 1"));
        assertThat(other.variables()).containsEntry("api", "made 1");
    }

    @Test
    void helpers_are_called_where_nothing_else_has_the_name() {
        StringBuilder calls = new StringBuilder();
        Session other = Session.scripted(new ScriptContext().helpers(new RecordingHelpers(calls)));

        other.evaluate("table(1); [2].each { table(it) }; extra('x')");
        assertThat(calls).hasToString("table 1\ntable 2\nextra x\n");

        assertThat(other.evaluate("def table(x) { 'mine' }; table(1)")).isEqualTo("mine");
        assertThatThrownBy(() -> other.evaluate("wait('x', 'y')")).isInstanceOf(MissingMethodException.class);
        Session helped = Session.scripted(new ScriptContext().helpers(new RecordingHelpers(calls)));
        assertThatThrownBy(() -> helped.evaluate("plot(1, 2, { 3 })"))
                .hasMessageStartingWith("plot cannot take (Integer, Integer, Closure). It takes plot(values) or plot(")
                .hasMessageContaining("plot(experiments, metric, name: value)");
        assertThatThrownBy(() -> helped.evaluate("bars()")).hasMessageStartingWith("bars cannot take ()");
    }

    public static final class RecordingHelpers implements ScriptHelpers {
        @Override
        public Table sql(Map<?, ?> tables, String statement) {
            return null;
        }

        @Override
        public void tsv(Object value) {}

        @Override
        public void tsv(Object value, Object path) {}

        @Override
        public void json(Object value) {}

        @Override
        public void json(Object value, Object path) {}

        @Override
        public void jsonl(Object value) {}

        @Override
        public void jsonl(Object value, Object path) {}

        @Override
        public void markdown(Object value) {}

        @Override
        public void markdown(Object value, Object path) {}

        @Override
        public void parquet(Object value, Object path) {}

        @Override
        public Api API(Map<?, ?> options) {
            return null;
        }

        @Override
        public Experiment APIExperiment(Map<?, ?> options) {
            return null;
        }

        public Object plot(Object experiments, Object metric) {
            return null;
        }

        public Object plot(Map<?, ?> options, Object experiments, Object metric) {
            return null;
        }

        @Override
        public List<Object> progress(Collection<?> elements, Object label, Function<Object, Object> body) {
            return List.of();
        }

        @Override
        public Object watch(Number seconds, Callable<?> body) {
            return null;
        }

        @Override
        public Object watch(Map<?, ?> options, Number seconds, Callable<?> body) {
            return null;
        }

        public Object plot(Object values) {
            return null;
        }

        public Object plot(Map<?, ?> options, Object values) {
            return null;
        }

        @Override
        public void useProject(String place) {}

        @Override
        public ExperimentList query(Object query) {
            return null;
        }

        @Override
        public ExperimentList query(Map<?, ?> options, Object query) {
            return null;
        }

        @Override
        public ExperimentList getExperiments() {
            return null;
        }

        @Override
        public ExperimentList getExperiments(String pattern) {
            return null;
        }

        @Override
        public Experiment getExperiment(String experiment) {
            return null;
        }

        @Override
        public ProjectColumns getColumns() {
            return null;
        }

        public Object bars(Object experiments, Object group, Object value) {
            return null;
        }

        public Object bars(Map<?, ?> options, Object experiments, Object group, Object value) {
            return null;
        }

        private final StringBuilder calls;

        RecordingHelpers(StringBuilder calls) {
            this.calls = calls;
        }

        @Override
        public void table(Object value) {
            calls.append("table ").append(value).append('\n');
        }

        @Override
        public void csv(Object value) {
            calls.append("csv ").append(value).append('\n');
        }

        @Override
        public void csv(Object value, Object path) {
            calls.append("csv ").append(value).append(" to ").append(path).append('\n');
        }

        public void extra(String word) {
            calls.append("extra ").append(word).append('\n');
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "started(); while (true) {}",
                "started(); sleep(100000)",
                "started(); [1].each { sleep(100000) }",
                "class S { def go(f) { f(); sleep(100000) } }\nnew S().go(this.&started)",
                "def loop() { while (true) { } }\nstarted(); loop()",
                "started(); def c = { -> while (true) { } }\nc()",
                "started(); java.util.stream.Stream.generate { 1 }.forEach { }",
                "class A { static loop() { while (true) { } } }\nstarted(); A.loop()",
                "record R(int a) { def loop() { do { } while (true) } }\nstarted(); new R(1).loop()",
                "def one() { 1 }\nstarted(); for (;;) { one() }"
            })
    void an_interrupt_ends_what_was_typed(String endless) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        session.variable("started", new groovy.lang.Closure<Object>(this) {
            @Override
            public Object call(Object... args) {
                started.countDown();
                return null;
            }
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread worker = new Thread(() -> thrown.set(catchThrowable(() -> session.evaluate(endless))));
        worker.start();
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();

        worker.interrupt();
        worker.join(30_000);

        assertThat(worker.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(session.evaluate("1 + 1")).isEqualTo(2);
    }

    @Test
    void a_word_of_the_query_language_is_the_users_own_once_it_is_defined() {
        Session session = Session.scripted(new ScriptContext());
        session.evaluate("def seconds(x) { \"own $x\" }");
        session.evaluate("hours = { \"closure $it\" }");

        assertThat(session.evaluate("[seconds(1), [2].collect { seconds(it) }[0], hours(3)]"))
                .hasToString("[own 1, own 2, closure 3]");
        assertThat(session.evaluate("days(1)")).hasToString("PT24H");
    }
}
