package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Words of a Windows command line; the cases are from Microsoft's "Parsing C command-line arguments" and ours. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArgumentsVariableTest {
    @Test
    void blanks_part_words_outside_of_quotes() {
        assertThat(ArgumentsVariable.words("  -e  1+1\t--local ")).containsExactly("-e", "1+1", "--local");
        assertThat(ArgumentsVariable.words("query demo/digits \"Metric('loss') < 0.2 & ~Tag('bad')\" --limit 5"))
                .containsExactly("query", "demo/digits", "Metric('loss') < 0.2 & ~Tag('bad')", "--limit", "5");
        assertThat(ArgumentsVariable.words("a\"b c\"d \"\" e")).containsExactly("ab cd", "", "e");
        assertThat(ArgumentsVariable.words("")).isEmpty();
    }

    @Test
    void quotes_and_backslashes_follow_c() {
        assertThat(ArgumentsVariable.words("\"abc\" d e")).containsExactly("abc", "d", "e");
        assertThat(ArgumentsVariable.words("a\\\\b d\"e f\"g h")).containsExactly("a\\\\b", "de fg", "h");
        assertThat(ArgumentsVariable.words("a\\\\\\\"b c d")).containsExactly("a\\\"b", "c", "d");
        assertThat(ArgumentsVariable.words("a\\\\\\\\\"b c\" d e")).containsExactly("a\\\\b c", "d", "e");
        assertThat(ArgumentsVariable.words("a\"b\"\" c d")).containsExactly("ab\" c d");
        assertThat(ArgumentsVariable.words("-e \"Metric(\\\"loss\\\") < 1 | Tag(\\\"100%^!\\\")\""))
                .containsExactly("-e", "Metric(\"loss\") < 1 | Tag(\"100%^!\")");
        assertThat(ArgumentsVariable.words("-o C:\\tmp\\x.csv \"C:\\Program Files\\\\\" 日本 *"))
                .containsExactly("-o", "C:\\tmp\\x.csv", "C:\\Program Files\\", "日本", "*");
    }

    @Test
    void without_the_launcher_java_s_own_arguments_count() {
        assertThat(ArgumentsVariable.of(new String[] {"-e", "1"}, Map.of("COMETSH_ARGUMENTS", "stale")))
                .containsExactly("-e", "1");
    }
}
