package io.cometsh.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Values inside values. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotationTest {
    private final Notation notation = new Notation(200);

    record Layer(String kind, int units) {}

    private static Map<String, Object> run() {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("name", "lucky_fox");
        run.put("loss", Double.NaN);
        run.put("note", null);
        run.put("text", "NaN");
        run.put("layers", List.of(new Layer("dense", 64), new Layer("it's", 10)));
        run.put("learning rate", 0.1);
        return run;
    }

    @Test
    void a_value_that_fits_is_on_one_line_as_groovy_writes_it() {
        assertThat(notation.lines(List.of("a", 1, List.of(), Map.of()), 80)).isEqualTo("['a', 1, [], [:]]");
        assertThat(notation.lines(Map.of(1, new int[] {1, 2}), 80)).isEqualTo("[1: [1, 2]]");
        assertThat(notation.lines(new Layer("dense", 64), 80)).isEqualTo("Layer(kind: 'dense', units: 64)");
    }

    @Test
    void a_long_value_is_indented_by_depth_and_null_NaN_and_text_differ() {
        assertThat(notation.lines(run(), 50)).isEqualTo("""
                [
                  name: 'lucky_fox',
                  loss: NaN,
                  note: null,
                  text: 'NaN',
                  layers: [
                    Layer(kind: 'dense', units: 64),
                    Layer(kind: 'it\\'s', units: 10)
                  ],
                  'learning rate': 0.1
                ]""");
    }

    @Test
    void lists_of_lists_have_a_line_each_and_many_numbers_share_lines() {
        assertThat(notation.lines(List.of(List.of(1, 2, 3, 4), List.of(5, 6, 7, 8)), 16))
                .isEqualTo("""
                        [
                          [1, 2, 3, 4],
                          [5, 6, 7, 8]
                        ]""");
        assertThat(notation.lines(IntStream.range(0, 20).boxed().toList(), 24)).isEqualTo("""
                [
                  0, 1, 2, 3, 4, 5, 6,
                  7, 8, 9, 10, 11, 12,
                  13, 14, 15, 16, 17,
                  18, 19
                ]""");
    }

    @Test
    void what_is_left_out_is_counted() {
        assertThat(new Notation(3).lines(IntStream.range(0, 1_234).toArray(), 80))
                .isEqualTo("[0, 1, 2, … 1,231 more]");
        assertThat(new Notation(2).lines(List.of("a".repeat(20), "b", "c"), 20)).isEqualTo("""
                [
                  'aaaaaaaaaaaaaaaaaaaa',
                  'b',
                  … 1 more
                ]""");
    }

    @Test
    void one_line_holds_as_many_members_as_fit_and_counts_the_others() {
        assertThat(notation.line(IntStream.range(0, 100).boxed().toList(), 30))
                .isEqualTo("[0, 1, 2, 3, 4, 5, … 94 more]");
        assertThat(notation.line(List.of("x".repeat(100)), 30)).isEqualTo("[… 1 more]");
        assertThat(notation.line(List.of(1, 2), 30)).isEqualTo("[1, 2]");
    }

    @Test
    void a_list_inside_itself_ends() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThat(notation.lines(self, 40)).contains("…");
        assertThat(notation.line(self, 100)).startsWith("[[[").endsWith("]]]");
    }

    @Test
    void control_characters_are_spelled() {
        assertThat(notation.lines(Arrays.asList("a\nb\u001b[31m", null), 80)).isEqualTo("['a\\nb\\u001b[31m', null]");
    }
}
