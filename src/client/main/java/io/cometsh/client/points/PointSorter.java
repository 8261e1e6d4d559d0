package io.cometsh.client.points;

import io.cometsh.client.service.PointSink;
import io.cometsh.client.service.ScannedPoint;
import io.cometsh.client.wire.MetricPoint;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Brings the points of one experiment into order, however many there are. What fits a buffer is sorted in it, and nothing
 * is written but the result. More points go to a file: one segment after the other, each of them in order, which are merged at
 * the end. In memory are the buffer and the names of the metrics.
 */
final class PointSorter implements PointSink, AutoCloseable {
    private static final String UNNAMED = "";
    /** So many segments are merged at once; more of them in several rounds. */
    private static final int MOST_MERGED = 64;

    private static final int MERGE_BUFFER = 1 << 12;
    /** What a point in the buffer takes in memory beside its bytes, about, when it must be sorted. */
    private static final int ROW_BYTES = 48;

    private final Path folder;
    private final String fileName;
    private final int bufferBytes;
    private final PointMemory memory;
    /** What is before the cells of a metric in a line; null when no lines are wanted. */
    private final Function<String, byte[]> fronts;

    private SpillFile file;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>(PointOrder::names);
    /** Points of one metric that follow each other are counted here first: names are nearly always the last one again. */
    private String counted = UNNAMED;

    private long count;
    private Map<String, Long> committedCounts = Map.of();
    private int committedSegments;
    private long committedLength;
    private Last committedLast;

    private PointBytes buffer;
    // Of each point in the buffer, what it is sorted by and where its bytes begin.
    private String[] metrics;
    private long[] steps;
    private long[] timestamps;
    private int[] starts;
    private int size;
    private boolean sorted = true;
    /** Whether the points in the buffer are lines, which nothing needs to be done with any more. */
    private boolean lines;

    private String frontOf;
    private byte[] front;
    /** Whether what is in the buffer comes from a reply that was whole. */
    private boolean whole;

    /** The last point of a sorted segment. */
    private record Last(String metric, long step, long timestamp) {}

    /** A part of the file with points in order. */
    private static final class Segment {
        private final long from;
        private long length;
        /** Metrics whose points in here do not count any more. */
        private final Set<String> dropped = new HashSet<>();
        /** The last point; the next ones may follow in the same segment, which is the end of the file. */
        private Last last;

        Segment(long from) {
            this.from = from;
        }
    }

    /**
     * @param folder for the file with what does not fit in memory
     * @param fileName its name; null for a file that nobody sees
     * @param bufferBytes what the points may take in memory
     */
    PointSorter(Path folder, String fileName, int bufferBytes) {
        this(folder, fileName, new PointMemory(bufferBytes), null);
    }

    /** @param fronts what is before the cells of a metric in a line, where {@link #writeTo} may write lines; or null */
    PointSorter(Path folder, String fileName, PointMemory memory, Function<String, byte[]> fronts) {
        this.folder = folder;
        this.fileName = fileName;
        this.memory = memory;
        bufferBytes = memory.bytes();
        this.fronts = fronts;
        lines = fronts != null;
        file = new SpillFile(folder, fileName);
        PointMemory.Room room = memory.take();
        buffer = room.points();
        metrics = room.metrics();
        steps = room.steps();
        timestamps = room.timestamps();
        starts = room.starts();
    }

    /** How many points each metric has so far, by name. */
    Map<String, Long> counts() {
        settleCount();
        return counts;
    }

