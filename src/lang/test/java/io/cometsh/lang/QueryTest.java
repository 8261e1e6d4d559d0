package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.query.QueryException;
import io.cometsh.query.TimeSpan;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private static Object run(String code) {
        return new ScriptRunner(new ScriptContext()).run(code, "query.groovy", List.of());
    }

    @Test
    void every_word_is_there_without_an_import() {
        assertThat(run("[Metric('a') < 1, Parameter('b') == None, Other('c') != '', Metadata('d') == True,"
                        + " Environment('e') == False, Tag('f'), ~Tag('g')]"))
                .hasToString("[(Metric(\"a\") < 1), (Parameter(\"b\") == null), (Other(\"c\") != \"\"),"
                        + " (Metadata(\"d\") == true), (Environment(\"e\") == false), Tag(\"f\"), ~Tag(\"g\")]");
    }

    @Test
    void a_type_and_a_name_of_parts_may_be_given() {
        assertThat(run("Metric('x', 'double').type()")).isEqualTo("double");
        assertThat(run("def n = 3; Metric(\"layer_$n\").name()")).isEqualTo("layer_3");
    }

    @Test
    void a_name_must_be_a_text() {
        assertThatThrownBy(() -> run("Metric(3) < 1"))
                .isInstanceOf(QueryException.class)
                .hasMessage("Metric(...) needs a name in quotes, not 3");
        assertThatThrownBy(() -> run("Tag(null)"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("needs a name");
    }

    @Test
    void datetime_takes_as_many_parts_as_python_does() {
        assertThat(Query.datetime(2026, 1, 31)).isEqualTo(LocalDateTime.of(2026, 1, 31, 0, 0));
        assertThat(Query.datetime(2026, 1, 31, 5)).isEqualTo(LocalDateTime.of(2026, 1, 31, 5, 0));
        assertThat(Query.datetime(2026, 1, 31, 5, 6)).isEqualTo(LocalDateTime.of(2026, 1, 31, 5, 6));
        assertThat(Query.datetime(2026, 1, 31, 5, 6, 7)).isEqualTo(LocalDateTime.of(2026, 1, 31, 5, 6, 7));
        assertThat(Query.datetime(2026, 1, 31, 5, 6, 7, 89)).isEqualTo(LocalDateTime.of(2026, 1, 31, 5, 6, 7, 89_000));
    }

    @Test
    void a_day_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> Query.datetime(2026, 2, 30))
                .isInstanceOf(QueryException.class)
                .hasMessage("datetime(2026, 2, 30, ...): Invalid date 'FEBRUARY 30'");
        assertThatThrownBy(() -> Query.datetime(2026, 13, 1))
                .hasMessage("datetime(2026, 13, 1, ...): MonthOfYear 13 is not in 1 - 12");
        assertThatThrownBy(() -> Query.datetime(2026, 1, 1, 0, 0, 0, 1_000_000)).hasMessageContaining("999999");
    }

    @ParameterizedTest
    @CsvSource({
        "weeks(2), P14D",
        "days(7), P7D",
        "hours(1.5), PT1H30M",
        "minutes(5), PT5M",
        "seconds(0.25), PT0.25S",
        "days(200000), P200000D",
        "seconds(-1.5), PT-1.5S"
    })
    void spans_of_time_have_a_length(String code, Duration length) {
        assertThat(run(code)).isEqualTo(new TimeSpan(length));
    }

    @Test
    void a_span_ago_is_a_moment_before_now() {
        assertThat(run("days(7).ago < days(6).ago")).isEqualTo(true);
        assertThat(run("Metadata('duration') < minutes(5)")).hasToString("(Metadata(\"duration\") < 300)");
    }

    @Test
    void a_span_of_nothing_is_refused() {
        assertThatThrownBy(() -> run("days(Double.NaN)"))
                .isInstanceOf(QueryException.class)
                .hasMessage("days(...) needs a number, not NaN");
    }
}
