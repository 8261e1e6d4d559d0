package io.cometsh.export;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table for eyes, whole. */
class AlignedTableTest {
    private static final Table RUNS = new Table(
            List.of("experiment_name", "state", "start_time", "metrics.accuracy", "params.optimizer", "experiment_key"),
            List.of(
                    asList(
                            "lucky_fox_with_a_very_long_name_indeed",
                            "finished",
                            Instant.parse("2026-01-31T12:00:00.5Z"),
                            new BigDecimal("0.91"),
                            "adam",
                            "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"),
                    asList(
                            "sad_owl",
                            "crashed",
                            Instant.parse("2026-01-31T13:00:00Z"),
                            null,
                            null,
                            "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2")));

    @Test
    void shows_a_missing_value_as_NULL_and_numbers_to_the_right_with_their_heading() {
        assertThat(text(0, List.of("experiment", "acc"), asList("lucky_fox", 0.91), asList("sad_owl", null)))
                .isEqualTo("""
                        experiment |  acc
                        -----------+-----
                        lucky_fox  | 0.91
                        sad_owl    | NULL
                        (2 rows)
                        """);
    }

    @Test
    void aligns_numbers_of_every_kind_NaN_and_Infinity_to_the_right() {
        assertThat(text(
                        0,
                        List.of("n"),
                        List.of(1),
                        List.of(-20L),
                        List.of(Double.NaN),
                        List.of(Double.NEGATIVE_INFINITY),
                        List.of(new BigDecimal("0.10"))))
                .isEqualTo("""
                                n
                        ---------
                                1
                              -20
                              NaN
                        -Infinity
                             0.10
                        (5 rows)
                        """);
    }

    @Test
    void rounds_numbers_to_six_digits_and_moments_to_seconds() {
        assertThat(text(
                        0,
                        List.of("n", "t"),
                        List.of(0.123456789, Instant.parse("2026-01-31T12:00:00.999Z")),
                        List.of(new BigDecimal("0.0001234567891"), Instant.EPOCH),
                        List.of(12.345678901, Instant.EPOCH),
                        List.of(-123456.789, Instant.EPOCH),
                        List.of(1e-20, Instant.EPOCH),
                        List.of(12345678901234567L, Instant.EPOCH),
                        List.of(new BigDecimal("0.10"), Instant.EPOCH),
                        List.of(0.1f, Instant.EPOCH)))
                .isEqualTo("""
                                        n | t
                        ------------------+--------------------
                                 0.123457 | 2026-01-31 12:00:00
                              0.000123457 | 1970-01-01 00:00:00
                                  12.3457 | 1970-01-01 00:00:00
                               -123456.79 | 1970-01-01 00:00:00
                                  1.0E-20 | 1970-01-01 00:00:00
                        12345678901234567 | 1970-01-01 00:00:00
                                     0.10 | 1970-01-01 00:00:00
                                      0.1 | 1970-01-01 00:00:00
                        (8 rows)
                        """);
    }

    @Test
    void aligns_a_column_of_numbers_and_texts_to_the_left() {
        assertThat(text(0, List.of("v", "w"), List.of(1, 2), List.of("adam", 30)))
                .isEqualTo("""
                        v    |  w
                        -----+---
                        1    |  2
                        adam | 30
                        (2 rows)
                        """);
    }

    @Test
    void aligns_a_column_without_any_value_to_the_left() {
        assertThat(text(0, List.of("metrics.x", "y"), asList(null, 1))).isEqualTo("""
                        metrics.x | y
                        ----------+--
                        NULL      | 1
                        (1 row)
                        """);
    }

    @Test
    void an_empty_text_is_empty_and_not_NULL() {
        assertThat(text(0, List.of("a", "b"), List.of("", "x"))).isEqualTo("""
                        a | b
                        --+--
                          | x
                        (1 row)
                        """);
    }

    @Test
    void a_table_without_rows_keeps_its_heading() {
        assertThat(text(0, List.of("experiment_key", "tags"))).isEqualTo("""
                experiment_key | tags
                ---------------+-----
                (0 rows)
                """);
    }

    @Test
    void a_table_without_columns_shows_its_number_of_rows() {
        assertThat(text(80, List.of())).isEqualTo("\n\n(0 rows)\n");
    }

    @Test
    void digits_that_the_other_formats_keep_are_a_number_to_the_eye() {
        Table table = new Table(
                List.of("value"),
                List.of(List.of(new NumberText("0.12345678901234567890")), List.of(new NumberText("NaN")), List.of(7)));
        assertThat(text(80, table)).isEqualTo("   value\n--------\n0.123457\n     NaN\n       7\n(3 rows)\n");
    }

