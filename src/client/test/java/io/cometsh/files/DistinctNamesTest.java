package io.cometsh.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files that must fit into one folder. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DistinctNamesTest {
    @Test
    void a_name_without_a_rival_stays() {
        assertThat(distinct(List.of("a.txt", "b/a.txt", "b/c", "A.TXT"), false))
                .containsExactly("a.txt", "b/a.txt", "b/c", "A.TXT");
    }

    @Test
    void a_file_that_another_file_needs_as_its_folder_gets_a_mark() {
        assertThat(distinct(List.of("a", "a/b"), true)).containsExactly("a_0", "a/b");
        assertThat(distinct(List.of("x/y/z", "X", "x/Y"), true)).containsExactly("x/y/z", "X_1", "x/Y_2");
    }

    @Test
    void a_mark_does_not_lead_to_the_name_of_another_file() {
        assertThat(distinct(List.of("a.txt", "a.txt", "a_1.txt", "a_0.txt/x"), true))
                .containsExactly("a_0_2.txt", "a_1_2.txt", "a_1.txt", "a_0.txt/x");
    }

    @Test
    void case_and_the_form_of_an_accent_count_only_where_the_disk_tells_them_apart() {
        List<String> names = List.of("é.txt", "e\u0301.txt", "Read", "READ");
        assertThat(distinct(names, false)).isEqualTo(names);
        assertThat(distinct(names, true)).containsExactly("é_0.txt", "e\u0301_1.txt", "Read_2", "READ_3");
    }

    @Test
    void a_marked_name_still_fits_on_a_disk() {
        for (String name : DistinctNames.distinct(
                List.of("é".repeat(100) + ".png", "é".repeat(100) + ".png"),
                List.of("1".repeat(150), "1".repeat(150)),
                true)) {
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256);
            assertThat(name).endsWith(".png");
        }
    }

    @Test
    void a_mark_is_before_the_ending() {
        assertThat(DistinctNames.marked("plots/figure.png", "7")).isEqualTo("plots/figure_7.png");
        assertThat(DistinctNames.marked("a.b/figure", "7")).isEqualTo("a.b/figure_7");
        assertThat(DistinctNames.marked(".hidden", "7")).isEqualTo(".hidden_7");
    }

    @Test
    void any_set_of_names_can_be_written_side_by_side(@TempDir Path folder) throws Exception {
        Random chance = new Random(20);
        for (int round = 0; round < 200; round++) {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                StringBuilder path = new StringBuilder();
                for (int depth = chance.nextInt(3); depth >= 0; depth--) {
                    path.append(List.of("a", "A", "a_1", "a_2", "a.b", "a_1.b").get(chance.nextInt(6)))
                            .append(depth == 0 ? "" : "/");
                }
                paths.add(path.toString());
            }
            List<String> names = distinct(paths, true);
            HashSet<String> folded = new HashSet<>();
            Path root = Files.createDirectory(folder.resolve("round" + round));
            for (String name : names) {
                assertThat(folded.add(name.toLowerCase(Locale.ROOT)))
                        .as("%s in %s", name, names)
                        .isTrue();
                Files.createDirectories(root.resolve(name).resolveSibling(""));
                Files.writeString(root.resolve(name), name);
            }
            for (String name : names) {
                assertThat(root.resolve(name)).hasContent(name);
            }
        }
    }

    private static List<String> distinct(List<String> paths, boolean folded) {
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            marks.add(String.valueOf(i));
        }
        return DistinctNames.distinct(paths, Collections.unmodifiableList(marks), folded);
    }
}
