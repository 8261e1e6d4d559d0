package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every snippet of {@code dsl/cases.txt} gives the result under it: a value with its class, or an exception. */
class DslCasesTest {

    private record Case(String name, String code, String expected) {}

    @TestFactory
    Stream<DynamicTest> the_cases_of_the_language() throws IOException {
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.name(), () -> assertThat(outcome(one.code())).isEqualTo(one.expected())));
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = DslCasesTest.class.getResourceAsStream("/dsl/cases.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String block : text.split("(?m)^--- ")) {
                int answer = Math.max(block.indexOf("\n=> "), block.indexOf("\n!! "));
                if (answer > 0) {
                    int nameEnd = block.indexOf('\n');
                    cases.add(new Case(
                            block.substring(0, nameEnd).strip(),
                            block.substring(nameEnd + 1, answer),
                            block.substring(answer + 1).stripTrailing()));
                }
            }
        }
        return cases;
    }

    private static String outcome(String code) {
        try {
            Object value = new ScriptRunner(new ScriptContext()).run(code, "Script1.groovy", List.of());
            return "=> " + value + (value == null ? "" : " :" + value.getClass().getSimpleName());
        } catch (Throwable thrown) {
            return "!! " + thrown.getClass().getSimpleName() + ": "
                    + String.valueOf(thrown.getMessage()).stripTrailing();
        }
    }
}
