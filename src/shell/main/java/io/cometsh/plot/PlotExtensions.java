package io.cometsh.plot;

import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentGroups;
import io.cometsh.export.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What experiments, lists of them and tables draw in a script: {@code exp.plot("loss")}. The client itself knows no
 * plots. Groovy finds this class by {@code META-INF/groovy}.
 */
public final class PlotExtensions {
    private PlotExtensions() {}

    /** The curve of a metric by step: {@code exp.plot("loss")}; see the longer form. */
    public static Plot plot(Experiment self, Object metric) {
        return Plots.of(self, metric, Map.of());
    }

    /**
     * The curve of a metric, or of several: {@code exp.plot(["loss", "val_loss"], x: "epoch", log: true)}. Endpoint:
     * {@code experiments/multi-metric-chart}.
     *
     * @param options {@code x} (step, epoch, time, duration), {@code smooth} (0 to below 1), {@code log}, {@code full}
     *     (every point instead of the server's sample), {@code title}, {@code output} (a file, .png, .svg or .pdf),
     *     {@code width} and {@code height} (its pixels)
     * @return what the prompt draws and {@code println} writes as text
     * @throws io.cometsh.plot.PlotException for an option that there is not
     */
    public static Plot plot(Experiment self, Map<?, ?> options, Object metric) {
        return Plots.of(self, metric, options);
    }

    /**
     * The same with the metric by its name too, as in Python: {@code exp.plot(metric: "loss", log: true)}.
     *
     * @param options {@code metric}, and the options of the longer form
     */
    public static Plot plot(Experiment self, Map<?, ?> options) {
        Map<Object, Object> others = new LinkedHashMap<>(options);
        Object metric = others.remove("metric");
        if (metric == null) {
            throw new PlotException("a plot needs a metric, such as plot(\"loss\", x: \"epoch\")");
        }
        return Plots.of(self, metric, others);
    }

    /** The curve of one column over another: {@code table.plot("step", "value")}. */
    public static Plot plot(Table self, String x, String... columns) {
        return plot(self, Map.of(), x, columns);
    }

    /** The same with the options of {@code plot}: {@code table.plot("step", "value", log: true)}. */
    public static Plot plot(Table self, Map<?, ?> options, String x, String... columns) {
        List<Object> places = self.column(x);
        Map<String, Object> curves = new LinkedHashMap<>();
        for (String column : columns) {
            List<Object> values = self.column(column);
            List<List<Object>> points = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                if (places.get(i) != null && values.get(i) != null) {
                    points.add(List.of(places.get(i), values.get(i)));
                }
            }
            curves.put(column, points);
        }
        return Plots.ofValues(curves, options);
    }

    /** The mean of a metric over the runs of each group, with a band: {@code groups.plot("loss")}; see the longer form. */
    public static Plot plot(ExperimentGroups self, Object metric) {
        return Plots.ofGroups(self, String.valueOf(metric), Map.of());
    }

    /**
     * The mean of a metric over the runs of each group, with a band of one standard deviation:
     * {@code runs.groupBy(allBut: "params.seed").plot("val_loss", x: "epoch")}. Endpoint:
     * {@code experiment/metrics/get-metric}.
     *
     * @param options as for an experiment; {@code x} is {@code step} or {@code epoch}
     */
    public static Plot plot(ExperimentGroups self, Map<?, ?> options, Object metric) {
        return Plots.ofGroups(self, String.valueOf(metric), options);
    }

    /** The curves of a metric of these experiments: {@code runs.plot("loss")}; see {@code plot}. */
    public static Plot plot(Collection<?> self, Object metric) {
        return Plots.of(self, metric, Map.of());
    }

    /** The same with options: {@code runs.plot("loss", x: "epoch")}. */
    public static Plot plot(Collection<?> self, Map<?, ?> options, Object metric) {
        return Plots.of(self, metric, options);
    }
}
