package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.spark.Condition.ColumnTest;
import io.cometsh.spark.Condition.TestKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the driver decides on the list of runs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FactFilterTest {
    private static final Condition OTHER = new Condition.Other();
    private static final ExperimentMetadata RUNNING = run("k1", "red", 1000L, null, true);
    private static final ExperimentMetadata ENDED = run("k2", null, 2000L, 5000L, false);

    private static ExperimentMetadata run(String key, String name, Long start, Long end, boolean running) {
        return new ExperimentMetadata(
                key, name, null, null, null, "p", "w", null, null, false, 5L, start, end, running, false, false);
    }

    private static Condition is(String column, TestKind operator, Object... values) {
        return new ColumnTest(List.of(column), operator, Arrays.asList(values));
    }

    /** The keys of the two runs that are left. */
    private static String left(Condition condition) {
        return List.of(RUNNING, ENDED).stream()
                .filter(FactFilter.of(condition))
                .map(ExperimentMetadata::experimentKey)
                .toList()
                .toString();
    }

    @Test
    void compares_texts_moments_and_truths() {
        assertThat(left(is("state", TestKind.EQUAL, "running"))).isEqualTo("[k1]");
        assertThat(left(is("state", TestKind.NOT_EQUAL, "running"))).isEqualTo("[k2]");
        assertThat(left(is("experiment_key", TestKind.IN, "k2", "k9", null))).isEqualTo("[k2]");
        assertThat(left(is("experiment_key", TestKind.GREATER, "k1"))).isEqualTo("[k2]");
        assertThat(left(is("experiment_key", TestKind.ENDS_WITH, "1"))).isEqualTo("[k1]");
        assertThat(left(is("start_time", TestKind.GREATER_OR_EQUAL, Instant.ofEpochMilli(2000))))
                .isEqualTo("[k2]");
        assertThat(left(is("start_time", TestKind.LESS, Instant.ofEpochMilli(2000))))
                .isEqualTo("[k1]");
        assertThat(left(is("archived", TestKind.EQUAL, true))).isEqualTo("[]");
    }

    @Test
    void a_missing_fact_is_null_as_in_Spark() {
        assertThat(left(is("end_time", TestKind.IS_NULL))).isEqualTo("[k1]");
        assertThat(left(is("end_time", TestKind.LESS, Instant.MAX))).isEqualTo("[k2]");
        assertThat(left(is("experiment_name", TestKind.NOT_EQUAL, "red"))).isEqualTo("[]");
        assertThat(left(is("experiment_name", TestKind.EQUAL_OR_BOTH_NULL, (Object) null)))
                .isEqualTo("[k2]");
        assertThat(left(is("experiment_name", TestKind.EQUAL, (Object) null))).isEqualTo("[]");
    }

    @Test
    void what_is_not_understood_drops_no_run() {
        Condition running = is("state", TestKind.EQUAL, "running");
        assertThat(left(OTHER)).isEqualTo("[k1, k2]");
        assertThat(left(new Condition.Not(running))).isEqualTo("[k1, k2]");
        assertThat(left(new Condition.AnyOf(running, OTHER))).isEqualTo("[k1, k2]");
        assertThat(left(new Condition.AllOf(running, OTHER))).isEqualTo("[k1]");
        assertThat(left(is("start_time", TestKind.EQUAL, "2026-11-29"))).isEqualTo("[k1, k2]");
        assertThat(left(is("duration_seconds", TestKind.GREATER, 1e9))).isEqualTo("[k1, k2]");
    }

    @Test
    void texts_have_the_order_of_their_bytes() {
        ExperimentMetadata emoji = run("🦊", null, 1L, 1L, false);
        assertThat(FactFilter.of(is("experiment_key", TestKind.GREATER, "\uffee"))
                        .test(emoji))
                .isTrue();
    }
}
