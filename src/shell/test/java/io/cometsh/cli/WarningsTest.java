package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One warning for a kind, and how many more there were. */
class WarningsTest {
    private final Warnings warnings = new Warnings();

    private static String unknown(int run, String metric) {
        return String.format(Locale.ROOT, "experiment %032d has no metric \"%s\"", run, metric);
    }

    @Test
    void the_first_of_a_kind_is_printed_and_the_others_are_counted() {
        assertThat(IntStream.range(0, 49).filter(run -> warnings.isNew(unknown(run, "los"))))
                .containsExactly(0);
        assertThat(warnings.counts()).containsExactly("and 48 more warnings like: experiment … has no metric \"los\"");
    }

    @Test
    void another_name_is_another_kind_and_another_number_is_not() {
        assertThat(List.of(unknown(1, "loss1"), unknown(1, "loss2"), unknown(2, "loss2")))
                .filteredOn(warnings::isNew)
                .hasSize(2);
        assertThat(warnings.isNew("12 points were left out")).isTrue();
        assertThat(warnings.isNew("1,300 points were left out")).isFalse();
        assertThat(warnings.counts())
                .containsExactly(
                        "and 1 more warning like: experiment … has no metric \"loss2\"",
                        "and 1 more warning like: … points were left out");
    }

    @Test
    void after_the_counts_every_kind_is_new() {
        warnings.isNew(unknown(1, "los"));
        assertThat(warnings.counts()).isEmpty();
        assertThat(warnings.isNew(unknown(1, "los"))).isTrue();
    }
}
