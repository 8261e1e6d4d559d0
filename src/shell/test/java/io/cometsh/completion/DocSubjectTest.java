package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a text is about, as a name that documentation is asked for. */
class DocSubjectTest {
    private final Scope scope =
            new NamedScope(Map.of("text", "abc"), Map.of("api", Api.class, "exp", Experiment.class));
    private final DocSubject subject = new DocSubject(scope);

    @Test
    void a_call_is_the_subject_of_its_arguments_until_it_is_closed_and_right_after_that() {
        assertThat(subject.of("api.query(")).isEqualTo("Api.query");
        assertThat(subject.of("api.query(\"demo\", ")).isEqualTo("Api.query");
        assertThat(subject.of("api.query(\"demo\", \"di")).isEqualTo("Api.query");
        assertThat(subject.of("api.query(\"demo\", \"digits\", q)")).isEqualTo("Api.query");
        assertThat(subject.of("api.get_experiments('a')[0].get_metrics('x'")).isEqualTo("Experiment.get_metrics");
        assertThat(subject.of("api.query('a', 'b', Metric(")).isEqualTo("Metric");
        assertThat(subject.of("api.query('a', 'b', Metric('loss').between(1, ")).isEqualTo("QueryVariable.between");
        assertThat(subject.of("plot(runs, ")).isEqualTo("plot");
        assertThat(subject.of("runs = api.getExperiments('a').each { it.getMetrics("))
                .isEqualTo("Experiment.getMetrics");
    }

    @Test
    void a_name_at_the_cursor_comes_before_the_call_around_it() {
        assertThat(subject.of("api.query('a', 'b', exp.getMetrics")).isEqualTo("Experiment.getMetrics");
        assertThat(subject.of("exp.name")).isEqualTo("Experiment.name");
        assertThat(subject.of("api.query('a', 'b', exp.nosuch")).isEqualTo("Api.query");
        assertThat(subject.of("Experime")).isEqualTo("Experime");
        assertThat(subject.of(":save ")).isEqualTo(":save");
        assertThat(subject.of(":sa")).isEqualTo(":sa");
    }

    @Test
    void what_is_not_known_is_about_nothing() {
        assertThat(subject.of("")).isNull();
        assertThat(subject.of("nobody.knows(")).isNull();
        assertThat(subject.of("(1 + ")).isNull();
    }

    @Test
    void a_method_without_documentation_has_its_forms() {
        assertThat(subject.signatures("text.replace"))
                .containsExactlyInAnyOrder(
                        "String.replace(char, char) → String", "String.replace(CharSequence, CharSequence) → String");
        assertThat(subject.signatures("text.trim(")).containsExactly("String.trim() → String");
        assertThat(subject.signatures("nobody.knows(")).isEmpty();
    }
}
