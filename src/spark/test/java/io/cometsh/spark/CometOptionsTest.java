package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CometOptionsTest {
    @Test
    void a_path_names_the_table_and_perhaps_the_project() {
        CometOptions short_ = CometOptions.of(Map.of("path", "runs", "project", "demo/digits"));
        CometOptions whole = CometOptions.of(Map.of("path", "demo/digits/runs"));
        assertThat(short_).isEqualTo(whole);
        assertThat(whole.table()).isEqualTo(TableKind.RUNS);
        assertThat(whole.workspace()).isEqualTo("demo");
        assertThat(whole.project()).isEqualTo("digits");
        assertThat(CometOptions.of(Map.of()).table()).isEqualTo(TableKind.METRICS);
    }

    @Test
    void names_are_as_in_Spark_in_any_case_and_its_own_are_left_to_it() {
        CometOptions options = CometOptions.of(Map.of("RUNSPERPARTITION", "7", "provider", "comet", "option.x", "y"));
        assertThat(options.number(CometOptions.RUNS_PER_PARTITION, 50, 1)).isEqualTo(7);
        assertThat(options).hasToString("{runsPerPartition=7}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "api_key", "COMET_API_KEY", "authToken", "password", "clientSecret", "key.token"})
    void a_key_is_not_an_option_and_the_message_does_not_show_it(String name) {
        assertThatThrownBy(() -> CometOptions.of(Map.of(name, "SECRET1234")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option " + name)
                .hasMessageContaining("COMET_API_KEY in the driver's environment")
                .hasMessageContaining("revoke")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void the_page_about_Spark_has_a_row_for_each_option_in_this_order() throws IOException {
        String page = Files.readString(Path.of("src/site/docs/guide/spark.md"));
        String table = page.substring(page.indexOf("| `url` |"));
        assertThat(table.substring(0, table.indexOf("\n\n")).lines().map(row -> row.split("`")[1]))
                .containsExactlyElementsOf(CometOptions.ALL);
    }

    @Test
    void an_unknown_option_is_an_error_that_lists_them() {
        assertThatThrownBy(() -> CometOptions.of(Map.of("runsPerPartion", "7")))
                .hasMessage("comet has no option \"runsPerPartion\"; did you mean runsPerPartition?; it has "
                        + String.join(", ", CometOptions.ALL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sampled | perhaps | option sampled must be true or false, not \"perhaps\"",
                "pushdown | 2 | option pushdown must be true or false, not \"2\"",
                "params | json | option params must be \"typed\" or \"text\", not \"json\"",
                "layout | wide | option layout must be \"struct\" or \"flat\", not \"wide\"",
                "keys | both | option keys must be \"driver\" or \"executors\", not \"both\"",
                "parallel | 0 | option parallel must be a whole number from 1, not \"0\"",
                "runsPerPartition | many | option runsPerPartition must be a whole number from 1, not \"many\"",
                "path | a/b | load(\"a/b\") must be load(\"TABLE\") or load(\"WORKSPACE/PROJECT/TABLE\")",
            })
    void a_bad_value_is_refused_before_anything_is_planned(String name, String value, String message) {
        assertThatThrownBy(() -> CometOptions.of(Map.of(name, value))).hasMessage(message);
    }

    @Test
    void a_table_and_a_project_that_cannot_be_are_named() {
        assertThatThrownBy(() -> CometOptions.of(Map.of("path", "points")).table())
                .hasMessageStartingWith(
                        "comet has no table \"points\": a project has the tables runs, metrics and assets");
        assertThatThrownBy(() -> CometOptions.of(Map.of("project", "digits")).workspace())
                .hasMessageContaining("option project must be WORKSPACE/PROJECT")
                .hasMessageContaining("\"digits\"");
    }

    @Test
    void options_of_a_read_come_before_the_catalogs() {
        CometOptions catalog = CometOptions.of(Map.of("url", "http://one", "parallel", "2"));
        assertThat(catalog.at("demo", "digits").with(Map.of("parallel", "3")))
                .hasToString("{parallel=3, project=demo/digits, url=http://one}");
    }
}
