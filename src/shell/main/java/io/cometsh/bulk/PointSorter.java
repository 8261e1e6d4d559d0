package io.cometsh.bulk;

import io.cometsh.client.service.PointSink;
import io.cometsh.client.service.ScannedPoint;
import io.cometsh.client.wire.MetricPoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings the points of one experiment into order, however many there are: what fits a buffer is ordered in there, and
 * nothing else is written than the result. More points are written as they come as long as they are in order;
 * otherwise there are several files, which are merged at the end. In memory are the buffer, and the names of the
 * metrics.
 */
final class PointSorter implements PointSink, AutoCloseable {
    private static final String UNNAMED = "";
    /** So many files are merged at once; more of them in several rounds. */
    private static final int MOST_MERGED = 64;

    private static final int MERGE_BUFFER = 1 << 12;
    private static final int FEW = 64;
    /** What a point in the buffer takes in memory beside its bytes, about, when it must be sorted. */
    private static final int ROW_BYTES = 48;

    private final Path folder;
    private final String stem;
    private final int bufferBytes;
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>(PointOrder::names);
    /** Points of one metric that follow each other are counted here first: names are nearly always the last one again. */
    private String counted = UNNAMED;

    private long count;
    private Map<String, Long> committedCounts = Map.of();
    private int committedRuns;
    private long committedLength;
    private Last committedLast;
    private int files;

    private final PointFile.Bytes buffer;
    // Of each point in the buffer, what it is sorted by and where its bytes begin.
    private String[] metrics = new String[FEW];
    private long[] steps = new long[FEW];
    private long[] timestamps = new long[FEW];
    private int[] starts = new int[FEW];
    private int size;
    private boolean sorted = true;
    /** Whether what is in the buffer comes from a reply that was whole. */
    private boolean whole;

    /** The last point of a file. */
    private record Last(String metric, long step, long timestamp) {}

    /** A file of points in order. */
    private static final class Run {
        private final Path file;
        /** Metrics whose points in here do not count any more. */
        private final Set<String> dropped = new HashSet<>();
        /** The last point; the next ones may follow in the same file. */
        private Last last;

        Run(Path file) {
            this.file = file;
        }
    }

    /** @param stem how the temporary files in the folder begin */
    PointSorter(Path folder, String stem, int bufferBytes) {
        this.folder = folder;
        this.stem = stem;
        this.bufferBytes = bufferBytes;
        buffer = new PointFile.Bytes(Math.min(bufferBytes, 1 << 13));
    }

    /** How many points each metric has so far, by name. */
    Map<String, Long> counts() {
        settleCount();
        return counts;
    }

    private void settleCount() {
        if (count > 0) {
            counts.merge(counted, count, Long::sum);
            count = 0;
        }
    }

