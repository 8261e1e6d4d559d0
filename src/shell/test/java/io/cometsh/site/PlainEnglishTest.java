package io.cometsh.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documentation and the help texts use the usual words. In the sources, the number of each listed word can only fall:
 * {@code english/dialect.tsv} has a limit for the main code and one for the tests.
 */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlainEnglishTest {
    /** One line of the list. */
    private record Phrase(String regex, String instead, int inMain, int inTests) {
        static Phrase of(String line) {
            String[] columns = line.split("\t");
            return new Phrase(columns[0], columns[1], Integer.parseInt(columns[2]), Integer.parseInt(columns[3]));
        }

        List<String> in(String text) {
            return Pattern.compile("(?<![\\w-])(?:" + regex + ")(?!\\w)", Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .results()
                    .map(found -> around(text, found.start(), found.end()))
                    .toList();
        }

        private static String around(String text, int start, int end) {
            return text.substring(Math.max(0, start - 40), Math.min(text.length(), end + 30))
                    .replaceAll("\\s+", " ");
        }

        @Override
        public String toString() {
            return regex;
        }
    }

    static Stream<Phrase> phrases() throws IOException {
        try (InputStream list = PlainEnglishTest.class.getResourceAsStream("/english/dialect.tsv")) {
            return new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Phrase::of);
        }
    }

    private static final Map<String, String> DOCUMENTATION = documentation();
    private static final String MAIN = sources("main");
    private static final String TESTS = sources("test");

    private static Map<String, String> documentation() {
        try {
            Map<String, String> texts = new TreeMap<>(Site.readmeAndWritten());
            texts.put("CONTRIBUTING.md", Files.readString(Site.CHECKOUT.resolve(".github/CONTRIBUTING.md")));
            texts.putAll(Site.generated());
            // Code is not English; in the help texts it is not marked.
            texts.replaceAll((name, text) -> name.startsWith("reference/commands/") || name.contains("shell-commands")
                    ? text
                    : text.replaceAll("(?ms)^```.*?^```", "").replaceAll("`[^`]*`", "`code`"));
            return texts;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All Java sources of one kind, with comments on one line and the words of test names apart. */
    private static String sources(String kind) {
        Matcher inKind = Pattern.compile("[/\\\\]" + kind + "[/\\\\]").matcher("");
        try (Stream<Path> files = Files.walk(Site.CHECKOUT.resolve("src"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".java")
                    && inKind.reset(Site.CHECKOUT.relativize(one).toString()).find())::iterator) {
                texts.add(Files.readString(file).replace('_', ' ').replaceAll("\n\\s*(?:\\*|//)?\\s*", " "));
            }
            return String.join("\n", texts);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void the_documentation_uses_the_usual_word(Phrase phrase) {
        String found = DOCUMENTATION.entrySet().stream()
                .flatMap(text -> phrase.in(text.getValue()).stream().map(place -> text.getKey() + ": " + place))
                .collect(Collectors.joining("\n"));
        assertThat(found).as("write instead: " + phrase.instead()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("phrases")
    void the_sources_use_it_no_more_often_than_before(Phrase phrase) {
        assertThat(phrase.in(MAIN).size())
                .as("main code; write instead: " + phrase.instead())
                .isLessThanOrEqualTo(phrase.inMain());
        assertThat(phrase.in(TESTS).size())
                .as("tests; write instead: " + phrase.instead())
                .isLessThanOrEqualTo(phrase.inTests());
    }

    @Test
    void a_phrase_is_found_as_a_word_of_any_case() {
        Phrase phrase = Phrase.of("blue moons?\tusual word\t0\t0");
        assertThat(phrase.in("Once in a blue moon, and in BLUE MOONS.")).hasSize(2);
        assertThat(phrase.in("by blue moonlight, under a true-blue moon")).isEmpty();
    }
}
