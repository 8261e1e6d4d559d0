package io.cometsh.client.points;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** The points of several sources, each of them in order, in one order; equal points come as their sources do. */
final class MergedPoints implements AutoCloseable {
    private static final int WRITE_BUFFER = 1 << 13;

    private final List<Head> heads = new ArrayList<>();
    private final PriorityQueue<Head> queue = new PriorityQueue<>(Head::compare);
    private Head last;

    /** Points in order; the points of some metrics are left out. */
    record PointSource(InputStream bytes, Set<String> dropped) {}

    /** @param buffer bytes that are read at once from each source */
    MergedPoints(List<PointSource> sources, int buffer) throws IOException {
        for (PointSource source : sources) {
            Head head = new Head(new PointRows(source.bytes(), buffer), source.dropped(), heads.size());
            heads.add(head);
            if (head.next()) {
                queue.add(head);
            }
        }
    }

    /** Goes to the next point, which is valid until the one after it; null when there is none. */
    PointRows next() throws IOException {
        if (last != null && last.next()) {
            queue.add(last);
        }
        last = queue.poll();
        return last == null ? null : last.points;
    }

    /** Writes all that are left. */
    void writeTo(OutputStream out) throws IOException {
        PointBytes bytes = new PointBytes(WRITE_BUFFER);
        String metric = null;
        for (PointRows point = next(); point != null; point = next()) {
            if (!point.metric().equals(metric)) {
                metric = point.metric();
                byte[] name = PointBytes.name(metric);
                bytes.append(name, 0, name.length);
            }
            point.copyTo(bytes);
            if (bytes.length >= WRITE_BUFFER) {
                out.write(bytes.bytes, 0, bytes.length);
                bytes.length = 0;
            }
        }
        out.write(bytes.bytes, 0, bytes.length);
    }

    @Override
    public void close() throws IOException {
        for (Head head : heads) {
            head.points.close();
        }
    }

    /** One of the sources, at the point that is its next. */
    private static final class Head {
        private final PointRows points;
        private final Set<String> dropped;
        private final int place;
        private long step;
        private long timestamp;

        Head(PointRows points, Set<String> dropped, int place) {
            this.points = points;
            this.dropped = dropped;
            this.place = place;
        }

        boolean next() throws IOException {
            boolean there = points.next();
            while (there && dropped.contains(points.metric())) {
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
                    left.points.metric(),
                    left.step,
                    left.timestamp,
                    right.points.metric(),
                    right.step,
                    right.timestamp);
            return byPoint != 0 ? byPoint : Integer.compare(left.place, right.place);
        }
    }
}
