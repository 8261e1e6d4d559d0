package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A script does the same under any file name: the name of its class is its own. */
@Tag("slow")
class ScriptNamesTest {
    /** Each name meets so many of the scripts, the next one the next of them. */
    private static final int EACH = 3;

    private static final List<String> WORDS = List.of(
            "best",
            "api",
            "args",
            "out",
            "binding",
            "it",
            "x",
            "run",
            "main",
            "table",
            "csv",
            "plot",
            "datetime",
            "days",
            "io",
            "java",
            "groovy",
            "org",
            "stdin",
            "_e",
            "_",
            "loss",
            "println",
            "delegate",
            "owner",
            "short",
            "int",
            "long",
            "void",
            "boolean",
            "byte",
            "char",
            "float",
            "double",
            "class",
            "def",
            "if",
            "null",
            "true",
            "this",
            "super",
            "var",
            "record",
            "trait",
            "enum",
            "in",
            "as",
            "assert",
            "package",
            "sealed",
            "yield",
            "Metric",
            "Parameter",
            "Tag",
            "Other",
            "Table",
            "None",
            "True",
            "False",
            "Api",
            "Experiment",
            "Artifact",
            "View",
            "String",
            "Object",
            "Integer",
            "List",
            "Map",
            "Date",
            "System",
            "Math",
            "Script",
            "Closure",
            "Binding",
            "File",
            "BigDecimal",
            "Exception",
            "Thread",
            "Best",
            "Query",
            "CometScript",
            "Helper",
            "Override");

    private static final List<String> OTHER_NAMES = List.of(
            "two words",
            "my-script",
            "a.b.c",
            "1st",
            "2026-11-30",
            "größe→",
            "日本",
            "what?",
            "50%",
            "%41",
            "a#b",
            "a&b",
            "a;b[c]",
            "it's",
            "tell \"x\"",
            "$x",
            "a$b",
            "~",
            "!",
            "-",
            "package-info",
            "module-info",
            "a\\b",
            "x:y",
            "(1)",
            " ",
            "..",
            "...",
            "@home",
            "tab\there",
            "a+b",
            "a,b",
            "{x}",
            "😀");

    /** {@code NAME} is the word that the file is named after, where that can be a variable. */
    private static final List<String> SCRIPTS = List.of(
            "def total = 0; [1, 2, 3].each { total += it }; total",
            "class Own { int a = 3; def m() { a > 2 } }; def f(x) { new Own().m() && x }; [f(1), new Own().a]",
            "String s = 'a'; Object o = s; List<Integer> l = [1, 2]; Map m = [a: 1]; [o, l, m, new Date(0).time, s.size()]",
            "new BigDecimal('1.5') + Math.max(1, 2) + Integer.parseInt('3')",
            "try { throw new Exception('x') } catch (Exception e) { e.message + e.stackTrace.any { FILE.endsWith(it.fileName as String) } }",
            "println 'printed'; System.out.print('x'); args.size()",
            "binding.setVariable('y', 2); y + (this instanceof Script ? 1 : 0)",
            "q = Metric('loss') < 3 & Tag('x') & ~Parameter('p').contains('a'); q.toString()",
            "def c = { a -> { b -> a + b } }; c(1)(2)",
            "def r = new Runnable() { int n = 0; void run() { n++ } }; r.run(); r.n",
            "@groovy.transform.Field int count = 4; def up() { count++ }; up(); count",
            "@groovy.transform.CompileStatic int twice(int x) { x * 2 }; twice(4)",
            "[None, True, False, datetime(2026, 1, 1), days(2)].toString()",
            "enum Level { LOW, HIGH }; Level.LOW < Level.HIGH",
            "trait Loud { def speak() { 'loud' } }; class Dog implements Loud {}; new Dog().speak()",
            "record Pair(int a, int b) {}; new Pair(1, 2).toString()",
            "static int g() { 7 }; g()",
            "evaluate('1 + 2')",
            "import java.util.concurrent.TimeUnit as Unit; Unit.SECONDS.toMillis(2)");

