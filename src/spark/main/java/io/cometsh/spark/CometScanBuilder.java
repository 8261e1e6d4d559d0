package io.cometsh.spark;

import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;

/** Learns what a query needs, and makes a scan that asks for no more. */
final class CometScanBuilder
        implements ScanBuilder, SupportsPushDownV2Filters, SupportsPushDownRequiredColumns, SupportsPushDownLimit {
    private final CometTable table;
    private final CometOptions options;
    private final List<Predicate> pushed = new ArrayList<>();
    private final List<Condition> facts = new ArrayList<>();
    private QueryExpression question;
    private List<String> metrics = List.of();
    private StructType columns;
    private Integer limit;
    private boolean filtered;

    CometScanBuilder(CometTable table, CometOptions options, StructType schema) {
        this.table = table;
        this.options = options;
        columns = schema;
        String query = options.text(CometOptions.QUERY, null);
        question = query == null ? null : QueryText.parse(query);
    }

    /** Returns all of them: Comet narrows, the driver drops, and Spark decides. */
    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        filtered = predicates.length > 0;
        if (options.isPushdown()) {
            for (Predicate predicate : predicates) {
                Condition condition = Conditions.of(predicate);
                boolean asked = ask(condition);
                boolean decided = decide(condition);
                if (asked || decided) {
                    pushed.add(predicate);
                }
            }
        }
        return predicates;
    }

    /** Whether Comet is asked for it. */
    private boolean ask(Condition condition) {
        if (table.kind() == TableKind.RUNS) {
            Optional<QueryExpression> necessary = new Pushdown(table.runColumns()).necessary(condition);
            necessary.ifPresent(more -> question = question == null ? more : question.and(more));
            return necessary.isPresent();
        }
        List<String> names = table.kind() == TableKind.METRICS ? Condition.texts(condition, "metric") : null;
        if (names == null || names.isEmpty()) {
            return false;
        }
        List<String> both = metrics.stream().filter(names::contains).toList();
        metrics = both.isEmpty() ? names : both;
        return true;
    }

    /** Whether the driver decides it; the other tables have the key of the run only. */
    private boolean decide(Condition condition) {
        boolean understood = FactFilter.isUnderstood(condition)
                && (table.kind() == TableKind.RUNS || Condition.texts(condition, "experiment_key") != null);
        if (understood) {
            facts.add(condition);
        }
        return understood;
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.toArray(Predicate[]::new);
    }

    @Override
    public void pruneColumns(StructType required) {
        columns = required;
    }

    /** A run is a row of the table of runs only, and a filter of Spark's may drop it. */
    @Override
    public boolean pushLimit(int most) {
        if (table.kind() != TableKind.RUNS || filtered) {
            return false;
        }
        limit = most;
        return true;
    }

    @Override
    public boolean isPartiallyPushed() {
        return true;
    }

    @Override
    public Scan build() {
        return new CometScan(table, options, columns, question, List.copyOf(facts), metrics, limit);
    }
}