    @Override
    public void begin() {
        if (whole) {
            commit();
            return;
        }
        count = 0;
        clearBuffer();
        try {
            while (runs.size() > committedRuns) {
                Files.deleteIfExists(runs.remove(runs.size() - 1).file);
            }
            if (!runs.isEmpty()) {
                Run run = runs.get(runs.size() - 1);
                if (Files.size(run.file) > committedLength) {
                    try (FileChannel file = FileChannel.open(run.file, StandardOpenOption.WRITE)) {
                        file.truncate(committedLength);
                    }
                }
                run.last = committedLast;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        counts.clear();
        counts.putAll(committedCounts);
    }

    @Override
    public void point(MetricPoint point) {
        int from = buffer.length;
        buffer.point(point);
        add(point.metricName(), PointOrder.number(point.step()), PointOrder.number(point.timestamp()), from);
    }

    @Override
    public void scanned(ScannedPoint point) {
        int from = buffer.length;
        buffer.point(point);
        add(point.metricName(), point.step(), point.timestamp(), from);
    }

    private void add(String metricName, long step, long timestamp, int from) {
        String metric = metricName == null ? UNNAMED : metricName;
        if (size == steps.length) {
            metrics = Arrays.copyOf(metrics, 2 * size);
            steps = Arrays.copyOf(steps, 2 * size);
            timestamps = Arrays.copyOf(timestamps, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
        }
        metrics[size] = metric;
        steps[size] = step;
        timestamps[size] = timestamp;
        starts[size] = from;
        sorted = sorted && (size == 0 || compare(size - 1, size) <= 0);
        size++;
        if (!metric.equals(counted)) {
            settleCount();
            counted = metric;
        }
        count++;
        if (buffer.length + ROW_BYTES * size >= bufferBytes) {
            flush();
        }
    }

    private int compare(int left, int right) {
        return PointOrder.points(
                metrics[left], steps[left], timestamps[left], metrics[right], steps[right], timestamps[right]);
    }

    @Override
    public void complete() {
        settleCount();
        whole = true;
    }

    /** What has come counts from now on, whatever becomes of the next reply. */
    private void commit() {
        whole = false;
        flush();
        try {
            committedRuns = runs.size();
            committedLength = runs.isEmpty() ? 0 : Files.size(runs.get(runs.size() - 1).file);
            committedLast = runs.isEmpty() ? null : runs.get(runs.size() - 1).last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        committedCounts = new TreeMap<>(counts);
    }

    /** Forgets a metric; its points will come again from elsewhere. */
    void drop(String metric) {
        commit();
        runs.forEach(run -> run.dropped.add(metric));
        if (!runs.isEmpty()) {
            // Nothing more goes into a file whose points of this metric do not count.
            runs.get(runs.size() - 1).last = null;
            committedLast = null;
        }
        counts.remove(metric);
        committedCounts = new TreeMap<>(counts);
    }

    /** Writes all points in order. */
    void writeTo(Parts.PartWriter draft) {
        try {
            if (runs.isEmpty()) {
                writeBuffer(draft.rows(), null, order());
                return;
            }
            flush();
            while (runs.size() > MOST_MERGED) {
                mergeSome();
            }
            if (runs.size() == 1 && runs.get(0).dropped.isEmpty()) {
                draft.take(runs.remove(0).file);
            } else {
                merge(runs, draft.rows());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Run run : runs) {
                Files.deleteIfExists(run.file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void clearBuffer() {
        buffer.length = 0;
        size = 0;
        sorted = true;
    }

    private void flush() {
        if (size == 0) {
            return;
        }
        Integer[] order = order();
        int first = order == null ? 0 : order[0];
        int end = order == null ? size - 1 : order[size - 1];
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        boolean follows = last != null
                && last.last != null
                && PointOrder.points(
                                last.last.metric,
                                last.last.step,
                                last.last.timestamp,
                                metrics[first],
                                steps[first],
                                timestamps[first])
                        <= 0;
        Run run = follows ? last : newRun();
        try (OutputStream out = Files.newOutputStream(
                run.file,
                StandardOpenOption.CREATE,
                // A process that was killed may have left a file of this name.
                follows ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            writeBuffer(out, follows ? run.last.metric : null, order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.last = new Last(metrics[end], steps[end], timestamps[end]);
        clearBuffer();
    }

    /** The places of the points in order, null when they are; points that are equal in all that counts stay as they came. */
    private Integer[] order() {
        if (sorted) {
            return null;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, this::compare);
        return order;
    }

    /** @param before the metric of the last point in front of these; null when there is none */
    private void writeBuffer(OutputStream target, String before, Integer[] order) throws IOException {
        OutputStream out = new BufferedOutputStream(target, MERGE_BUFFER);
        String metric = before;
        // Neighbours in the buffer go out together: of points in order, all of a metric.
        int from = 0;
        int to = 0;
        for (int i = 0; i < size; i++) {
            int row = order == null ? i : order[i];
            boolean renamed = !metrics[row].equals(metric);
            if (renamed || starts[row] != to) {
                out.write(buffer.bytes, from, to - from);
                from = starts[row];
            }
            if (renamed) {
                metric = metrics[row];
                out.write(PointFile.name(metric));
            }
            to = row + 1 < size ? starts[row + 1] : buffer.length;
        }
        out.write(buffer.bytes, from, to - from);
        out.flush();
    }

    private Run newRun() {
        Run run = new Run(folder.resolve(stem + "." + files++ + ".run"));
        runs.add(run);
        return run;
    }

    /** Neighbours only, and in their place: so equal points keep the order in which they came. */
    private void mergeSome() throws IOException {
        List<Run> merged = new ArrayList<>();
        for (int from = 0; from < runs.size(); from += MOST_MERGED) {
            Run one = new Run(folder.resolve(stem + "." + files++ + ".run"));
            try (OutputStream out = Files.newOutputStream(one.file)) {
                merge(runs.subList(from, Math.min(runs.size(), from + MOST_MERGED)), out);
            }
            merged.add(one);
        }
        close();
        runs.clear();
        runs.addAll(merged);
    }

    /** One of several files, at the point that is its next. */
    private static final class Head {
        private final PointFile.Reader points;
        private final Set<String> dropped;
        private final int place;
        private long step;
        private long timestamp;

        Head(PointFile.Reader points, Set<String> dropped, int place) {
            this.points = points;
            this.dropped = dropped;
            this.place = place;
        }

        boolean next() throws IOException {
            boolean there = points.next();
            while (there && dropped.contains(points.metric)) {
                there = points.next();
            }
            if (there) {
                step = PointOrder.number(points.step());
                timestamp = PointOrder.number(points.timestamp());
            }
            return there;
        }

        static int compare(Head left, Head right) {
            int byPoint = PointOrder.points(
                    left.points.metric, left.step, left.timestamp, right.points.metric, right.step, right.timestamp);
            return byPoint != 0 ? byPoint : Integer.compare(left.place, right.place);
        }
    }

    private static void merge(List<Run> sources, OutputStream out) throws IOException {
        List<Head> heads = new ArrayList<>();
        PointFile.Bytes bytes = new PointFile.Bytes(1 << 13);
        try {
            PriorityQueue<Head> queue = new PriorityQueue<>(Head::compare);
            for (Run source : sources) {
                Head head = new Head(
                        new PointFile.Reader(Files.newInputStream(source.file), MERGE_BUFFER),
                        source.dropped,
                        heads.size());
                heads.add(head);
                if (head.next()) {
                    queue.add(head);
                }
            }
            String metric = null;
            while (!queue.isEmpty()) {
                Head head = queue.poll();
                PointFile.Reader point = head.points;
                if (!point.metric.equals(metric)) {
                    metric = point.metric;
                    byte[] name = PointFile.name(metric);
                    bytes.append(name, 0, name.length);
                }
                point.copyTo(bytes);
                if (bytes.length >= 1 << 13) {
                    out.write(bytes.bytes, 0, bytes.length);
                    bytes.length = 0;
                }
                if (head.next()) {
                    queue.add(head);
                }
            }
            out.write(bytes.bytes, 0, bytes.length);
        } finally {
            for (Head head : heads) {
                head.points.close();
            }
        }
    }
}
