package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.reader.Candidate;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class CandidateListTest {
    private static final CandidateList.Styles STYLES = new CandidateList.Styles(
            AttributedStyle.BOLD, AttributedStyle.DEFAULT, AttributedStyle.DEFAULT, AttributedStyle.INVERSE);

    private static Candidate candidate(String name, String description) {
        return new Candidate(name, name, null, description, null, null, false);
    }

    private static CandidateList list(int width, Candidate chosen, boolean rowsFirst, Object... items) {
        return new CandidateList(
                        STYLES, text -> new AttributedString(text).columnLength(), width, chosen, "", rowsFirst)
                .lay(List.of(items));
    }

    @Test
    void names_are_in_columns_below_their_headings_with_descriptions_beside_them() {
        CandidateList laid = list(
                28,
                null,
                false,
                "first",
                List.of(candidate("a", "one"), candidate("bb", "two"), candidate("c", null)),
                "second",
                List.of(candidate("ddd", "three")));
        assertThat(laid.shown(20).toString()).isEqualTo("""
                first
                a    one     c
                bb   two
                second
                ddd  three""");
        assertThat(laid.rows()).isEqualTo(5);
        assertThat(laid.columns()).isEqualTo(2);
    }

    @Test
    void what_has_no_room_is_cut_and_nothing_is_wider_than_the_terminal() {
        String name = "getLatestRegistryModelVersionDetails";
        String signature = "String workspace, String registryName → RegistryModel";
        String shown = list(40, null, false, List.of(candidate(name, signature), candidate("get", "Object")))
                .shown(20)
                .toString();
        assertThat(shown.lines()).allMatch(line -> line.length() < 40);
        assertThat(shown).contains("get                   Object");
        assertThat(list(30, null, false, List.of(candidate(name, signature)))
                        .shown(20)
                        .toString())
                .isEqualTo("getLatestRegistryModelVersio…");
        assertThat(list(40, null, false, List.of(candidate("日本語".repeat(10), null)))
                        .shown(5)
                        .columnLength())
                .isLessThan(40);
    }

    @Test
    void of_a_long_list_the_part_around_the_chosen_one_is_shown_and_the_rest_counted() {
        List<Candidate> many = new ArrayList<>();
        IntStream.range(0, 86).forEach(i -> many.add(candidate("name" + i, null)));
        String begun = list(20, null, true, many).shown(6).toString();
        assertThat(begun).isEqualTo("""
                name0    name1
                name2    name3
                name4    name5
                name6    name7
                name8    name9
                38 more rows: TAB …""");
        String later = list(20, many.get(85), true, many).shown(6).toString();
        assertThat(later).endsWith("name84   name85\nrows 39 to 43 of 43").startsWith("name76   name77");
        assertThat(list(20, many.get(0), true, many).shown(6).toString()).endsWith("rows 1 to 5 of 43");
    }
}
