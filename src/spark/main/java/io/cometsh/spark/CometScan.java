package io.cometsh.spark;

import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.query.QueryExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.SupportsRuntimeV2Filtering;
import org.apache.spark.sql.types.StructType;

/** One scan of a table: the driver lists the runs, and each partition is some of them. */
final class CometScan implements Scan, Batch, SupportsReportStatistics, SupportsRuntimeV2Filtering {
    private static final String KEY = "experiment_key";
    /** A guess that makes Spark broadcast the runs and not the points. */
    private static final long POINTS_OF_A_RUN = 10_000;

    private final String id = UUID.randomUUID().toString();
    private final CometTable table;
    private final CometOptions options;
    private final StructType columns;
    private final QueryExpression question;
    private final List<Condition> facts;
    private final List<String> metrics;
    private final Integer limit;
    private Set<String> keys;
    /** The list as it was when the scan was planned first: Spark may plan it again, with the same runs. */
    private List<ExperimentMetadata> listed;

    CometScan(
            CometTable table,
            CometOptions options,
            StructType columns,
            QueryExpression question,
            List<Condition> facts,
            List<String> metrics,
            Integer limit) {
        this.table = table;
        this.options = options;
        this.columns = columns;
        this.question = question;
        this.facts = facts;
        this.metrics = metrics;
        this.limit = limit;
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return table.name()
                + (question == null ? "" : " [Comet finds: " + question + "]")
                + (facts.isEmpty() ? "" : " [driver decides: " + facts + "]")
                + (metrics.isEmpty() ? "" : " [metrics: " + metrics + "]")
                + (limit == null ? "" : " [limit: " + limit + "]");
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public Statistics estimateStatistics() {
        long count = Math.max(table.count(), 1);
        long rows = table.kind() == TableKind.METRICS ? count * POINTS_OF_A_RUN : count;
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(Math.max(1, rows * columns.defaultSize()));
            }

            @Override
            public OptionalLong numRows() {
                return OptionalLong.of(rows);
            }
        };
    }

    /** A join with chosen runs chooses here too, before anything is asked of Comet. */
    @Override
    public NamedReference[] filterAttributes() {
        return Arrays.asList(columns.fieldNames()).contains(KEY)
                ? new NamedReference[] {Expressions.column(KEY)}
                : new NamedReference[0];
    }

    @Override
    public void filter(Predicate[] predicates) {
        for (Predicate predicate : predicates) {
            List<String> wanted = Condition.texts(Conditions.of(predicate), KEY);
            if (wanted != null) {
                Set<String> chosen = new HashSet<>(wanted);
                if (keys != null) {
                    chosen.retainAll(keys);
                }
                keys = chosen;
            }
        }
    }

    @Override
    public InputPartition[] planInputPartitions() {
        int size = options.number(CometOptions.RUNS_PER_PARTITION, 50, 1);
        List<ExperimentMetadata> wanted = listed().stream()
                .filter(run -> keys == null || keys.contains(run.experimentKey()))
                .toList();
        List<InputPartition> partitions = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += size) {
            partitions.add(new RunPartition(wanted.subList(from, Math.min(wanted.size(), from + size))));
        }
        return partitions.toArray(InputPartition[]::new);
    }

    private synchronized List<ExperimentMetadata> listed() {
        if (listed == null) {
            java.util.function.Predicate<ExperimentMetadata> wanted =
                    facts.stream().map(FactFilter::of).reduce(any -> true, java.util.function.Predicate::and);
            Stream<ExperimentMetadata> all = runs().stream().filter(wanted);
            listed = (limit == null ? all : all.limit(limit)).toList();
            SparkLog.note(table.name() + ": " + listed.size() + " runs to read");
        }
        return listed;
    }

    private Collection<ExperimentMetadata> runs() {
        Listing listing = new Listing(table.connection().api(), options);
        boolean archived = options.flag(CometOptions.ARCHIVED);
        if (question != null) {
            return listing.found(question, archived);
        }
        return archived ? listing.archived() : listing.all(table.count());
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new RunReaderFactory(id, table.kind(), table.connection(), columns, metrics, options);
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return CostMetrics.all();
    }

    /** Spark reads once for two scans that are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CometScan that && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }

    private List<Object> identity() {
        return Arrays.asList(table.kind(), options, columns, String.valueOf(question), facts, metrics, limit, keys);
    }
}
