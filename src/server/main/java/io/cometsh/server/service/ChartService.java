package io.cometsh.server.service;

import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Curves of several metrics of several experiments. */
public final class ChartService {
    /** A curve that is not asked for in full has at most this many points, evenly taken, the first and the last among them. */
    static final int SAMPLED = 1000;

    private final Store store;
    private final ExperimentService experiments;

    public ChartService(Store store, ExperimentService experiments) {
        this.store = store;
        this.experiments = experiments;
    }

    /** One metric's points. */
    public record MetricCurve(String metric, List<MetricPoint> points) {}

    /** The requested metrics and parameters that one experiment has; {@code params} is null when none were requested. */
    public record ExperimentCurves(
            String experimentKey, String experimentName, List<MetricCurve> curves, Map<String, String> params) {}

    public ExperimentCurves series(String key, List<String> metrics, List<String> params, boolean full) {
        return store.read(tx -> {
            ExperimentRow row = experiments.require(tx, key);
            List<MetricCurve> curves = new ArrayList<>();
            for (String metric : metrics) {
                List<MetricPoint> points = store.values().points(tx, row, metric);
                if (!points.isEmpty()) {
                    curves.add(new MetricCurve(metric, full ? points : sampled(points)));
                }
            }
            Map<String, String> found = params == null ? null : new LinkedHashMap<>();
            if (params != null) {
                for (String param : params) {
                    store.values()
                            .find(tx, row, Source.PARAMS, param)
                            .map(Value::text)
                            .ifPresent(text -> found.put(param, text));
                }
            }
            return new ExperimentCurves(key, row.name(), curves, found);
        });
    }

    static List<MetricPoint> sampled(List<MetricPoint> points) {
        if (points.size() <= SAMPLED) {
            return points;
        }
        List<MetricPoint> taken = new ArrayList<>(SAMPLED);
        for (int i = 0; i < SAMPLED; i++) {
            taken.add(points.get((int) ((long) i * (points.size() - 1) / (SAMPLED - 1))));
        }
        return taken;
    }
}
