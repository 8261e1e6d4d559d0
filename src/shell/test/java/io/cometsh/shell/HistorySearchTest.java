package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistorySearchTest {
    private static HistorySearch over(String... lines) {
        ShellHistory history = new ShellHistory(null, line -> false);
        for (String line : lines) {
            history.add(line);
        }
        return new HistorySearch(history);
    }

    /** Typed key by key, as a user does. */
    private static HistorySearch typed(String text, String... lines) {
        HistorySearch search = over(lines);
        text.codePoints().forEach(key -> search.lengthen(Character.toString(key), true));
        return search;
    }

    @Test
    void finds_a_line_in_which_a_part_of_the_text_comes_earlier() {
        HistorySearch search = typed("api", "older api", "a table of api.x");
        assertThat(search.line()).isEqualTo("a table of api.x");
        assertThat(search.start()).isEqualTo(11);
        assertThat(search.isFailing()).isFalse();
    }

    @Test
    void finds_capitals_by_small_letters_and_the_other_way_round() {
        assertThat(typed("metric(", "Metric('loss')").line()).isEqualTo("Metric('loss')");
        assertThat(typed("API", "api.getProjects()").line()).isEqualTo("api.getProjects()");
    }

    @Test
    void takes_every_character_for_itself() {
        assertThat(typed("a.b*(\\E", "axb*(\\E", "'a.b*(\\E'").line()).isEqualTo("'a.b*(\\E'");
        HistorySearch emoji = typed("😀x", "'😀' + '😀x'");
        assertThat(emoji.line()).isEqualTo("'😀' + '😀x'");
        assertThat(emoji.start()).isEqualTo(7);
    }

    @Test
    void moves_to_older_and_newer_lines_and_stays_where_there_is_none() {
        HistorySearch search = typed("x", "x 1", "y", "x 2");
        search.next(true);
        assertThat(search.line()).isEqualTo("x 1");
        search.next(true);
        assertThat(search.isFailing()).isTrue();
        assertThat(search.line()).isEqualTo("x 1");
        search.next(false);
        assertThat(search.line()).isEqualTo("x 2");
        assertThat(search.isFailing()).isFalse();
    }

    @Test
    void a_shorter_text_finds_again_what_it_found_before() {
        HistorySearch search = typed("xz", "x", "y");
        assertThat(search.isFailing()).isTrue();
        search.shorten(true);
        assertThat(search.line()).isEqualTo("x");
        search.shorten(true);
        assertThat(search.line()).isNull();
        assertThat(search.isFailing()).isFalse();
    }
}
