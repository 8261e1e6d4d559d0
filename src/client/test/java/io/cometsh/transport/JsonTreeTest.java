package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trees equal the ones that Jackson's own mapper makes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonTreeTest {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "\"é\\u00e9\\n\"",
                "7",
                "-2147483649",
                "123456789012345678901234567890",
                "1.500",
                "1e-05",
                "-0.0",
                "1e400",
                "NaN",
                "[-Infinity, Infinity]",
                "{}",
                "[]",
                "[[], {}, [null, false], 1]",
                "{\"a\": {\"b\": [1, {\"c\": \"d\"}]}, \"e\": null, \"a\": \"last\", \"\": 2}",
                "{} after",
            })
    void a_text_and_its_bytes_are_the_same_tree(String text) throws IOException {
        assertSame(JsonTree.of(text), MAPPER.readTree(text));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertSame(JsonTree.of(bytes), MAPPER.readTree(bytes));
    }

    private static void assertSame(JsonNode tree, JsonNode expected) {
        assertThat(tree).isEqualTo(expected);
        assertThat(tree.toString()).isEqualTo(expected.toString());
    }

    @Test
    void each_recorded_reply_is_the_same_tree() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/server/test/resources/recorded"))) {
            List<Path> recordings =
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList();
            assertThat(recordings).isNotEmpty();
            for (Path recording : recordings) {
                for (String line : Files.readAllLines(recording)) {
                    assertSame(JsonTree.of(line), MAPPER.readTree(line));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1, 2", "[1 2]", "{\"a\"}", "{a: 1}", "]", "nul", "<html>", "{\"a\": }", "01"})
    void what_is_not_json_is_refused(String text) {
        assertThatThrownBy(() -> MAPPER.readTree(text)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> JsonTree.of(text)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> JsonTree.of(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThatThrownBy(() -> JsonTree.of("[".repeat(100_000))).isInstanceOf(JsonProcessingException.class);
    }
}