    @Test
    void counts_the_rows_that_are_not_shown() {
        Table first = new Table(
                List.of("n"),
                IntStream.range(0, 50).mapToObj(n -> List.<Object>of(n)).toList(),
                2_431);
        assertThat(text(80, first)).startsWith(" n\n--\n 0\n").endsWith("\n49\n(showing 50 of 2,431 rows)\n");
        assertThat(text(80, first.withTotal(50))).endsWith("\n(50 rows)\n");
        assertThat(text(80, first.withTotal(Table.UNKNOWN_TOTAL)))
                .endsWith("\n(showing 50 rows, and there are more)\n");
    }

    @Test
    void a_later_page_names_the_rows_that_it_shows() throws IOException {
        Table page = new Table(List.of("n"), List.of(List.of(1), List.of(2)), 1_052);
        StringBuilder out = new StringBuilder();
        new AlignedTable(80, 1_050).write(page, out);
        assertThat(out.toString()).endsWith("\n(showing 1,051 to 1,052 of 1,052 rows)\n");
    }

    @Test
    void columns_without_room_are_counted_and_named_as_far_as_the_line_goes() {
        List<String> columns =
                IntStream.range(0, 40).mapToObj(i -> "params.p" + i).toList();
        Table wide = new Table(columns, List.of(new ArrayList<>(columns)), 7);
        assertThat(text(80, wide))
                .endsWith("\n(showing 1 of 7 rows, and 34 more columns: params.p6, params.p7, params.p8, …)\n");
        assertThat(text(120, wide).lines().reduce((a, b) -> b).orElseThrow())
                .startsWith("(showing 1 of 7 rows, and 30 more columns: params.p10, params.p11")
                .hasSizeLessThanOrEqualTo(120);
        assertThat(text(40, wide))
                .as("a narrow terminal")
                .startsWith("params.p0 | params.p1 | params.p2\n")
                .contains("and 37 more columns");
        assertThat(text(600, wide)).endsWith("\n(showing 1 of 7 rows)\n");
    }

    @Test
    void null_and_NaN_differ_from_texts_that_look_like_them() {
        assertThat(text(0, List.of("a", "b"), asList(null, Double.NaN), asList("NULL", "NaN"), asList("\"NULL\"", "")))
                .isEqualTo("""
                        a        | b
                        ---------+------
                        NULL     | NaN
                        "NULL"   | "NaN"
                        ""NULL"" |
                        (3 rows)
                        """);
        assertThat(text(0, List.of("a"), List.of("-Infinity"), List.of("null"), List.of("Nan")))
                .isEqualTo("a\n-----------\n\"-Infinity\"\nnull\nNan\n(3 rows)\n");
    }

    @Test
    void a_list_or_a_map_in_a_cell_is_readable_and_counted() {
        assertThat(text(
                        0,
                        List.of("name", "value"),
                        List.of("layers", List.of(64, "it's")),
                        List.of("opt", Map.of("lr", 0.1)),
                        List.of("packages", IntStream.range(0, 500).boxed().toList())))
                .isEqualTo("""
                        name     | value
                        ---------+-----------------------------------------------------------
                        layers   | [64, 'it\\'s']
                        opt      | [lr: 0.1]
                        packages | [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, … 486 more]
                        (3 rows)
                        """);
    }

    @Test
    void a_family_a_flag_and_a_heart_are_aligned() {
        assertThat(text(
                        0,
                        List.of("name", "n"),
                        List.of("👨‍👩‍👧‍👦 fam", 1),
                        List.of("🇩🇪 flag", 2),
                        List.of("❤️ heart", 3),
                        List.of("plain", 4)))
                .isEqualTo("""
                        name     | n
                        ---------+--
                        👨‍👩‍👧‍👦 fam   | 1
                        🇩🇪 flag  | 2
                        ❤️ heart | 3
                        plain    | 4
                        (4 rows)
                        """);
    }

    @Test
    void a_name_cannot_turn_its_line_round() {
        assertThat(text(0, List.of("a"), List.of("x\u202Egnp.exe"))).contains("x\uFFFDgnp.exe");
    }

