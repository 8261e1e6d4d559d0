package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.runtime.FormatHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scripts without a query in them: Groovy alone is the witness for what they must do. */
@Tag("slow")
class OrdinaryGroovyTest {
    private static final String NAME = "Ordinary.groovy";

    private record Outcome(String value, String printed, String thrown) {}

    private interface Evaluation {
        Object evaluate(PrintStream out) throws Throwable;
    }

    private static List<String> snippets() throws IOException {
        try (InputStream in = OrdinaryGroovyTest.class.getResourceAsStream("/dsl/ordinary.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^---\\n")).skip(1).toList();
        }
    }

    @Test
    void the_corpus_is_large() throws IOException {
        assertThat(snippets()).hasSizeGreaterThan(120);
    }

    @TestFactory
    Stream<DynamicTest> does_the_same_as_groovy_alone() throws IOException {
        return snippets().stream()
                .map(code -> DynamicTest.dynamicTest(
                        code.lines().findFirst().orElseThrow(),
                        () -> assertThat(ours(code)).isEqualTo(groovys(code))));
    }

    private static Outcome ours(String code) {
        return outcome(out -> new ScriptRunner(new ScriptContext().variable("out", out)).run(code, NAME, List.of()));
    }

    private static Outcome groovys(String code) {
        return outcome(out -> {
            Binding binding = new Binding();
            binding.setVariable("out", out);
            return new GroovyShell(OrdinaryGroovyTest.class.getClassLoader(), binding).run(code, NAME, new String[0]);
        });
    }

    private static Outcome outcome(Evaluation evaluation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String value = null;
        String thrown = null;
        PrintStream standard = System.out;
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            // Classes of a script print there, having no variable "out".
            System.setOut(out);
            Object result = evaluation.evaluate(out);
            value = FormatHelper.inspect(result) + " "
                    + (result == null ? "" : result.getClass().getName());
        } catch (ScriptCompileException | CompilationFailedException e) {
            // Ours words compile errors in another way; that the code is refused is what must agree.
            thrown = "does not compile";
        } catch (Throwable e) {
            thrown = e.getClass().getName() + ": " + Objects.toString(e.getMessage(), "");
        } finally {
            System.setOut(standard);
        }
        String identities = "@[0-9a-f]{5,8}";
        return new Outcome(
                value == null ? null : value.replaceAll(identities, "@"),
                bytes.toString(StandardCharsets.UTF_8),
                thrown == null ? null : thrown.replaceAll(identities, "@"));
    }
}