    /** How many segments are in the file. */
    int segments() {
        return segments.size();
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
        while (segments.size() > committedSegments) {
            segments.remove(segments.size() - 1);
        }
        clearBuffer();
        long length = 0;
        if (!segments.isEmpty()) {
            Segment segment = segments.get(segments.size() - 1);
            segment.length = committedLength;
            segment.last = committedLast;
            length = segment.from + segment.length;
        }
        try {
            file.truncate(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        counts.clear();
        counts.putAll(committedCounts);
    }

    @Override
    public void point(MetricPoint point) {
        takeLinesApart();
        int from = buffer.length;
        buffer.point(point);
        add(point.metricName(), PointOrder.number(point.step()), PointOrder.number(point.timestamp()), from);
    }

    @Override
    public void scanned(ScannedPoint point) {
        if (!point.isPlain()) {
            takeLinesApart();
        }
        int from = buffer.length;
        if (lines) {
            buffer.line(front(point.metricName()), point);
        } else {
            buffer.point(point);
        }
        add(point.metricName(), point.step(), point.timestamp(), from);
    }

    private byte[] front(String metricName) {
        String metric = metricName == null ? UNNAMED : metricName;
        if (!metric.equals(frontOf)) {
            front = fronts.apply(metric);
            frontOf = metric;
        }
        return front;
    }

    /** Makes points of the lines in the buffer: what is sorted and merged in a file are points. */
    private void takeLinesApart() {
        if (!lines) {
            return;
        }
        lines = false;
        PointBytes old = buffer;
        buffer = new PointBytes(old.bytes.length);
        for (int i = 0; i < size; i++) {
            int from = starts[i] + front(metrics[i]).length;
            int to = (i + 1 < size ? starts[i + 1] : old.length) - PointBytes.LINE_END;
            starts[i] = buffer.length;
            buffer.plainPoint(old.bytes, from, to - from);
        }
    }

    private void add(String metricName, long step, long timestamp, int from) {
        String metric = metricName == null ? UNNAMED : metricName;
        if (size == steps.length) {
            int more = Math.max(2 * size, Math.min(UsualSize.points(), bufferBytes / ROW_BYTES));
            metrics = Arrays.copyOf(metrics, more);
            steps = Arrays.copyOf(steps, more);
            timestamps = Arrays.copyOf(timestamps, more);
            starts = Arrays.copyOf(starts, more);
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
        UsualSize.set(buffer.length, size);
    }

    /** What has come counts from now on, whatever becomes of the next reply. */
    private void commit() {
        whole = false;
        flush();
        committedSegments = segments.size();
        committedLength = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).length;
        committedLast = segments.isEmpty() ? null : segments.get(segments.size() - 1).last;
        committedCounts = new TreeMap<>(counts);
    }

    /** Forgets a metric; its points will come again from elsewhere. */
    void drop(String metric) {
        commit();
        segments.forEach(segment -> segment.dropped.add(metric));
        if (!segments.isEmpty()) {
            // Nothing more goes into a segment whose points of this metric do not count.
            segments.get(segments.size() - 1).last = null;
            committedLast = null;
        }
        counts.remove(metric);
        committedCounts = new TreeMap<>(counts);
    }

    /** Writes all points in order; returns whether they are lines. */
    boolean writeTo(PointTarget target) {
        try {
            if (segments.isEmpty()) {
                writeBuffer(target.rows(), null, order());
                return lines;
            }
            flush();
            if (segments.size() == 1 && segments.get(0).dropped.isEmpty() && file.isNamed()) {
                target.take(file.release());
                return false;
            }
            try (MergedPoints merged = merged()) {
                merged.writeTo(target.rows());
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All points in order, from memory or from the file; nothing more can be added. */
    MergedPoints sorted() {
        try {
            if (segments.isEmpty()) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream(buffer.length + 64);
                writeBuffer(rows, null, order());
                release();
                return merge(
                        List.of(new MergedPoints.PointSource(new ByteArrayInputStream(rows.toByteArray()), Set.of())));
            }
            flush();
            release();
            return merged();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the memory back. */
    private void release() {
        clearBuffer();
        buffer = null;
        metrics = null;
        steps = null;
        timestamps = null;
        starts = null;
    }

    @Override
    public void close() {
        if (buffer != null) {
            buffer.length = 0;
            memory.giveBack(new PointMemory.Room(buffer, metrics, steps, timestamps, starts));
            buffer = null;
        }
        file.close();
    }

    private void clearBuffer() {
        buffer.length = 0;
        size = 0;
        sorted = true;
        lines = fronts != null && segments.isEmpty();
    }

    private void flush() {
        if (size == 0) {
            return;
        }
        takeLinesApart();
        Integer[] order = order();
        int first = order == null ? 0 : order[0];
        int end = order == null ? size - 1 : order[size - 1];
        Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
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
        Segment segment = follows ? last : newSegment();
        try {
            writeBuffer(file.end(), follows ? segment.last.metric : null, order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        segment.length = file.length() - segment.from;
        segment.last = new Last(metrics[end], steps[end], timestamps[end]);
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
        if (lines && order == null) {
            target.write(buffer.bytes, 0, buffer.length);
            return;
        }
        OutputStream out = new BufferedOutputStream(target, MERGE_BUFFER);
        String metric = before;
        // Neighbours in the buffer go out together: of points in order, all of a metric.
        int from = 0;
        int to = 0;
        for (int i = 0; i < size; i++) {
            int row = order == null ? i : order[i];
            boolean renamed = !lines && !metrics[row].equals(metric);
            if (renamed || starts[row] != to) {
                out.write(buffer.bytes, from, to - from);
                from = starts[row];
            }
            if (renamed) {
                metric = metrics[row];
                out.write(PointBytes.name(metric));
            }
            to = row + 1 < size ? starts[row + 1] : buffer.length;
        }
        out.write(buffer.bytes, from, to - from);
        out.flush();
    }

    private Segment newSegment() {
        Segment segment = new Segment(file.length());
        segments.add(segment);
        return segment;
    }

    private MergedPoints merged() throws IOException {
        for (int round = 1; segments.size() > MOST_MERGED; round++) {
            mergeSome(round);
        }
        return merge(sources(segments));
    }

    private static MergedPoints merge(List<MergedPoints.PointSource> sources) throws IOException {
        return new MergedPoints(sources, MERGE_BUFFER);
    }

    private List<MergedPoints.PointSource> sources(List<Segment> some) {
        return some.stream()
                .map(segment -> new MergedPoints.PointSource(file.read(segment.from, segment.length), segment.dropped))
                .toList();
    }

    /** Merges neighbours, in their place: so equal points keep the order in which they came. */
    private void mergeSome(int round) throws IOException {
        SpillFile next = new SpillFile(folder, fileName == null ? null : fileName + "." + round);
        List<Segment> merged = new ArrayList<>();
        try {
            for (int from = 0; from < segments.size(); from += MOST_MERGED) {
                Segment one = new Segment(next.length());
                List<Segment> some = segments.subList(from, Math.min(segments.size(), from + MOST_MERGED));
                try (MergedPoints points = merge(sources(some))) {
                    points.writeTo(next.end());
                }
                one.length = next.length() - one.from;
                merged.add(one);
            }
        } catch (IOException | RuntimeException | Error e) {
            next.close();
            throw e;
        }
        file.close();
        file = next;
        segments.clear();
        segments.addAll(merged);
    }
}
