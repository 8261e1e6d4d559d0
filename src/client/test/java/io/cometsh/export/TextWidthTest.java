package io.cometsh.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TextWidthTest {

    /** The widths of the Unicode annexes 11 and 51, which newer terminals follow. */
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "日本語, 6",
        "한국어, 6",
        "각, 2", // conjoining jamo: one syllable
        "é, 1", // a letter and a combining accent
        "นี้, 1", // Thai, with two marks above
        "🦊, 2",
        "👨‍👩‍👧‍👦, 2", // a family: seven code points
        "👍🏽, 2", // with a skin tone
        "🏳️‍🌈, 2",
        "🇩🇪🇫🇷, 4", // two flags
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿, 2", // a flag spelled by tags
        "❤️, 2", // a heart in colour: the text form and a variation selector
        "❤, 1",
        "1️⃣, 2", // a keycap
        "ﬁ, 1",
        "…, 1",
        "Ａ, 2",
    })
    void is_what_a_person_sees(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
        assertThat(TextWidth.of(text + text)).isEqualTo(2 * columns);
        assertThat(TextWidth.of("x" + text + "y")).isEqualTo(columns + 2);
    }

    @Test
    void a_cut_keeps_whole_characters_and_marks_the_end() {
        assertThat(TextWidth.cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 5)).isEqualTo("👨‍👩‍👧‍👦👨‍👩‍👧‍👦…");
        assertThat(TextWidth.cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 4)).isEqualTo("👨‍👩‍👧‍👦…");
        assertThat(TextWidth.cut("cafe\u0301s", 4)).isEqualTo("caf…");
        assertThat(TextWidth.cut("cafe\u0301", 4)).isEqualTo("cafe\u0301");
    }

    @Test
    void padding_counts_columns_too() {
        assertThat(TextWidth.left("🇩🇪", 4) + "|").isEqualTo("🇩🇪  |");
        assertThat(TextWidth.right("日本", 5)).isEqualTo(" 日本");
        assertThat(TextWidth.left("long", 2)).isEqualTo("long");
    }
}
