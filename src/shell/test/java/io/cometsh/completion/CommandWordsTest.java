package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What TAB writes for a word after a command, in place of the part that is typed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // A column of SQL has its quotes already.
                "\"params.lr\" | ``  | false | \"params.lr\"",
                "\"params.lr\" | \"  | false | params.lr\"",
                "\"params.lr\" | \"  | true  | params.lr",
                "runs          | ``  | false | runs",
                "a b.csv       | ``  | false | \"a b.csv\"",
                "a b.csv       | '   | false | a b.csv'",
                "a b/          | \"  | false | a b/",
            })
    void a_word_is_written_with_the_quotes_that_it_lacks(String word, String quote, boolean closed, String written) {
        assertThat(CommandWords.written(word, quote, closed)).isEqualTo(written);
    }
}
