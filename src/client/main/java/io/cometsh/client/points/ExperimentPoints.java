package io.cometsh.client.points;

import io.cometsh.client.service.PointReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The points of one experiment, whole and in the order of an export: by metric, step and timestamp. They are read before
 * the first one is given out, since a reply that breaks off begins again; memory holds only a part of them.
 *
 * <pre>{@code
 * PointReader reader = new PointReader(transport);
 * try (ExperimentPoints points = ExperimentPoints.read(reader, experimentKey)) {
 *     for (PointRows point = points.next(); point != null; point = points.next()) {
 *         System.out.println(point.metric() + " " + point.step() + " " + point.value());
 *     }
 * }
 * }</pre>
 *
 * <p>Endpoints: {@code experiment/metrics/get-all} or {@code experiment/metrics/get-metric}, and for series of more than
 * {@link PointReader#MOST_KEPT} points {@code experiment/asset/list} and {@code experiment/asset/get-asset}. An experiment
 * that is not there is the reader's {@code CometHttpException} with status 404.
 */
public final class ExperimentPoints implements AutoCloseable {
    /** What the points of one experiment take in memory by default, in bytes. */
    public static final int DEFAULT_BUFFER = 8 << 20;

    private final PointSorter sorter;
    private final Copied summary;
    private final MergedPoints points;

    /**
     * What is known of an experiment's points without looking at them.
     *
     * @param count how many there are
     * @param sampled metrics of which the service gave a sample and keeps nothing else
     * @param lines whether the copy consists of finished lines of CSV
     */
    public record Copied(long count, List<String> sampled, boolean lines) {
        public Copied(long count, List<String> sampled) {
            this(count, sampled, false);
        }

        public Copied {
            sampled = List.copyOf(sampled);
        }
    }

    private ExperimentPoints(PointSorter sorter, Copied summary) {
        this.sorter = sorter;
        this.summary = summary;
        points = sorter.sorted();
    }

    /** All metrics of an experiment; what does not fit in memory waits in the folder of temporary files. */
    public static ExperimentPoints read(PointReader reader, String experimentKey) {
        return read(reader, experimentKey, List.of(), Path.of(System.getProperty("java.io.tmpdir")), DEFAULT_BUFFER);
    }

    /**
     * Some metrics of an experiment.
     *
     * @param metrics their names; empty for all
     * @param folder for what does not fit in memory: a file that is gone when this is closed, also when the process is
     *     killed
     * @param bufferBytes what the points may take in memory
     */
    public static ExperimentPoints read(
            PointReader reader, String experimentKey, List<String> metrics, Path folder, int bufferBytes) {
        PointSorter sorter = new PointSorter(folder, null, bufferBytes);
        try {
            return new ExperimentPoints(sorter, collect(reader, experimentKey, metrics, sorter));
        } catch (RuntimeException | Error e) {
            sorter.close();
            throw e;
        }
    }

    /**
     * Copies the points to a target as bytes that {@link PointRows} reads, or as finished lines of CSV: when these are
     * wanted, fit in memory, and no value needs quotes or another spelling.
     *
     * @param folder for a file of points that do not fit in memory, which the target may take as it is
     * @param fileName of that file
     * @param memory what the points may take, and where the next experiment finds it again
     * @param fronts what is before step, epoch, timestamp and value in the lines of a metric; null when no lines are wanted
     */
    public static Copied copy(
            PointReader reader,
            String experimentKey,
            List<String> metrics,
            PointTarget target,
            Path folder,
            String fileName,
            PointMemory memory,
            Function<String, byte[]> fronts) {
        try (PointSorter sorter = new PointSorter(folder, fileName, memory, fronts)) {
            Copied summary = collect(reader, experimentKey, metrics, sorter);
            return new Copied(summary.count(), summary.sampled(), sorter.writeTo(target));
        }
    }

    private static Copied collect(PointReader reader, String key, List<String> metrics, PointSorter sorter) {
        List<String> sampled = WholeSeries.read(reader, key, metrics, sorter);
        long count = 0;
        for (long ofMetric : sorter.counts().values()) {
            count += ofMetric;
        }
        return new Copied(count, sampled);
    }

    /** How many points there are. */
    public long count() {
        return summary.count();
    }

    /** Metrics of which the service gave a sample and keeps nothing else; usually empty. */
    public List<String> sampled() {
        return summary.sampled();
    }

    /** Goes to the next point, which is valid until the next call; null when there is none. */
    public PointRows next() throws IOException {
        return points.next();
    }

    /** Removes what waits in a file. */
    @Override
    public void close() throws IOException {
        try {
            points.close();
        } finally {
            sorter.close();
        }
    }
}
