package io.cometsh.spark;

import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** The rows of the runs of a partition, one run after the other. */
final class RunPartitionReader implements PartitionReader<InternalRow> {
    private final String scan;
    private final Connection connection;
    private final RowSource source;
    private final TaskCounts counts = new TaskCounts();
    private final OpenAhead<ExperimentMetadata, RowSource.RunRows> runs;
    private RowSource.RunRows rows = RowSource.RunRows.NONE;
    private InternalRow row;

    RunPartitionReader(
            String scan, Connection connection, List<ExperimentMetadata> runs, RowSource source, int parallel) {
        this.scan = scan;
        this.connection = connection;
        this.source = source;
        this.runs = new OpenAhead<>(runs.iterator(), source.asksComet() ? parallel : 1, this::open);
    }

    @Override
    public boolean next() throws IOException {
        row = rows.next();
        while (row == null) {
            rows.close();
            rows = runs.next();
            if (rows == null) {
                rows = RowSource.RunRows.NONE;
                return false;
            }
            row = rows.next();
        }
        return true;
    }

    private RowSource.RunRows open(ExperimentMetadata run) throws IOException {
        Refusals.throwIfRefused(scan);
        TaskCounts.current(counts);
        try {
            return source.open(run);
        } catch (CometException e) {
            Refusals.note(scan, e);
            // A refusal of one read does not mean that the run is gone: the run is asked for too.
            if (!connection.reads().isGone(run.experimentKey(), e)) {
                throw e;
            }
            counts.deletedRun();
            SparkLog.warn("experiment " + run.experimentKey() + " was deleted after it was listed: it has no rows");
            return RowSource.RunRows.NONE;
        } finally {
            TaskCounts.current(null);
        }
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return counts.metrics();
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } finally {
            runs.close();
        }
    }
}
