package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Python user types works, or gives a one-line error that shows what to write. */
class PythonHabitsTest {
    private static Object run(String code) {
        ScriptContext context = new ScriptContext()
                .variable("runs", List.of("b", "a"))
                .variable("total", 7)
                .variable("d", new java.util.LinkedHashMap<>(java.util.Map.of("a", 1)));
        return new ScriptRunner(context).run(code, "script.groovy", List.of());
    }

    /** The error as the prompt shows it. */
    private static String message(String code) {
        Throwable thrown = catchThrowable(() -> run(code));
        assertThat(thrown).as(code).isNotNull();
        return thrown instanceof ScriptCompileException compile
                ? compile.problems().get(0).text()
                : UserErrors.describe(thrown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "def f(x): | write def f(x) { … }",
                "def f(x, y=2) -> int: return x | write def f(x, y=2) { … }",
                "class A: | write class A { … }",
                "class A(B): | write class A extends B { … }",
                "for x in runs: | write for (x in runs) { … }",
                "for x in runs: print(x) | write for (x in runs) { … }",
                "for i in range(3): | write for (i in 0..<3) { … }",
                "for k, v in d.items(): | write d.each { k, v -> … }",
                "for i, x in enumerate(runs): | write runs.eachWithIndex { x, i -> … }",
                "if total > 3: | write if (total > 3) { … }",
                "while (total > 3): | write while (total > 3) { … }",
                "elif total == 3: | write } else if (total == 3) { … }",
                "else: | write } else { … }",
                "try: | write try { … } catch (e) { … }",
                "except ValueError as error: | write } catch (ValueError error) { … }",
                "with open('a.txt') as file: | write new File('a.txt').text to read, new File('a.txt').text = … to write",
                "names = [r.name for r in runs] | write runs.collect { r -> r.name }",
                "names = [r.name for r in runs if r.x > 1] | write runs.findAll { r -> r.x > 1 }.collect { r -> r.name }",
                "println([x for x in [1, 2]]) | write [1, 2].collect { x -> x }",
                "m = {k: v for k, v in d.items()} | write d.collectEntries { k, v -> [(k): v] }",
                "sum(r.x for r in runs) | write runs.sum { r -> r.x }",
                "f = lambda x: x + 1 | write { x -> x + 1 }",
                "sorted(runs, key=lambda r: r.name) | write { r -> r.name }",
                "x = 1 if total else 2 | write total ? 1 : 2",
                "println('a' if total > 3 else 'b') | write total > 3 ? 'a' : 'b'",
                "println f\"{total}\" | no variable or property `f`: a text with values in it is \"… ${value} …\", without the f in front",
                "runs[1:3] | write runs[1..<3]",
                "runs[:3] | write runs.take(3)",
                "runs[1:] | write runs.drop(1)",
                "for r in runs[:3]: | write for (r in runs.take(3)) { … }",
                "for name, r in pairs[1:-1]: | write pairs[1..<-1].each { name, r -> … }",
                "if len(runs[1:]) > 2: | write if (len(runs.drop(1)) > 2) { … }",
                "names = [r.name[:8] for r in runs[2:]] | write runs.drop(2).collect { r -> r.name.take(8) }",
                "for r in data['a[1:2]']: | write for (r in data['a[1:2]']) { … }",
                "[1, 2, 3][1:] | write [1, 2, 3].drop(1)",
                "api.get(f(x), 'a')[:2] | write api.get(f(x), 'a').take(2)",
                "runs[-2:] | write runs.takeRight(2)",
                "runs[:-1] | write runs.dropRight(1)",
                "runs[::-1] | write runs.reverse()",
                "q = Metric('a') > 1 and Tag('b') | `and` is not an operator here: join queries with &, other conditions with &&",
                "q = Metric('a') > 1 or Tag('b') | `or` is not an operator here: join queries with |, other conditions with ||",
                "println(not Tag('b')) | `not` is not an operator here: write ~ in front of a query, ! in front of another condition",
                "if (x not in runs) { 1 } | `not` is not an operator here: write ~ in front of a query, ! in front of another condition, and !in for `not in`",
                "if (total is not None) { 1 } | `is` is not an operator here: write == for is, != for is not",
                "println(Metric('x') is None) | `is` cannot be used in a query: write ==",
                "m = {'a': 1} | a map is written in brackets: [\"name\": value]",
                "t = (1, 2) | a list is written in brackets: [1, 2]",
                "a, b = runs | write def (a, b) = …",
                "int(3.4) | write 3.4 as int",
                "import pandas as pd | there is no pandas here: runs.table(…) has the rows and columns, and .toCsv(file) writes them",
                "from matplotlib import pyplot | there is no matplotlib here: plot(runs, \"loss\", output: \"loss.png\") draws",
                "len(runs) | no method `len`: write x.size()",
                "str(1) | no method `str`: write \"$x\" or x.toString()",
                "range(3) | no method `range`: write 0..<n",
                "sorted(runs) | no method `sorted`: write x.toSorted { … }",
                "min(3, 4) | no method `min`: write x.min(), or [a, b].min()",
                "raise ValueError('a') | no method `ValueError`",
                "d.items() | LinkedHashMap has no method `items`: write x.each { key, value -> … }",
                "[1].append(2) | ArrayList has no method `append`: write x << value or x.add(value)",
                "print 'a %s' % 3 | String has no method `remainder`: write String.format(text, value), or \"… ${value} …\"",
                "class A { def f(x) { len(x) } }; new A().f(1) | A has no method `len`: write x.size()",
                "runs.collect { len(it) } | no method `len`: write x.size()",
                "comet_ml.API() | no variable or property `comet_ml`: its names are there without it: write API(…)"
            })
    void the_error_shows_what_to_write(String code, String answer) {
        assertThat(message(code)).startsWith(answer);
    }

