package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cometsh.query.QueryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRunnerTest {
    private final ScriptRunner runner = new ScriptRunner(new ScriptContext());

    private Object run(String code, String... args) {
        return runner.run(code, "script.groovy", List.of(args));
    }

    @Test
    void gives_the_value_of_the_last_statement_and_the_arguments() {
        assertThat(run("args.length + args*.size().sum()", "a", "bcd")).isEqualTo(6);
    }

    @Test
    void passes_over_a_first_line_for_the_shell() {
        assertThat(run("#!/usr/bin/env cometsh\n1 + 1")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-script.groovy",
                "two words.groovy",
                "a.b.c.groovy",
                "1st.groovy",
                "größe→.groovy",
                "no_extension",
                "-e",
                "-",
                "<stdin>",
                "Metric.groovy",
                "a;b[c].groovy",
                "/some/where/else.groovy",
                ".hidden",
                "Date.groovy",
                "if.groovy",
                "C:\\x\\y.groovy",
                "what?.groovy",
                "it's \"quoted\".groovy"
            })
    void runs_under_any_file_name_and_finds_the_line_that_failed(String name) {
        Throwable thrown = catchThrowable(() -> runner.run("""
                def f(x) {
                    [1].each { 10.intdiv(x) }
                }
                class Own { int a }
                new Own(a: 1)
                f(0)
                """, name, List.of()));

        assertThat(thrown).isInstanceOf(ArithmeticException.class);
        assertThat(ScriptFailure.locate(thrown, name)).hasValue(2);
    }

    @Test
    void runs_a_file_read_as_utf_8(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("names with blanks é.groovy"), "'é→' + args[0]");

        assertThat(runner.run(file, List.of("!"))).isEqualTo("é→!");
    }

    @Test
    void a_missing_file_is_an_io_error(@TempDir Path folder) {
        assertThatThrownBy(() -> runner.run(folder.resolve("none.groovy"), List.of()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void scripts_do_not_see_each_other() {
        run("x = 1; def f() { 1 }");

        assertThatThrownBy(() -> run("x")).isInstanceOf(groovy.lang.MissingPropertyException.class);
        assertThatThrownBy(() -> run("f()")).isInstanceOf(groovy.lang.MissingMethodException.class);
    }

    @Test
    void starts_the_main_method_of_a_file_of_classes() {
        String code = "class App { static void main(String[] args) { throw new IOException(args.join(',')) } }";

        assertThatThrownBy(() -> run(code, "a", "b"))
                .isInstanceOf(IOException.class)
                .hasMessage("a,b");
    }

    @Test
    void reports_when_there_is_nothing_to_start() {
        assertThatThrownBy(() -> run("class App { }"))
                .isInstanceOf(ScriptStartException.class)
                .hasMessage(
                        "script.groovy has no statements to run: App is a class without a main method, and no Runnable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static void main(String[] args) { throw new IOException(args[0]) }",
                "static main(args) { throw new IOException(args[0]) }",
                "void main() { throw new IOException('a') }",
                "def main(args) { throw new IOException(args[0]) }",
                "class App { static void main(String[] args) { throw new IOException(args[0]) } }\nclass Other1 {}",
                "class App { static main() { throw new IOException('a') } }",
                "class App { void main() { throw new IOException('a') } }",
                "class App { void main(String[] args) { throw new IOException(args[0]) } }",
                "class App implements Runnable { void run() { throw new IOException('a') } }",
                "class App implements Runnable { def a; App(String[] args) { a = args[0] }; void run() { throw new IOException(a) } }"
            })
    void starts_whatever_groovy_starts(String code) {
        Throwable groovys =
                catchThrowable(() -> new groovy.lang.GroovyShell().run(code, "script.groovy", new String[] {"a"}));

        assertThat(ScriptFailure.unwrap(groovys))
                .isInstanceOf(IOException.class)
                .hasMessage("a");
        assertThatThrownBy(() -> run(code, "a")).isInstanceOf(IOException.class).hasMessage("a");
    }

    @Test
    void a_script_may_have_classes_with_the_names_of_ours() {
        for (String name :
                List.of("View", "Artifact", "ModelStatusConfiguration", "Tag", "Metric", "Table", "Api", "Query")) {
            assertThat(run("class " + name + " { int x }; new " + name + "(x: 3).x"))
                    .isEqualTo(3);
        }
        assertThat(run("import java.util.concurrent.TimeUnit as View; View.SECONDS.toMillis(1)"))
                .isEqualTo(1000L);
        assertThat(run("new Artifact('a', 'dataset').name")).isEqualTo("a");
        Session session = Session.scripted(new ScriptContext());
        session.evaluate("class View { int x }");
        assertThat(session.evaluate("new View(x: 4).x")).isEqualTo(4);
    }

    @Test
    void prints_to_the_stream_of_the_context() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ScriptContext context =
                new ScriptContext().variable("out", new PrintStream(bytes, true, StandardCharsets.UTF_8));

        new ScriptRunner(context).run("println 'é'; print 1; printf('%d%n', 2)", "x", List.of());

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("é\n12\n");
    }

    @Test
    void exceptions_come_out_as_they_were_thrown() {
        assertThatThrownBy(() -> run("throw new java.io.IOException('disk')"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThatThrownBy(() -> run("throw new StackOverflowError()")).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> run("@groovy.transform.Field x = { throw new IOException('early') }()\nx"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> run("Metric('x') && true")).isExactlyInstanceOf(QueryException.class);
    }

    @Test
    void finds_the_line_of_a_mistake_in_a_query() {
        Throwable thrown = catchThrowable(() -> run("def q = 1\n\nq & Metric('x') > 1"));

        assertThat(thrown).isInstanceOf(QueryException.class);
        assertThat(ScriptFailure.locate(thrown, "script.groovy")).hasValue(3);
    }

    @Test
    void finds_no_line_where_the_script_is_not_on_the_stack() {
        assertThat(ScriptFailure.locate(new IOException("elsewhere"), "script.groovy"))
                .isEmpty();
    }

    @Test
    void shows_the_place_of_a_compile_error() {
        assertThatThrownBy(() -> run("def x = 1\n\tprintln x)\n"))
                .isInstanceOf(ScriptCompileException.class)
                .hasMessage("""
                        script.groovy:2:11: Unexpected ')'
                            \tprintln x)
                            \t         ^""");
    }

    @Test
    void shows_every_compile_error_in_order() {
        ScriptCompileException thrown =
                catchThrowableOfType(ScriptCompileException.class, () -> run("new Nope()\nint y = 2\nnew Gone()"));

        assertThat(thrown.problems()).extracting(CompileProblem::line).containsExactly(1, 3);
        assertThat(thrown.problems())
                .extracting(CompileProblem::text)
                .allMatch(text -> text.contains("unable to resolve"));
    }

    @Test
    void grab_is_refused_by_name() {
        assertThatThrownBy(() -> run("@Grab('org.apache.commons:commons-math3:3.6.1')\nimport java.util.List\n1"))
                .isInstanceOf(ScriptCompileException.class)
                .hasMessageContaining(
                        "@Grab is not supported: download the jar, then run cometsh --classpath FILE.jar");
    }

    @Test
    void a_command_without_parentheses_is_refused_with_its_position() {
        assertThatThrownBy(() -> run("def q = true\nMetric \"loss\" < 0.3 & q"))
                .isInstanceOf(ScriptCompileException.class)
                .hasMessageContaining("script.groovy:2:1: Metric(...) holds a comparison");
        assertThat(run("def name = 'a'; Metric(name + 'b') < 1")).hasToString("(Metric(\"ab\") < 1)");
    }

    @Test
    void a_script_may_use_our_names_for_its_own() {
        assertThat(run("def days(n) { n + 1 }; days(1)")).isEqualTo(2);
        assertThat(run("def days = { it + 2 }; days(1)")).isEqualTo(3);
        assertThat(run("def seconds = 5, Metric = 3; seconds + Metric")).isEqualTo(8);
        assertThat(run("minutes = 5; minutes + 1")).isEqualTo(6);
        assertThat(run("class Tag { int x }; new Tag(x: 3).x")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "days(1)",
                "[1].collect { days(it) }[0]",
                "[1].collect { [it].collect { days(it) }[0] }[0]",
                "trait T { def m() { [1].collect { days(it) }[0] } }; class C implements T {}; new C().m()",
                "trait T { static m() { [1].collect { days(it) }[0] } }; class C implements T {}; C.m()",
                "enum E { A; def m() { [1].collect { days(it) }[0] } }; E.A.m()",
                "interface I { default m() { [1].collect { days(it) }[0] } }; class C implements I {}; new C().m()",
                "new Object() { def m() { [1].collect { days(it) }[0] } }.m()",
                "new Object() { def m() { days(1) } }.m()",
                "class C { static m() { [1].collect { days(it) }[0] } }; C.m()",
                "class C { static q = { days(it) } }; C.q(1)",
                "class C { def q = { days(it) }; def r = days(1) }; new C().with { q(1) == r ? r : null }",
                "class C { def q; C() { q = [1].collect { days(it) }[0] } }; new C().q",
                "class C { def q; C() { q = days(1) } }; new C().q",
                "class C { def q(x = days(1)) { x } }; new C().q()",
                "@groovy.transform.Field q = { days(it) }; q(1)",
                "def f = x -> days(x); f(1)",
                "def c = { x = days(1) -> x }; c()",
                "def c = { switch (it) { case 1 -> days(it); default -> null } }; c(1)",
                "static m() { days(1) }; m()",
                "static m() { { -> days(1) }() }; m()",
                "def m(Closure c) { c.delegate = null; c() }; m { days(1) }",
                "def m(Closure c) { c.delegate = [:]; c.resolveStrategy = Closure.DELEGATE_ONLY; c() }; m { days(1) }",
                "({ -> days(1) }).dehydrate()()",
                "[n: 1].with { days(n) }",
                "def g = this.&m; def m(x) { days(x) }; g(1)",
                "@groovy.transform.CompileStatic def m() { [1].collect { days(it) }[0] }; m()",
                "@groovy.transform.CompileStatic class C { def m() { { -> days(1) }() } }; new C().m()",
                "@groovy.transform.Memoized def m(x) { days(x) }; m(1)",
                "class Outer { class Inner { def m() { [1].collect { days(it) }[0] } }; def m() { new Inner().m() } }; new Outer().m()",
                "evaluate('[1].collect { days(it) }[0]')"
            })
    void the_words_are_found_in_every_kind_of_code(String code) {
        assertThat(run(code)).hasToString("PT24H");
    }
}
