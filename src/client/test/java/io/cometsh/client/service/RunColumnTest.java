package io.cometsh.client.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.export.NameList;
import io.cometsh.query.Source;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The grammar of columns. */
class RunColumnTest {
    private static void reads(String text, Source source, String name, Statistic statistic, long step) {
        RunColumn column = RunColumn.parse(text);
        assertThat(column.source()).as(text).isEqualTo(source);
        assertThat(column.name()).as(text).isEqualTo(name);
        assertThat(column.statistic()).as(text).isEqualTo(statistic);
        assertThat(column.step()).as(text).isEqualTo(step);
        assertThat(column.text()).isEqualTo(text);
    }

    private static void reads(String text, Source source, String name) {
        reads(text, source, name, Statistic.CURRENT, 0);
    }

    @Test
    void a_prefix_names_the_kind_of_values() {
        reads("params.lr", Source.PARAMETERS, "lr");
        reads("metrics.loss", Source.METRICS, "loss");
        reads("others.Name", Source.OTHERS, "Name");
        reads("env.hostname", Source.ENVIRONMENT, "hostname");
        reads("meta.user_name", Source.METADATA, "user_name");
        reads("tags", Source.TAGS, "tags");
        reads("experiment_name", null, "experiment_name");
        reads("params.tags", Source.PARAMETERS, "tags");
        assertThat(RunColumn.parse("spark(metrics.loss)").isSpark()).isTrue();
        reads("spark(loss)", Source.METRICS, "loss");
        reads("spark(metrics.\"a,b\")", Source.METRICS, "a,b");
    }

    @Test
    void a_word_after_a_metric_names_one_of_its_values() {
        for (String word : List.of("min", "max", "first", "last", "mean", "std", "count", "argmin", "argmax")) {
            Statistic statistic = Statistic.valueOf(word.toUpperCase(java.util.Locale.ROOT));
            reads("metrics.train.loss." + word, Source.METRICS, "train.loss", statistic, 0);
            reads("metrics.\"train.loss\"." + word, Source.METRICS, "train.loss", statistic, 0);
            reads("params.lr." + word, Source.PARAMETERS, "lr." + word);
        }
        reads("metrics.loss.at(100)", Source.METRICS, "loss", Statistic.AT, 100);
        reads("metrics.loss.atStep(100)", Source.METRICS, "loss", Statistic.AT, 100);
        reads("metrics.\"loss\".at(0)", Source.METRICS, "loss", Statistic.AT, 0);
        reads("metrics.loss.at(x)", Source.METRICS, "loss.at(x)");
        reads("metrics.loss.median", Source.METRICS, "loss.median");
        reads("metrics.min", Source.METRICS, "min");
        reads("metrics..min", Source.METRICS, ".min");
    }

    @Test
    void a_metric_that_is_called_like_a_word_comes_first_where_it_exists() {
        RunColumn column = RunColumn.parse("metrics.top.max");
        assertThat(column.in(Set.of("top")).statistic()).isEqualTo(Statistic.MAX);
        assertThat(column.in(Set.of("top", "top.max")).name()).isEqualTo("top.max");
        assertThat(column.in(Set.of("top.max")).text()).isEqualTo("metrics.top.max");
        assertThat(RunColumn.parse("metrics.\"top\".max").in(Set.of("top.max")).statistic())
                .isEqualTo(Statistic.MAX);
        reads("metrics.\"top.max\"", Source.METRICS, "top.max");
    }

    @Test
    void names_of_any_characters_are_read_back_alone_and_in_a_list() {
        Random random = new Random(7);
        String letters = "aZ.,\" :()\n'é€";
        for (int i = 0; i < 3000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            name.append(List.of("", ".min", ":desc", ".at(3)").get(random.nextInt(4)));
            for (Source source : List.of(Source.METRICS, Source.PARAMETERS, Source.OTHERS)) {
                String typed = RunColumn.typed(source, name.toString());
                reads(typed, source, name.toString());
                assertThat(NameList.parse(List.of("tags," + typed + ",params.lr")))
                        .as(typed)
                        .containsExactly("tags", typed, "params.lr");
                RunColumn heading = RunColumn.parse(RunColumn.heading(source, name.toString()))
                        .in(Set.of(name.toString()));
                assertThat(heading.name()).isEqualTo(name.toString());
            }
            assertThat(RunColumn.parse(
                                    RunColumn.typed(Source.METRICS, name.toString())
                                                    .endsWith("\"")
                                            ? RunColumn.typed(Source.METRICS, name.toString()) + ".max"
                                            : "metrics.\"" + name.toString().replace("\"", "\"\"") + "\".max")
                            .name())
                    .isEqualTo(name.toString());
        }
    }

    @Test
    void names_that_need_no_quotes_have_none() {
        assertThat(RunColumn.typed(Source.PARAMETERS, "opt.lr")).isEqualTo("params.opt.lr");
        assertThat(RunColumn.typed(Source.PARAMETERS, "lr.max")).isEqualTo("params.lr.max");
        assertThat(RunColumn.typed(Source.METRICS, "lr.max")).isEqualTo("metrics.\"lr.max\"");
        assertThat(RunColumn.typed(Source.METRICS, "a,b")).isEqualTo("metrics.\"a,b\"");
        assertThat(RunColumn.typed(Source.OTHERS, "the \"best\"")).isEqualTo("others.\"the \"\"best\"\"\"");
    }

    @Test
    void a_list_has_the_quotes_of_a_csv_heading_too() {
        assertThat(NameList.parse(List.of("\"params.a,b\", tags", "\"metrics.the \"\"best\"\"\":desc")))
                .containsExactly("params.a,b", "tags", "metrics.the \"best\":desc");
        assertThat(NameList.parse(List.of("params.5\" disk,tags"))).containsExactly("params.5\" disk", "tags");
        assertThat(NameList.parse(List.of("a,", ""))).containsExactly("a", "");
        assertThat(NameList.lastName("tags,params.\"a,")).isEqualTo(5);
        assertThatThrownBy(() -> NameList.parse(List.of("params.\"a,b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not closed");
    }

    @Test
    void a_bare_name_has_the_prefix_that_the_place_gives_it() {
        assertThat(RunColumn.parse("accuracy.max", Source.METRICS).text()).isEqualTo("metrics.accuracy.max");
        assertThat(RunColumn.parse("optimizer", Source.PARAMETERS).text()).isEqualTo("params.optimizer");
        assertThat(RunColumn.parse("state", Source.PARAMETERS).text()).isEqualTo("state");
        assertThat(RunColumn.parse("others.a", Source.PARAMETERS).text()).isEqualTo("others.a");
    }

    @Test
    void what_is_not_a_column_is_refused_with_the_right_form() {
        assertThatThrownBy(() -> RunColumn.parse("metrics.\"loss"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a quotation mark is not closed");
        assertThatThrownBy(() -> RunColumn.parse("metrics.\"loss\".median"))
                .hasMessageContaining("the word .median is unknown: use one of min, max, first");
        assertThatThrownBy(() -> RunColumn.parse("params.\"lr\".max"))
                .hasMessageContaining("has one value: only a metric has .min");
    }
}
