package io.cometsh.files;

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
                "../../etc/passwd | .%2E/.%2E/etc/passwd",
                "/etc/passwd | etc/passwd",
                "a/./b/../c | a/%2E/b/.%2E/c",
                "C:\\temp\\x | C%3A%5Ctemp%5Cx",
                "what? \"yes\" <b>*.txt | what%3F %22yes%22 %3Cb%3E%2A.txt",
                "é 日本 🦊.png | é 日本 🦊.png",
                "trailing. . | trailing. %2E",
                "... | ..%2E",
                "`` | _",
                "// | _",
            })
    void a_name_stays_what_it_is_unless_it_could_do_harm(String name, String safe) {
        assertThat(SafeNames.path(name)).isEqualTo(safe);
    }

    @Test
    void a_control_character_is_not_part_of_a_name() {
        assertThat(SafeNames.path("a\nb\u0000c")).isEqualTo("a%0Ab%00c");
    }

    @Test
    void a_long_name_is_cut_where_a_character_ends() {
        assertThat(SafeNames.segment("é".repeat(300))).isEqualTo("é".repeat(100));
    }

    @Test
    void a_long_name_keeps_its_ending() {
        assertThat(SafeNames.segment("x".repeat(300) + ".png")).isEqualTo("x".repeat(196) + ".png");
        assertThat(SafeNames.segment("x." + "y".repeat(300))).isEqualTo("x." + "y".repeat(198));
    }

    @Test
    void a_device_of_windows_is_not_a_name() {
        assertThat(SafeNames.path("con/AUX.txt/nul")).isEqualTo("%63on/%41UX.txt/%6Eul");
        assertThat(SafeNames.path("console/auxiliary.txt")).isEqualTo("console/auxiliary.txt");
    }
}
