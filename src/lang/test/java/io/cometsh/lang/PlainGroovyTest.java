package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.ui.GroovyMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code groovy} itself in a process of its own, with our classes on its class path and nothing configured. */
@Tag("slow")
class PlainGroovyTest {
    @TempDir
    private Path folder;

    private record Outcome(int exitCode, String output) {}

    private Outcome groovy(String code) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("plain.groovy"), code);
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GroovyMain.class.getName(),
                        script.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Outcome(exitCode, Files.readString(output, StandardCharsets.UTF_8));
    }

    @Test
    void a_script_that_imports_the_words_builds_queries() throws Exception {
        assertThat(groovy("""
                import static io.cometsh.lang.Query.*
                import groovy.transform.CompileStatic

                @CompileStatic
                class Typed { static Object q(double t) { Metric("loss") < t & Tag("best") } }

                println(Metric("loss") < 0.2 & Parameter("opt") == "adam" & ~Tag("x"))
                println([1, 2, 3].findAll { it > 1 }.collect { Metric("n") == it })
                println Typed.q(0.5d)
                println(0.1 < Metric("x") < 0.5)
                println(Metric("x") in 1..<5)
                try { assert Metric("x") > 3 } catch (e) { println e.class.simpleName }
                println(days(1).ago > days(2).ago)
                """)).isEqualTo(new Outcome(0, """
                        (((Metric("loss") < 0.2) & (Parameter("opt") == "adam")) & ~Tag("x"))
                        [(Metric("n") == 2), (Metric("n") == 3)]
                        ((Metric("loss") < 0.5) & Tag("best"))
                        ((Metric("x") > 0.1) & (Metric("x") < 0.5))
                        ((Metric("x") >= 1) & (Metric("x") < 5))
                        QueryException
                        true
                        """));
    }

    @Test
    void a_script_that_imports_the_class_builds_queries() throws Exception {
        assertThat(groovy("import io.cometsh.lang.Query\nprintln(Query.Metric('a') < 1)"))
                .isEqualTo(new Outcome(0, "(Metric(\"a\") < 1)\n"));
        assertThat(groovy("import static io.cometsh.lang.Query.Metric\nprintln(Metric('a') < 1)"))
                .isEqualTo(new Outcome(0, "(Metric(\"a\") < 1)\n"));
        assertThat(groovy("import io.cometsh.lang.*\nprintln(Query.Metric('a') < 1)"))
                .isEqualTo(new Outcome(0, "(Metric(\"a\") < 1)\n"));
    }

    @Test
    void a_script_without_the_import_is_not_touched_and_the_error_names_it() throws Exception {
        Outcome outcome = groovy("""
                def m = io.cometsh.query.QueryVariable.metric("a")
                println(1 < 2)
                println(m.eq(1))
                try { m == 1 } catch (e) { println e.class.simpleName }
                m < 1
                """);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .startsWith("true\n(Metric(\"a\") == 1)\nQueryException\n")
                .contains("add \"import static io.cometsh.lang.Query.*\" to the script");
    }

    @Test
    void rewriting_twice_changes_nothing() {
        List<String> codes = List.of(
                "0.1 < Metric('x') < 0.5 & Metric('y') !in 1..3",
                "def f(a, b) { a < b && !(a == b) ? [a <=> b, a in [b]] : a }; [f(1, 2), f(2, 1)]",
                "try { def a = 1; assert a > 2 } catch (AssertionError e) { e.message }",
                "@groovy.transform.CompileStatic def f() { Metric('x') < 1 & Tag('y') }; f()");

        for (String code : codes) {
            Object once = new ScriptRunner(new ScriptContext()).run(code, "once.groovy", List.of());
            assertThat(TwiceRewritten.run(code)).as(code).hasToString(String.valueOf(once));
        }
    }

    /** The customizer and the global transformation together, as when cometsh's compiler met the service file. */
    private static final class TwiceRewritten {
        static Object run(String code) {
            var configuration = ScriptCompiler.configuration(NamedArguments.Definitions.NONE, new ComparisonRewriter());
            configuration.setDisabledGlobalASTTransformations(java.util.Set.of());
            return new groovy.lang.GroovyShell(TwiceRewritten.class.getClassLoader(), configuration).evaluate(code);
        }
    }
}
