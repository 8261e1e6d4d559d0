package io.cometsh.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SafeNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "weights/best.bin | weights/best.bin",
                "../../etc/passwd | _/_/etc/passwd",
                "/etc/passwd | etc/passwd",
                "a/./b/../c | a/_/b/_/c",
                "C:\\temp\\x | C__temp_x",
                "what? \"yes\" <b>*.txt | what_ _yes_ _b__.txt",
                "é 日本 🦊.png | é 日本 🦊.png",
                "trailing. . | trailing",
                "... | _",
                "`` | _",
                "// | _",
            })
    void a_name_stays_what_it_is_unless_it_could_do_harm(String name, String safe) {
        assertThat(SafeNames.path(name)).isEqualTo(safe);
    }

    @Test
    void a_control_character_is_no_part_of_a_name() {
        assertThat(SafeNames.path("a\nb\u0000c")).isEqualTo("a_b_c");
    }

    @Test
    void a_long_name_is_cut_where_a_character_ends() {
        assertThat(SafeNames.segment("é".repeat(300))).isEqualTo("é".repeat(100));
    }

    @Test
    void a_mark_stands_before_the_ending() {
        assertThat(SafeNames.marked("plots/figure.png", "id/7")).isEqualTo("plots/figure_id_7.png");
        assertThat(SafeNames.marked("a.b/figure", "7")).isEqualTo("a.b/figure_7");
        assertThat(SafeNames.marked(".hidden", "7")).isEqualTo(".hidden_7");
    }

    @Test
    void a_device_of_windows_is_no_name() {
        assertThat(SafeNames.path("con/AUX.txt/nul")).isEqualTo("_con/_AUX.txt/_nul");
        assertThat(SafeNames.path("console/auxiliary.txt")).isEqualTo("console/auxiliary.txt");
    }
}
