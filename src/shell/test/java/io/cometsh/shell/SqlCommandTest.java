package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** {@code :sql} as Groovy, and what TAB offers after it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SqlCommandTest {
    private final List<String> ran = new ArrayList<>();
    private final Session session = Session.typed(new ScriptContext());
    private final SqlCommand command = new SqlCommand(
            (code, name) -> {
                ran.add(code);
                return "shown";
            },
            session,
            () -> Map.of(
                    "runs",
                    "a row for each run",
                    "metric",
                    "points",
                    "best(",
                    "best('METRIC')",
                    "\"params.lr\"",
                    "runs"));

    private String run(String text) {
        return command.run(new CommandArguments(text, 80));
    }

    @Test
    void a_statement_is_passed_as_it_is() {
        assertThat(run("SELECT '$x \\ ' FROM runs")).isEqualTo("shown");
        assertThat(ran).containsExactly("sql('SELECT \\'$x \\\\ \\' FROM runs')");
        assertThatThrownBy(() -> run("")).hasMessageContaining("which statement?");
    }

    @Test
    void values_of_the_session_that_it_names_are_tables() {
        session.evaluate("good = [[a: 1]]");
        session.evaluate("other = 2");
        run("SELECT * FROM good JOIN _ USING (a)");
        assertThat(ran).containsExactly("sql([\"good\": good, \"_\": _], 'SELECT * FROM good JOIN _ USING (a)')");
    }

    @Test
    void tab_offers_tables_after_from_and_columns_elsewhere() {
        session.evaluate("good = [[a: 1]]");
        assertThat(command.complete(List.of("SELECT", "*", "FROM"), "").keySet())
                .contains("runs", "best(", "good")
                .doesNotContain("metric", "WHERE");
        assertThat(command.complete(List.of("SELECT"), "").keySet())
                .contains("metric", "\"params.lr\"", "FROM")
                .noneMatch(name -> name.indexOf(' ') >= 0);
    }
}
