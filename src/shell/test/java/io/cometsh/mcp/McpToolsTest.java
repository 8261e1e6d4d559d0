package io.cometsh.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.export.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class McpToolsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path LISTED = Path.of("src/shell/test/resources/mcp/tools.json");
    private static final Schema SCHEMA = Schema.object()
            .text("project", "")
            .texts("columns", "")
            .integer("limit", "")
            .flag("archive", "")
            .required("project");

    /** A client keeps the list in its context: every change of it is one of the product. */
    @Test
    void the_list_of_tools_is_the_committed_one_and_small() throws IOException {
        String listed = JSON.writeValueAsString(McpServing.listed(false));
        assertThat(listed.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(8_000);
        String pretty = JSON.readTree(listed).toPrettyString() + "\n";
        if (Boolean.getBoolean("cometsh.update")) {
            Files.writeString(LISTED, pretty);
        }
        assertThat(pretty)
                .as("after a change on purpose: mvn test -pl src/shell -Dtest=McpToolsTest -Dcometsh.update=true")
                .isEqualTo(Files.readString(LISTED));
    }

    @Test
    void there_are_at_most_ten_and_all_only_read() throws IOException {
        JsonNode tools = JSON.readTree(JSON.writeValueAsString(McpServing.listed(false)));
        assertThat(tools).hasSizeLessThanOrEqualTo(10);
        tools.forEach(tool -> {
            assertThat(tool.at("/annotations/readOnlyHint").asBoolean())
                    .as(tool.get("name").asText())
                    .isTrue();
            assertThat(tool.at("/outputSchema/required")).isNotEmpty();
        });
        assertThat(JSON.writeValueAsString(McpServing.listed(true))).doesNotContain("\"plan\"");
    }

    @Test
    void a_wrong_argument_is_an_error_that_names_it() {
        assertWrong(Map.of("project", "a/b", "colums", List.of()), "no argument \"colums\"; did you mean columns?");
        assertWrong(Map.of(), "the argument \"project\" is missing");
        assertWrong(Map.of("project", 3), "\"project\" must be a text, not 3");
        assertWrong(Map.of("project", "a/b", "limit", 2.5), "\"limit\" must be a whole number from 1 to 9, not 2.5");
        assertWrong(Map.of("project", "a/b", "limit", 10), "\"limit\" must be a whole number from 1 to 9, not 10");
        assertWrong(Map.of("project", "a/b", "columns", List.of(1)), "\"columns\" must be a list of texts, not [1]");
        assertWrong(Map.of("project", "a/b", "archive", "yes"), "\"archive\" must be true or false, not yes");
    }

    private static void assertWrong(Map<String, Object> values, String message) {
        assertThatThrownBy(() -> {
                    ToolArguments arguments = new ToolArguments(values, SCHEMA);
                    arguments.text("project");
                    arguments.texts("columns");
                    arguments.integer("limit", 5, 1, 9);
                    arguments.flag("archive");
                })
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(message);
    }

    @Test
    void one_text_is_a_list_of_one() {
        ToolArguments arguments = new ToolArguments(Map.of("project", "a/b", "columns", "tags"), SCHEMA);
        assertThat(arguments.texts("columns")).containsExactly("tags");
        assertThat(arguments.integer("limit", 5, 1, 9)).isEqualTo(5);
    }

    @Test
    void a_large_table_is_cut_between_rows_and_states_it() throws IOException {
        List<List<Object>> rows = Collections.nCopies(1000, List.of("x".repeat(100), 1.5));
        Map<String, Object> answer = TableAnswer.of(new Table(List.of("name", "value"), rows));
        assertThat(answer).containsEntry("total", 1000L);
        int shown = (int) answer.get("shown");
        assertThat(shown).isBetween(100, 200);
        assertThat((List<?>) answer.get("rows")).hasSize(shown);
        assertThat(answer.get("note").toString()).startsWith("cut after");
        assertThat(JSON.writeValueAsBytes(answer)).hasSizeLessThan(TableAnswer.BUDGET + 1000);
        Map<String, Object> one =
                TableAnswer.of(new Table(List.of("name"), List.of(List.of("x".repeat(20_000)), List.of("y"))));
        assertThat(one).containsEntry("shown", 0).containsEntry("total", 2L);
        assertThat(one.get("note").toString()).contains("fewer columns");
    }

    @Test
    void what_is_equal_in_all_rows_is_stated_once_and_what_is_empty_not_at_all() {
        Table table = new Table(
                List.of("name", "params.lr", "params.seed", "params.none"),
                List.of(Arrays.asList("a", 0.1, 1, null), Arrays.asList("b", 0.1, 2, null)));
        Map<String, Object> answer = TableAnswer.of(table, 7, column -> column.startsWith("params."));
        assertThat(answer)
                .containsEntry("columns", List.of("name", "params.seed"))
                .containsEntry("same", Map.of("params.lr", 0.1))
                .containsEntry("rows", List.of(List.of("a", 1), List.of("b", 2)))
                .containsEntry("total", 7L);
    }

    @Test
    void values_that_JSON_does_not_have_are_texts() {
        assertThat(TableAnswer.value(Double.NaN)).isEqualTo("NaN");
        assertThat(TableAnswer.value(List.of(1, Double.NEGATIVE_INFINITY))).isEqualTo(List.of(1, "-Infinity"));
        assertThat(TableAnswer.value(null)).isNull();
    }

    @Test
    void thinned_points_keep_the_first_and_the_last() {
        assertThat(TableAnswer.spread(1000, 5)).containsExactly(0, 250, 500, 749, 999);
        assertThat(TableAnswer.spread(3, 5)).containsExactly(0, 1, 2);
    }
}
