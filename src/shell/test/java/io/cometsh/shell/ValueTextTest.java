package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.export.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    private final ValueText values = new ValueText(3, PlotDisplay::plain);

    private String text(Object value) {
        return values.of(value, 80);
    }

    @Test
    void null_shows_nothing() {
        assertThat(text(null)).isNull();
    }

    @Test
    void texts_are_shown_as_they_are_and_numbers_as_groovy_writes_them() {
        assertThat(text("it's")).isEqualTo("it's");
        assertThat(text(0.1)).isEqualTo("0.1");
        assertThat(text(List.of("a", 1))).isEqualTo("['a', 1]");
        assertThat(text(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(text(List.of())).isEqualTo("[]");
        assertThat(text(Map.of())).isEqualTo("[:]");
    }

    @Test
    void a_list_of_maps_is_a_table_that_counts_what_is_left_out() {
        List<Map<String, Object>> rows = List.of(row("red", 1), row("green", 20), row("blue", 300), row("grey", 4));
        assertThat(text(rows)).isEqualTo("""
                name  |   n
                ------+----
                red   |   1
                green |  20
                blue  | 300
                (showing 3 of 4 rows)
                """);
    }

    private static Map<String, Object> row(String name, int n) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("n", n);
        return row;
    }

    @Test
    void a_table_shows_six_digits_of_a_fraction_and_seconds_of_a_moment() {
        Table table = new Table(
                List.of("n", "at"),
                List.of(
                        List.of(0.99123456789, Instant.parse("2026-11-23T18:21:05.123Z")),
                        List.of(1234567L, Instant.EPOCH),
                        List.of(Double.NaN, "text"),
                        List.of(1.0, true)));
        assertThat(text(table)).isEqualTo("""
                       n | at
                ---------+--------------------
                0.991235 | 2026-11-23 18:21:05
                 1234567 | 1970-01-01 00:00:00
                     NaN | text
                (showing 3 of 4 rows)
                """);
        assertThat(text(0.99123456789)).isEqualTo("0.99123456789");
    }

    @Test
    void a_map_is_a_table_of_names_and_values() {
        assertThat(text(Map.of("lr", 0.1))).startsWith("name | value\n");
    }

    @Test
    void long_values_are_cut_with_a_count_of_what_is_left() {
        assertThat(text(IntStream.range(0, 100_000).boxed().toList())).endsWith("199\n]\n… and 99,800 more elements");
        assertThat(text(new int[201])).endsWith("0\n]\n… and 1 more element");
        assertThat(text("x".repeat(10_001))).endsWith("x\n… and 1 more character");
        assertThat(text("x".repeat(10_000))).endsWith("x");
        assertThat(text(Collections.nCopies(200, 1))).doesNotContain("more");
    }

    @Test
    void the_rest_of_a_table_comes_page_by_page() {
        DisplayPart first =
                values.show(IntStream.range(0, 7).mapToObj(n -> row("r", n)).toList(), 80);
        assertThat(first.text()).endsWith("(showing 3 of 7 rows)\n");
        DisplayPart second = first.rest().apply(80);
        assertThat(second.text()).isEqualTo("""
                name | n
                -----+--
                r    | 3
                r    | 4
                r    | 5
                (showing 4 to 6 of 7 rows)
                """);
        DisplayPart last = second.rest().apply(80);
        assertThat(last.text()).endsWith("r    | 6\n(showing 7 to 7 of 7 rows)\n");
        assertThat(last.rest()).isNull();
    }

    @Test
    void a_stream_is_read_a_page_at_a_time() {
        List<Integer> read = new ArrayList<>();
        DisplayPart first = values.show(IntStream.range(0, 5).peek(read::add).mapToObj(n -> row("r", n)), 80);
        assertThat(first.text()).endsWith("r    | 2\n(showing 3 rows, and there are more)\n");
        assertThat(read).hasSize(4);
        DisplayPart last = first.rest().apply(80);
        assertThat(last.text()).endsWith("r    | 4\n(showing 4 to 5 of 5 rows)\n");
        assertThat(last.rest()).isNull();
        assertThat(values.of(List.of(1, 2).iterator(), 80)).isEqualTo("[1, 2]");
        assertThat(values.of(IntStream.range(0, 9), 80)).isEqualTo("[0, 1, 2]\n… and more");
    }

    @Test
    void the_rest_of_long_texts_and_lists_comes_too() {
        DisplayPart first = values.show("x".repeat(10_000) + "yz", 80);
        assertThat(first.text()).endsWith("x\n… and 2 more characters");
        assertThat(first.rest().apply(80)).isEqualTo(new DisplayPart("yz", true, null));
        DisplayPart numbers = values.show(IntStream.range(0, 201).toArray(), 80);
        assertThat(numbers.text()).endsWith("199\n]\n… and 1 more element");
        assertThat(numbers.rest().apply(80).text()).isEqualTo("[200]");
    }

    @Test
    void nested_values_are_set_in_and_flat_maps_are_tables() {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("params", Map.of("lr", "NULL"));
        nested.put("points", List.of(List.of(1, 2), List.of(3, 4)));
        assertThat(values.of(nested, 30)).isEqualTo("""
                [
                  params: [lr: 'NULL'],
                  points: [[1, 2], [3, 4]]
                ]""");
        assertThat(text(Map.of("tags", List.of("best", "v1")))).isEqualTo("""
                name | value
                -----+---------------
                tags | ['best', 'v1']
                (1 row)
                """);
    }

    @Test
    void a_script_s_value_is_only_cut_in_rows() {
        assertThat(ValueText.ofScript(3, PlotDisplay::plain).of("x".repeat(20_000), 80))
                .hasSize(20_000);
        assertThat(ValueText.ofScript(3, PlotDisplay::plain)
                        .of(List.of(row("a", 1), row("a", 2), row("a", 3), row("a", 4)), 80))
                .endsWith("(showing 3 of 4 rows)\n");
    }

    @Test
    void a_name_from_a_server_cannot_command_the_terminal() {
        assertThat(text("\u001b[2Jred")).isEqualTo("\uFFFD[2Jred");
        assertThat(text(List.of(Map.of("n", "\u001b]0;x\u0007")))).doesNotContain("\u001b");
        assertThat(text("a\tb\nc")).isEqualTo("a\tb\nc");
    }
}
