package io.cometsh.spark;

import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.spark.Condition.ColumnTest;
import io.cometsh.spark.Condition.TestKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Conditions on the facts that the list has of each run. The driver decides them before any run is asked for; a condition that it does
 * not understand holds for all runs, and Spark looks again.
 */
final class FactFilter {
    private static final Map<String, Function<ExperimentMetadata, Object>> FACTS = Map.of(
            "experiment_key", ExperimentMetadata::experimentKey,
            "experiment_name", ExperimentMetadata::experimentName,
            "workspace", ExperimentMetadata::workspaceName,
            "project", ExperimentMetadata::projectName,
            "archived", ExperimentMetadata::archived,
            "state", ExperimentMetadata::state,
            "start_time", facts -> moment(facts.startTimeMillis()),
            "end_time", facts -> facts.running() ? null : moment(facts.endTimeMillis()));

    private FactFilter() {}

    /** Whether the driver decides the condition, at least in part. */
    static boolean isUnderstood(Condition condition) {
        if (condition instanceof Condition.AllOf and) {
            return isUnderstood(and.left()) || isUnderstood(and.right());
        }
        if (condition instanceof Condition.AnyOf or) {
            return isUnderstood(or.left()) && isUnderstood(or.right());
        }
        return condition instanceof ColumnTest comparison
                && comparison.column().size() == 1
                && FACTS.containsKey(comparison.column().get(0));
    }

    static Predicate<ExperimentMetadata> of(Condition condition) {
        if (!isUnderstood(condition)) {
            return any -> true;
        }
        if (condition instanceof Condition.AllOf and) {
            return of(and.left()).and(of(and.right()));
        }
        if (condition instanceof Condition.AnyOf or) {
            return of(or.left()).or(of(or.right()));
        }
        ColumnTest comparison = (ColumnTest) condition;
        Function<ExperimentMetadata, Object> fact =
                FACTS.get(comparison.column().get(0));
        Predicate<Object> wanted = wanted(comparison);
        return facts -> wanted.test(fact.apply(facts));
    }

    private static Predicate<Object> wanted(ColumnTest comparison) {
        TestKind operator = comparison.operator();
        switch (operator) {
            case IS_NULL:
                return value -> value == null;
            case IS_NOT_NULL:
                return value -> value != null;
            case IN:
                Set<Object> values = new HashSet<>(comparison.values());
                return value -> value != null && values.contains(value);
            default:
                break;
        }
        Object wanted = comparison.value();
        if (wanted == null) {
            return value -> operator == TestKind.EQUAL_OR_BOTH_NULL && value == null;
        }
        return value -> value != null && (value.getClass() != wanted.getClass() || holds(operator, value, wanted));
    }

    private static boolean holds(TestKind operator, Object value, Object wanted) {
        return switch (operator) {
            case STARTS_WITH -> value.toString().startsWith(wanted.toString());
            case ENDS_WITH -> value.toString().endsWith(wanted.toString());
            case CONTAINS -> value.toString().contains(wanted.toString());
            case LESS -> compare(value, wanted) < 0;
            case LESS_OR_EQUAL -> compare(value, wanted) <= 0;
            case GREATER -> compare(value, wanted) > 0;
            case GREATER_OR_EQUAL -> compare(value, wanted) >= 0;
            case NOT_EQUAL -> !value.equals(wanted);
            default -> value.equals(wanted);
        };
    }

    /** As Spark does it: texts by the bytes of UTF-8. */
    private static int compare(Object value, Object wanted) {
        if (value instanceof Instant moment) {
            return moment.compareTo((Instant) wanted);
        }
        if (value instanceof Boolean truth) {
            return truth.compareTo((Boolean) wanted);
        }
        return Arrays.compareUnsigned(
                value.toString().getBytes(StandardCharsets.UTF_8),
                wanted.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A moment of the wire; null when there is none. */
    static Instant moment(Long millis) {
        return millis == null || millis <= 0 ? null : Instant.ofEpochMilli(millis);
    }
}
