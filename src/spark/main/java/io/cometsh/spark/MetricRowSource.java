package io.cometsh.spark;

import io.cometsh.client.points.ExperimentPoints;
import io.cometsh.client.points.PointRows;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** A row for each point, in the order of an export. */
final class MetricRowSource implements RowSource {
    private final PointReader reader;
    private final int[] places;
    private final Set<String> metrics;
    private final boolean sampled;

    /** @param metrics the names that are wanted; empty for all */
    MetricRowSource(Connection connection, StructType columns, List<String> metrics, boolean sampled) {
        reader = new PointReader(connection.transport());
        places = new int[columns.length()];
        for (int i = 0; i < places.length; i++) {
            places[i] = Schemas.METRICS.fieldIndex(columns.fieldNames()[i]);
        }
        this.metrics = new HashSet<>(metrics);
        this.sampled = sampled;
    }

    @Override
    public boolean asksComet() {
        return true;
    }

    @Override
    public RunRows open(ExperimentMetadata run) throws IOException {
        // One metric has a read of its own. For several, one read of all is one request.
        List<String> asked = metrics.size() == 1 ? List.copyOf(metrics) : List.of();
        ExperimentPoints points = ExperimentPoints.read(
                reader,
                run.experimentKey(),
                asked,
                Path.of(System.getProperty("java.io.tmpdir")),
                ExperimentPoints.DEFAULT_BUFFER);
        List<String> samples = points.sampled().stream().filter(this::isWanted).toList();
        if (!sampled && !samples.isEmpty()) {
            points.close();
            throw new CometException("Comet keeps only a sample of the points of " + samples + " in experiment "
                    + run.experimentKey() + ": option(\"sampled\", \"true\") reads the samples");
        }
        return new PointsOfRun(UTF8String.fromString(run.experimentKey()), points);
    }

    private boolean isWanted(String metric) {
        return metrics.isEmpty() || metrics.contains(metric);
    }

    private final class PointsOfRun implements RunRows {
        private final UTF8String key;
        private final ExperimentPoints points;
        private final Object[] cells = new Object[places.length];
        private final InternalRow row = new GenericInternalRow(cells);
        private String lastName;
        private UTF8String metric;
        private boolean wanted;

        PointsOfRun(UTF8String key, ExperimentPoints points) {
            this.key = key;
            this.points = points;
        }

        @Override
        public InternalRow next() throws IOException {
            PointRows point = points.next();
            while (point != null && !isWanted(point)) {
                point = points.next();
            }
            if (point == null) {
                return null;
            }
            for (int i = 0; i < places.length; i++) {
                cells[i] = cell(places[i], point);
            }
            return row;
        }

        private boolean isWanted(PointRows point) {
            if (!point.metric().equals(lastName)) {
                lastName = point.metric();
                metric = UTF8String.fromString(lastName);
                wanted = MetricRowSource.this.isWanted(lastName);
            }
            return wanted;
        }

        private Object cell(int place, PointRows point) {
            return switch (place) {
                case 0 -> key;
                case 1 -> metric;
                case 2 -> point.step();
                case 3 -> point.epoch();
                case 4 -> point.timestamp();
                case 5 -> point.value();
                default -> UTF8String.fromString(point.valueText());
            };
        }

        @Override
        public void close() throws IOException {
            points.close();
        }
    }
}
