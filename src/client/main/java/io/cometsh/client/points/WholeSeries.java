package io.cometsh.client.points;

import io.cometsh.client.service.PointReader;
import io.cometsh.client.service.PointSink;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.MetricPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the metrics of an experiment into a sorter, every point of them that the service keeps. */
final class WholeSeries {
    private WholeSeries() {}

    /**
     * @param names empty for all metrics
     * @return the metrics of which the service gave a sample and keeps nothing else
     */
    static List<String> read(PointReader reader, String key, List<String> names, PointSorter sorter) {
        if (names.isEmpty()) {
            reader.all(key, sorter);
        } else {
            names.forEach(name -> reader.metric(key, name, sorter));
        }
        return complete(reader, key, sorter);
    }

    /**
     * Reads long series again from where every point is kept. Where there is no such source, a series of more points than the
     * service keeps comes from a server that keeps them all, and one of just as many is a sample.
     */
    private static List<String> complete(PointReader reader, String key, PointSorter sorter) {
        Map<String, Long> counts = Map.copyOf(sorter.counts());
        List<String> lengthy = new ArrayList<>();
        sorter.counts().forEach((name, count) -> {
            if (count >= PointReader.MOST_KEPT) {
                lengthy.add(name);
            }
        });
        List<String> sampled = new ArrayList<>();
        List<Asset> totals = lengthy.isEmpty() ? List.of() : reader.totals(key);
        for (String name : lengthy) {
            boolean whole =
                    !totals.isEmpty() && reader.total(key, name, totals, counts.keySet(), new FirstDrops(sorter, name));
            if (!whole && counts.get(name) == PointReader.MOST_KEPT) {
                sampled.add(name);
            }
        }
        return sampled;
    }

    /** Takes the sample of a metric away when the first of its whole points come, and not before. */
    private static final class FirstDrops implements PointSink {
        private final PointSorter sorter;
        private final String metric;
        private boolean dropped;

        FirstDrops(PointSorter sorter, String metric) {
            this.sorter = sorter;
            this.metric = metric;
        }

        @Override
        public void begin() {
            if (!dropped) {
                sorter.drop(metric);
                dropped = true;
            }
            sorter.begin();
        }

        @Override
        public void point(MetricPoint point) {
            sorter.point(point);
        }

        @Override
        public void complete() {
            sorter.complete();
        }
    }
}
