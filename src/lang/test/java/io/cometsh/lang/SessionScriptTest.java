package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import groovy.lang.Closure;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A session as a script: define, save, reset, run, compare. */
class SessionScriptTest {
    /** What {@code table} was given: the value that a script prints last. */
    private final List<Object> printed = new ArrayList<>();

    private final ScriptContext context = new ScriptContext().helpers((ScriptHelpers) Proxy.newProxyInstance(
            ScriptHelpers.class.getClassLoader(), new Class<?>[] {ScriptHelpers.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("table")) {
                    printed.add(arguments[0]);
                }
                return null;
            }));

    private Session session(String... inputs) {
        Session session = Session.typed(context);
        for (String input : inputs) {
            catchThrowable(() -> session.evaluate(input));
        }
        return session;
    }

    private static Map<String, Object> variables(Session session) {
        Map<String, Object> variables = session.variables();
        variables.remove("_");
        // Two closures of the same text are not equal.
        variables.values().removeIf(Closure.class::isInstance);
        return variables;
    }

    /** Saves, runs the script in a fresh session and as a file, and compares. */
    private void comesBack(Object lastValue, String... inputs) {
        Session first = session(inputs);
        String script = first.script();
        Session second = Session.typed(context);
        second.evaluate(script);
        assertThat(variables(second)).as(script).isEqualTo(variables(first));
        assertThat(second.methods()).isEqualTo(first.methods());
        printed.clear();
        new ScriptRunner(context).run(script, "saved.groovy", List.of());
        assertThat(printed).as(script).isEqualTo(lastValue == null ? List.of() : List.of(lastValue));
    }

    @Test
    void variables_come_back_however_they_were_declared() {
        comesBack(
                12,
                "x = 1",
                "def y = 2",
                "int z = 3; def w = 'a'",
                "def (a, b) = [4, 5]",
                "final List<Integer> list = [1, 2]",
                "var v = 6",
                "int none",
                "boolean off",
                "String text",
                "def x = 7",
                "x + b");
    }

    @Test
    void methods_see_variables_and_the_last_definition_counts() {
        comesBack(
                10,
                "def factor = 2",
                "def times(n) { n * factor }",
                "times(4)",
                "def times(n) { n + factor }",
                "def factor = 6",
                "times(4)");
    }

    @Test
    void classes_imports_closures_and_underscores_come_back() {
        comesBack(
                25,
                "import java.time.Year",
                "class Point { int x; int twice() { 2 * x } }",
                "def leap = { Year.of(it).isLeap() }",
                "new Point(x: 5).twice()",
                "_ + 1",
                "leap(2024) ? _ + 14 : 0");
    }

    @Test
    void several_lines_and_wide_characters_stay_what_they_are() {
        comesBack(
                "😀 grün3",
                "def s = '😀 '; def t = 'grün'",
                "def join(a, b) {\n    // joins\n    a + b\n}",
                "join(s, t) + [1,\n 2, 3].size()");
    }

    @Test
    void an_expression_that_fits_no_parentheses_is_printed_too() {
        comesBack(3, "def twice(n) { n + n }", "twice 1", "[1, 2].sum() // the end");
    }

    @Test
    void what_failed_is_left_out() {
        assertThat(session("a = 1", "b = nosuch", "1 +* 2", "c = a + 1").script())
                .isEqualTo("a = 1\nc = a + 1\n");
        assertThat(session("nosuch").script()).isEmpty();
    }

    @Test
    void the_last_inputs_alone() {
        Session session = session("a = 1", "b = 2", "c = 3");
        assertThat(session.scriptOfLast(2)).isEqualTo("b = 2\nc = 3\n");
        assertThat(session.scriptOfLast(9)).isEqualTo(session.script());
    }

    @Test
    void the_project_in_use_is_named_where_something_reads_it() {
        Session session = new SessionBuilder()
                .used("demo/other")
                .used("demo/digits")
                .run("def best() { query(1) }")
                .run("x = 1")
                .used("a \"b\"/c$d")
                .run("x + 1")
                .session;
        assertThat(session.script())
                .isEqualTo("useProject(\"demo/digits\")\ndef best() { query(1) }\nx = 1\ntable(x + 1)\n");
        session.evaluate("def getExperiments() { 3 }");
        session.evaluate("getExperiments()");
        assertThat(session.script())
                .contains("useProject(\"a \\\"b\\\"/c\\$d\")\n")
                .doesNotContain("demo/other");
        assertThat(session.scriptOfLast(1)).startsWith("useProject(\"a ");
    }

    private static final class SessionBuilder {
        private final Session session = Session.typed(new ScriptContext());

        SessionBuilder used(String place) {
            session.used(place);
            return this;
        }

        SessionBuilder run(String code) {
            session.evaluate(code);
            return this;
        }
    }

    @Test
    void an_underscore_is_assigned_where_a_later_input_reads_it() {
        assertThat(session("5", "20 + 1", "_ * 2").script()).isEqualTo("5\n_ = 20 + 1\ntable(_ * 2)\n");
    }

    @Test
    void earlier_methods_and_classes_use_a_class_that_is_defined_again() {
        Session session = session(
                "class A { int v() { 1 } }; def make() { new A().v() }",
                "class B extends A { int w() { v() * 10 } }",
                "def viaB() { new B().w() }",
                "class A { int v() { 2 } }");
        assertThat(session.evaluate("make()")).isEqualTo(2);
        assertThat(session.evaluate("viaB()")).isEqualTo(20);
        assertThat(session.evaluate("_")).isEqualTo(20);
    }

    @Test
    void the_text_of_a_definition_can_be_asked_for() {
        Session session = session("def twice(n) { n * 2 }; x = 1", "class P { }", "def twice(n) { n + n }");
        assertThat(session.source("twice")).isEqualTo("def twice(n) { n + n }");
        assertThat(session.source("P")).isEqualTo("class P { }");
        assertThat(session.source("x")).isNull();
    }

    @Test
    void a_look_at_a_value_leaves_no_trace() {
        Session session = session("x = 5", "x + 1");
        assertThat(session.peek("x * 2")).isEqualTo(10);
        assertThat(session.evaluate("_")).isEqualTo(6);
        assertThat(session.script()).doesNotContain("x * 2");
    }
}
