package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.server.page.QueryReader;
import io.cometsh.server.page.QueryReader.QueryColumn;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the box on a project's page takes, and its error for anything else. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PageQueriesTest {
    private static QueryReader.PageQuery read(String text) {
        return new PageQueries()
                .read(
                        text,
                        "w/p",
                        List.of(
                                new QueryColumn("loss", "metrics", "double"),
                                new QueryColumn("bad", "tag", "string"),
                                new QueryColumn("x", "future", "double")));
    }

    @Test
    void becomes_the_tree_of_a_search() {
        QueryReader.PageQuery query = read("Metric(\"loss\") < 0.2 & ~Tag(\"bad\")");
        assertThat(query.rulesTree().toString()).contains("loss", "less", "bad");
        assertThat(query.warnings()).isEmpty();
    }

    @Test
    void warns_of_a_column_that_the_project_does_not_have() {
        QueryReader.PageQuery query = read("Metric(\"los\") < 0.2");
        assertThat(query.rulesTree()).isNull();
        assertThat(query.warnings()).singleElement().asString().contains("did you mean Metric(\"loss\")?");
    }

    @Test
    void marks_where_a_text_is_wrong() {
        assertThatThrownBy(() -> read("Metric(\"loss\") < 0.2 && Tag(\"a\")"))
                .isInstanceOf(QueryReader.Refused.class)
                .hasMessageContaining("&& Tag(\"a\")\n")
                .hasMessageEndingWith("^");
    }

    @Test
    void names_the_command_for_what_only_a_client_compares() {
        assertThatThrownBy(() -> read("Metric(\"loss\").min < 0.2"))
                .isInstanceOf(QueryReader.Refused.class)
                .hasMessageContaining("run cometsh query w/p");
    }
}