    /** The word as a variable, a method, a class: what is a mistake under every name is one here. */
    private static final List<String> USES = List.of(
            "NAME = 3; NAME + 1",
            "NAME = [name: 'x', size: 3]; [NAME.name, NAME['size'], NAME.size()]",
            "def NAME = 3; [1].collect { it + NAME }",
            "(NAME, other) = [1, 2]; NAME + other",
            "NAME = { it * 2 }; NAME(4)",
            "def NAME(x) { x + 1 }; NAME(1)",
            "for (NAME in [1, 2]) { println NAME }; 5",
            "NAME = 1; NAME++; NAME += 2; def f() { NAME }; f()",
            "[1, 2].collect { NAME -> NAME + 1 }",
            "[NAME: 3].NAME + [NAME: 4]['NAME']",
            "[a: 1].with { NAME = a + 1; NAME }",
            "binding.setVariable('NAME', 5); binding.NAME + 1",
            "\"${NAME = 4} $NAME\".toString()",
            "class NAME { int a = 8 }; new NAME().a",
            "enum NAME { A, B }; NAME.values().size()",
            "import java.util.concurrent.TimeUnit as NAME; NAME.SECONDS.toMillis(2)");

    private static String outcome(String code, String file) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        ScriptContext context = new ScriptContext().variable("out", out).variable("FILE", file);
        Supplier<Object> value = () -> new ScriptRunner(context).run(code, file, List.of("a"));
        Object[] given = new Object[1];
        Throwable thrown = catchThrowable(() -> given[0] = value.get());
        String failure = thrown == null ? "" : thrown.getClass().getName();
        return String.valueOf(given[0]).replaceAll("\\w+@[0-9a-f]+", "@") + " " + failure + " "
                + printed.toString(StandardCharsets.UTF_8);
    }

    /** What differs between a script in a file of a name and the same script in {@code Neutral.groovy}. */
    private static List<String> differences(List<String> names, List<String> scripts, int each) {
        List<String> differences = new ArrayList<>();
        Map<String, String> neutral = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            for (int j = 0; j < each; j++) {
                String script = scripts.get((i * each + j) % scripts.size());
                String expected = script.contains("NAME")
                        ? outcome(script.replace("NAME", name), "Neutral.groovy")
                        : neutral.computeIfAbsent(script, key -> outcome(key, "Neutral.groovy"));
                String code = script.replace("NAME", name);
                String own = outcome(code, name + ".groovy");
                if (!own.equals(expected)) {
                    differences.add(name + ".groovy: " + code + "\n    gives " + own + "\n    and not " + expected);
                }
            }
        }
        return differences;
    }

    @Test
    void a_script_does_the_same_under_any_file_name() {
        List<String> names = new ArrayList<>(WORDS);
        names.addAll(OTHER_NAMES);

        assertThat(differences(names, SCRIPTS, EACH)).isEmpty();
    }

    @Test
    void a_script_may_use_the_name_of_its_file_for_anything() {
        assertThat(differences(WORDS, USES, EACH)).isEmpty();
    }

    @Test
    void the_class_has_the_name_of_the_file_as_in_groovy() {
        ScriptRunner runner = new ScriptRunner(new ScriptContext());

        assertThat(runner.run("this.class.name", "some/where/nightly.groovy", List.of()))
                .isEqualTo("nightly");
        assertThat(runner.run("package a.b; this.class.name", "nightly.groovy", List.of()))
                .isEqualTo("a.b.nightly");
        assertThat(runner.run("nightly.class.simpleName", "nightly.groovy", List.of()))
                .isEqualTo("nightly");
        assertThat(runner.run("static one() { 1 }; Report.one()", "Report.groovy", List.of()))
                .isEqualTo(1);
        assertThat(runner.run("this.class.name", "my-report v2.groovy", List.of()))
                .isEqualTo("my_report_v2");
    }

    @Test
    void stack_traces_and_messages_name_the_file() {
        Throwable thrown = catchThrowable(() -> new ScriptRunner(new ScriptContext())
                .run("best = null\nbest.size()", "some/where/best.groovy", List.of()));

        assertThat(thrown.getStackTrace()).anyMatch(frame -> "best.groovy".equals(frame.getFileName()));
        assertThat(ScriptFailure.locate(thrown, "some/where/best.groovy")).hasValue(2);
        assertThat(catchThrowable(() ->
                        new ScriptRunner(new ScriptContext()).run("best = )", "some/where/best.groovy", List.of())))
                .hasMessageStartingWith("some/where/best.groovy:1:8: ");
    }
}
