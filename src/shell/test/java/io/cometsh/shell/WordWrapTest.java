package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordWrapTest {
    @Test
    void breaks_between_words() {
        assertThat(WordWrap.lines("one two three", 8)).containsExactly("one two", "three");
        assertThat(WordWrap.lines("one two", 7)).containsExactly("one two");
        assertThat(WordWrap.lines("", 7)).containsExactly("");
    }

    @Test
    void continues_under_the_second_column() {
        assertThat(WordWrap.lines(":help     all commands, or more", 22))
                .containsExactly(":help     all", "          commands, or", "          more");
    }

    @Test
    void leaves_a_word_that_is_longer_than_the_line() {
        assertThat(WordWrap.lines("https://example.com/long", 10)).containsExactly("https://example.com/long");
    }
}
