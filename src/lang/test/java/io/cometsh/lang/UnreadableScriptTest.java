package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error of a whole script names the line that Groovy cannot read, and never one that it can. */
class UnreadableScriptTest {
    private static Stream<String> blocks(String resource) {
        try (InputStream in = UnreadableScriptTest.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^---")).skip(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Arguments> notebooks() {
        return blocks("/python/notebooks.txt").map(block -> {
            int end = block.indexOf('\n');
            return Arguments.of(block.substring(0, end).strip(), block.substring(end + 1));
        });
    }

    /** Groovy that the parser can read. */
    static Stream<String> groovy() {
        return blocks("/dsl/ordinary.txt").map(String::strip).filter(InputCheck::canBeParsed);
    }

    private static List<CompileProblem> problems(String code) {
        Throwable thrown =
                catchThrowable(() -> new ScriptRunner(new ScriptContext()).run(code, "script.groovy", List.of()));
        assertThat(thrown).as(code).isInstanceOf(ScriptCompileException.class);
        return ((ScriptCompileException) thrown).problems();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void the_error_names_the_line_and_what_to_write(String expected, String code) {
        List<String> shown = new ArrayList<>();
        for (CompileProblem problem : problems(code)) {
            shown.add(problem.line() + " " + problem.text());
            assertThat(problem.source())
                    .isEqualTo(
                            code.lines().skip(problem.line() - 1L).findFirst().orElseThrow());
        }
        String[] wanted = expected.split(" \\| ");
        assertThat(shown).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(shown.get(i)).startsWith(wanted[i]);
        }
    }

    @ParameterizedTest
    @Tag("slow")
    @MethodSource("groovy")
    void the_lines_of_groovy_before_and_after_a_line_of_python_are_not_blamed(String groovy) {
        int lines = (int) groovy.lines().count();
        assertThat(problems(groovy + "\nfor x in [1, 2]:\n    print(x)\nprintln(list(3))"))
                .extracting(CompileProblem::line)
                .containsExactly(lines + 1);
        assertThat(problems("y = 1 if x else 2\n" + groovy))
                .extracting(CompileProblem::line)
                .containsExactly(1);
        if (InputCheck.canBeParsed("[1].each {\n" + groovy + "\n}")) {
            assertThat(problems("[1].each {\n" + groovy + "\ny = [x for x in it]\n}\nfoo(bar(1))"))
                    .extracting(CompileProblem::line)
                    .containsExactly(lines + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"\"\nfor x in y:\n", "'''\nif x:\n    a", "/*\nelse:\n"})
    void the_prompt_waits_for_the_end_of_a_text_that_looks_like_python(String text) {
        assertThat(Session.check(text)).isEqualTo(Completeness.INCOMPLETE);
    }
}