    @Test
    void the_mark_is_under_the_word_also_in_a_call_of_several_lines() {
        assertThat(catchThrowable(() -> run("x = 1\nprintln(Metric('a') > 1\n    and Tag('b'))")))
                .hasMessageContaining("script.groovy:3:5: `and` is not an operator here")
                .hasMessageContaining("    and Tag('b'))\n        ^");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import comet_ml\nimport comet_ml.api\nfrom comet_ml.query import *\n7",
                "from comet_ml.query import (\n    Environment, # one\n    Metric\n)\n# it's a comment\n'''a # b''' ; \"#\"; 7 # seven",
                "from datetime import datetime\ndatetime(2026, 1, 31); 7",
                "import comet_ml\nq = comet_ml.query.Metric('a') > 1\nx = comet_ml.query.Tag('#b')\n7",
                "'''a docstring'''\n2 ** 3 - 1",
                "'a' * 3 == 'aaa' ? 7 : 0",
                "True && None == null ? 7 : 0"
            })
    void this_just_works(String code) {
        assertThat(run(code)).isEqualTo(7);
        assertThat(Session.typed(new ScriptContext()).evaluate(code)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"for x in runs:", "if x > 3:", "def f(x):", "try:", "else:", "x = 1 # don't"})
    void the_prompt_does_not_wait_for_a_block_of_python(String line) {
        assertThat(Session.check(line)).isNotEqualTo(Completeness.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs.each {", "from comet_ml.query import (", "switch (x) { case 1:", "x = a ?\n  b :"})
    void the_prompt_waits_for_groovy(String line) {
        assertThat(Session.check(line)).isEqualTo(Completeness.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Metric(1, 2, 3) | Metric cannot take (Integer, Integer, Integer); it takes Metric(name) or Metric(name, type)",
                "days('x') | days cannot take (String); it takes days(count)",
                "datetime('x') | datetime cannot take (String); it takes datetime(year, month, day) or",
                "Metric('a').between(1) | QueryVariable.between cannot take (Integer); it takes between(low, high)",
                "new Artifact() | no such constructor; it takes new Artifact(name) or new Artifact(name, name: value)",
                "new View(1) | no such constructor; it takes new View(name",
                "class A { def f() { datetime(1) } }; new A().f() | datetime cannot take (Integer); it takes datetime(year",
                "class A { def f() { table(1, 2) } }; new A().f() | `table` is there for the script itself, not in its classes",
                "[1].csv() | `csv` is a function: write csv(…) without an object in front",
                "[1].each { days(it, { 2 }) } | days cannot take (Integer, Closure); it takes days(count)"
            })
    void the_error_shows_what_an_existing_method_takes(String code, String answer) {
        assertThat(message(code)).startsWith(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo(1,\n  2",
                "def x = ]",
                "if (a) b else c )",
                "x = 1 +* 2",
                "a.and(b) )",
                "runs.each { it -> println it ))"
            })
    void an_ordinary_mistake_keeps_groovys_words(String code) {
        assertThat(message(code)).doesNotContain("write ").doesNotContain(" here:");
    }
}