    @Test
    void without_a_limit_everything_is_shown() {
        assertThat(text(0, RUNS)).isEqualTo("""
                experiment_name                        | state    | start_time          | metrics.accuracy | params.optimizer | experiment_key
                ---------------------------------------+----------+---------------------+------------------+------------------+---------------------------------
                lucky_fox_with_a_very_long_name_indeed | finished | 2026-01-31 12:00:00 |             0.91 | adam             | a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
                sad_owl                                | crashed  | 2026-01-31 13:00:00 |             NULL | NULL             | b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2
                (2 rows)
                """);
        assertThat(text(200, RUNS)).isEqualTo(text(0, RUNS));
    }

    @Test
    void at_80_columns_a_column_that_has_no_room_is_named_and_the_others_can_be_read() {
        assertThat(text(80, RUNS)).isEqualTo("""
                experiment_name               | state    | start_time          | …accu… | …opti…
                ------------------------------+----------+---------------------+--------+-------
                lucky_fox_with_a_very_long_n… | finished | 2026-01-31 12:00:00 |   0.91 | adam
                sad_owl                       | crashed  | 2026-01-31 13:00:00 |   NULL | NULL
                (2 rows, and 1 more column: experiment_key)
                """);
    }

    @Test
    void at_40_columns_what_has_no_room_is_counted_in_the_last_line() {
        assertThat(text(40, RUNS)).isEqualTo("""
                experiment_n… | state    | start_time
                --------------+----------+--------------
                lucky_fox_wi… | finished | 2026-01-31 1…
                sad_owl       | crashed  | 2026-01-31 1…
                (2 rows, and 3 more columns)
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 7, 8, 9, 15, 16, 17, 33, 40, 41, 63, 80, 100, 139, 140, 141, 200})
    void no_line_of_cells_is_wider_than_the_terminal_and_every_cut_one_is_marked(int width) {
        List<String> lines = text(width, RUNS).lines().toList();
        assertThat(lines.subList(0, 4))
                .allSatisfy(line -> assertThat(columns(line)).isLessThanOrEqualTo(width));
        if (!lines.get(2).contains("lucky_fox_with_a_very_long_name_indeed")) {
            assertThat(lines.get(2)).contains("…");
        }
    }

    @Test
    void wide_characters_and_emoji_take_two_columns_and_combining_ones_none() {
        assertThat(text(
                        0,
                        List.of("name", "n"),
                        List.of("日本語", 1),
                        List.of("🦊 fox", 2),
                        List.of("cafe\u0301", 3),
                        List.of("Ünïcödé", 4)))
                .isEqualTo("""
                        name    | n
                        --------+--
                        日本語  | 1
                        🦊 fox  | 2
                        cafe\u0301    | 3
                        Ünïcödé | 4
                        (4 rows)
                        """);
    }

    @Test
    void a_wide_character_is_never_cut_in_half() {
        assertThat(text(6, List.of("x"), List.of("日本語日本語")).lines().toList())
                .containsExactly("x", "------", "日本…", "(1 row)");
        assertThat(text(7, List.of("x"), List.of("日本語日本語")).lines().toList())
                .containsExactly("x", "-------", "日本語…", "(1 row)");
        assertThat(text(6, List.of("x"), List.of("🦊🦊🦊🦊")).lines().toList())
                .containsExactly("x", "------", "🦊🦊…", "(1 row)");
    }

    @Test
    void a_cell_stays_on_its_line() {
        assertThat(text(0, List.of("a\nb", "c"), List.of("one\ntwo\r\nthree\tfour", 1)))
                .isEqualTo("""
                        a⏎b                | c
                        -------------------+--
                        one⏎two⏎three four | 1
                        (1 row)
                        """);
    }

    @Test
    void a_cell_cannot_steer_the_terminal() {
        assertThat(text(0, List.of("a"), List.of("\u001b[31mred\u001b[0m\u0007\u009b2J")))
                .doesNotContain("\u001b", "\u0007", "\u009b")
                .contains("�[31mred�[0m��2J");
    }

    @Test
    void one_cell_wider_than_the_terminal_is_cut_to_it() {
        assertThat(text(3, List.of("abcdefgh"), List.of("ijklmnop"))).isEqualTo("ab…\n---\nij…\n(1 row)\n");
    }

    private static int columns(String text) {
        return text.codePoints().map(code -> Math.max(0, WCWidth.wcwidth(code))).sum();
    }

    private static String text(int width, List<String> columns, List<?>... rows) {
        return text(
                width,
                new Table(
                        columns,
                        Arrays.stream(rows).<List<Object>>map(ArrayList::new).toList()));
    }

    private static String text(int width, Table table) {
        StringBuilder out = new StringBuilder();
        try {
            Format.TABLE.writer(width).write(table, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }
}
