package io.cometsh.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.ScriptRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The same text is the same query, whether Groovy runs it or the parser of texts reads it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TextualQueriesTest {
    private static final int AT_ONCE = 50;

    @Test
    void a_thousand_texts_in_every_spelling() {
        RandomTexts random = new RandomTexts(11);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add(random.next(1 + i % 4));
        }
        assertThat(differences(texts)).isEmpty();
    }

    @Test
    void hundreds_of_expressions_over_the_generated_world() {
        RandomExpressions random = new RandomExpressions(12, GeneratedWorld.standard());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add(QueryText.of(random.next(1 + i % 4)));
        }
        assertThat(differences(texts)).isEmpty();
    }

    @Test
    void hundreds_of_expressions_that_the_client_decides() {
        RandomHybrids random = new RandomHybrids(13, GeneratedWorld.standard());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            texts.add(QueryText.of(random.next(1 + i % 3)));
        }
        assertThat(differences(texts)).isEmpty();
    }

    @Test
    void every_query_that_the_sdk_was_recorded_with() throws IOException {
        List<String> texts = lines("/queries/sdk-queries.txt").stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(texts).hasSizeGreaterThan(70);
        assertThat(differences(texts)).isEmpty();
    }

    private static List<String> differences(List<String> texts) {
        List<String> differences = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            List<String> some = texts.subList(from, Math.min(from + AT_ONCE, texts.size()));
            List<?> values = (List<?>) new ScriptRunner(new ScriptContext())
                    .run("[\n(" + String.join("),\n(", some) + ")\n]", "queries.groovy", List.of());
            for (int i = 0; i < some.size(); i++) {
                Object parsed = parse(some.get(i));
                if (!parsed.equals(values.get(i))) {
                    differences.add(some.get(i) + "\n  in Groovy " + values.get(i) + "\n  as text   " + parsed);
                }
            }
        }
        return differences;
    }

    private static Object parse(String text) {
        try {
            return io.cometsh.query.QueryText.parse(text);
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = TextualQueriesTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
