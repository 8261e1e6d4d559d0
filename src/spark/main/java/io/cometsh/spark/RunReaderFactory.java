package io.cometsh.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/** What an executor needs beside its partition. */
final class RunReaderFactory implements PartitionReaderFactory {
    private static final long serialVersionUID = 1;

    private final String scan;
    private final TableKind kind;
    private final Connection connection;
    private final StructType columns;
    private final ArrayList<String> metrics;
    private final boolean sampled;
    private final int parallel;

    /** @param scan names the scan, the same for all of its tasks */
    RunReaderFactory(
            String scan,
            TableKind kind,
            Connection connection,
            StructType columns,
            List<String> metrics,
            CometOptions options) {
        this.scan = scan;
        this.kind = kind;
        this.connection = connection;
        this.columns = columns;
        this.metrics = new ArrayList<>(metrics);
        sampled = options.flag(CometOptions.SAMPLED);
        parallel = options.number(CometOptions.PARALLEL, 4, 1);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        RowSource rows = switch (kind) {
            case METRICS -> new MetricRowSource(connection, columns, metrics, sampled);
            case RUNS -> new RunRowSource(connection, columns);
            case ASSETS -> new AssetRowSource(connection, columns);
        };
        return new RunPartitionReader(scan, connection, ((RunPartition) partition).runs(), rows, parallel);
    }
}
