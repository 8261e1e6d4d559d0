package io.cometsh.plot;

import io.cometsh.client.Charts;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentGroups;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.service.RunColumn;
import io.cometsh.client.wire.ChartMetric;
import io.cometsh.client.wire.ExperimentChart;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.Table;
import io.cometsh.plot.Series.Coverage;
import io.cometsh.query.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sees the curves in a value: metrics of experiments, points that were read, and plain numbers. */
public final class Plots {
    /** As the service keeps at most so many, as many may not be all. */
    private static final int KEPT = 15_000;
    /** A project may have 100,000 runs without the metric: after so many requests the search for curves ends. */
    private static final int MOST_REQUESTS = 5;

    private static final int MOST_BARS = 24;
    private static final String NO_VALUE = "(none)";

    private Plots() {}

    /** The names of the options and their meanings: {@code Plots.options().get("log")} is {@code a log axis}. */
    public static Map<String, String> options() {
        return PlotOptions.MEANINGS;
    }

    /**
     * The curves of one or several metrics of one or several experiments:
     * {@code Plots.of(runs, "loss", Map.of("x", "epoch"))}. One request for ten experiments.
     *
     * @param experiments an experiment, a list of them, or groups
     * @param metric a name or a list of names
     * @param options {@code x} (step, epoch, time, duration), {@code smooth} (0 to below 1), {@code log}, {@code full}
     *     (every point instead of the server's sample), {@code most} (curves, 10), {@code title}, {@code output} (a
     *     file, .png, .svg or .pdf), {@code width} and {@code height} (its pixels)
     * @throws PlotException for an option that there is not
     */
    public static Plot of(Object experiments, Object metric, Map<?, ?> options) {
        if (experiments instanceof ExperimentGroups groups) {
            return ofGroups(groups, String.valueOf(metric), options);
        }
        PlotOptions wanted = PlotOptions.of(options);
        List<String> metrics = metric instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(metric));
        List<Experiment> runs = experiments(experiments);
        String title = wanted.title() == null ? String.join(", ", metrics) : wanted.title();
        if (runs.isEmpty()) {
            return written(lines(title, wanted, List.of(), List.of("no experiments were given")), wanted);
        }
        return written(new Curves(runs, metrics, wanted).plot(title), wanted);
    }

    /**
     * The curve in what was read or computed already: a list of numbers, of points {@code [x, y]}, of metric points, or
     * a map of such lists by name.
     *
     * @throws PlotException for a value that has no curve
     */
    public static Plot ofValues(Object values, Map<?, ?> options) {
        PlotOptions wanted = PlotOptions.of(options);
        List<Series> series = new ArrayList<>();
        boolean numbered = false;
        if (values instanceof Map<?, ?> named) {
            for (Map.Entry<?, ?> entry : named.entrySet()) {
                series.add(series(String.valueOf(entry.getKey()), entry.getValue(), wanted.x()));
                numbered |= isNumbers(entry.getValue());
            }
        } else {
            series.add(series(name(values), values, wanted.x()));
            numbered = isNumbers(values);
        }
        String title =
                wanted.title() == null ? series.size() == 1 ? series.get(0).name() : "" : wanted.title();
        XAxis x = numbered ? XAxis.INDEX : wanted.x();
        return written(new LinePlot(title, x, wanted.log(), wanted.smooth(), series, List.of()), wanted);
    }

    /**
     * The mean of a metric for each value of a parameter, with deviation and number of runs:
     * {@code Plots.bars(runs, "params.optimizer", "metrics.accuracy", Map.of())}. Columns have the names of a
     * table of experiments; a bare name is a parameter's or a metric's.
     *
     * @throws io.cometsh.client.service.NotFoundException for a column that no experiment has; names the nearest
     */
    public static Plot bars(Object experiments, String group, String value, Map<?, ?> options) {
        PlotOptions wanted = PlotOptions.of(options);
        List<Experiment> runs = experiments(experiments);
        String by = RunColumn.parse(group, Source.PARAMETERS).text();
        String of = RunColumn.parse(value, Source.METRICS).text();
        String title = wanted.title() == null ? of + " by " + by + ": mean ± deviation" : wanted.title();
        if (runs.isEmpty()) {
            return written(new BarPlot(title, List.of(), List.of("no experiments were given")), wanted);
        }
        Table table = list(runs).table(by, of);
        Map<String, List<Double>> groups = new TreeMap<>(Plots::byNumberOrText);
        int without = 0;
        for (List<Object> row : table.rows()) {
            if (row.get(1) instanceof Number number && Double.isFinite(number.doubleValue())) {
                groups.computeIfAbsent(
                                row.get(0) == null ? NO_VALUE : row.get(0).toString(), any -> new ArrayList<>())
                        .add(number.doubleValue());
            } else {
                without++;
            }
        }
        List<String> notes = new ArrayList<>();
        if (without > 0) {
            notes.add(counted(without, "run has", "runs have") + " no finite " + of);
        }
        if (groups.size() > MOST_BARS) {
            notes.add(String.format(Locale.ROOT, "showing %d of %,d groups", MOST_BARS, groups.size()));
        }
        return written(
                new BarPlot(
                        title,
                        groups.entrySet().stream()
                                .limit(MOST_BARS)
                                .map(entry -> BarPlot.Bar.of(entry.getKey(), entry.getValue()))
                                .toList(),
                        notes),
                wanted);
    }

    /**
     * The mean of a metric over the runs of each group, with a band of one standard deviation:
     * {@code Plots.ofGroups(runs.groupBy("params.lr"), "loss", Map.of())}.
     *
     * @param options as for {@link #of}; {@code x} is {@code step} or {@code epoch}
     */
    public static Plot ofGroups(ExperimentGroups groups, String metric, Map<?, ?> options) {
        PlotOptions wanted = PlotOptions.of(options);
        if (wanted.x() != XAxis.STEP && wanted.x() != XAxis.EPOCH) {
            throw new PlotException("a curve over several runs is by step or by epoch, not by " + wanted.x());
        }
        String axis = wanted.x().toString();
        Table curve = groups.curve(metric, axis);
        List<String> by = groups.columns();
        Map<String, List<Point>> points = new LinkedHashMap<>();
        long most = 0;
        for (Map<String, Object> row : curve) {
            String label = by.size() == 1
                    ? row.get(by.get(0)) == null ? NO_VALUE : String.valueOf(row.get(by.get(0)))
                    : by.stream().map(name -> name + "=" + row.get(name)).collect(Collectors.joining(", "));
            double mean = number(row.get("mean"));
            double deviation = number(row.get("std"));
            points.computeIfAbsent(label, any -> new ArrayList<>())
                    .add(new Point(number(row.get(axis)), mean, mean - deviation, mean + deviation));
            most = Math.max(most, (long) number(row.get("n")));
        }
        List<String> notes = new ArrayList<>();
        if (points.size() > wanted.most()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "showing %d of %,d groups; most: %d shows all",
                    wanted.most(),
                    points.size(),
                    points.size()));
        }
        notes.add("the mean of up to " + counted((int) most, "run", "runs")
                + " in a group, and a band of one standard deviation");
        List<Series> series = points.entrySet().stream()
                .limit(wanted.most())
                .map(group -> new Series(group.getKey(), group.getValue(), Coverage.FULL))
                .toList();
        return written(lines(wanted.title() == null ? metric : wanted.title(), wanted, series, notes), wanted);
    }

    private static double number(Object cell) {
        return cell instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    static LinePlot lines(String title, PlotOptions wanted, List<Series> series, List<String> notes) {
        return new LinePlot(title, wanted.x(), wanted.log(), wanted.smooth(), series, notes);
    }

    static String counted(int count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    private static Plot written(Plot plot, PlotOptions wanted) {
        if (wanted.output() != null) {
            try {
                PlotFile.write(plot, wanted.output(), wanted.width(), wanted.height());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return plot;
    }

    private static List<Experiment> experiments(Object value) {
        if (value instanceof Experiment experiment) {
            return List.of(experiment);
        }
        if (value instanceof Collection<?> list && list.stream().allMatch(Experiment.class::isInstance)) {
            return list.stream().map(Experiment.class::cast).toList();
        }
        throw new PlotException(
                "plot(experiments, \"loss\") needs an experiment or a list of them first, not " + kind(value));
    }

    private static String kind(Object value) {
        return value == null ? "null" : "a " + value.getClass().getSimpleName();
    }

    private static ExperimentList list(List<Experiment> runs) {
        return ExperimentList.of(runs);
    }

    /** 8 before 16 before "adam"; what has no value comes last. */
    private static int byNumberOrText(String a, String b) {
        return Comparator.<String, Boolean>comparing(NO_VALUE::equals)
                .thenComparing(text -> number(text) == null ? 1 : 0)
                .thenComparing(text -> number(text) == null ? BigDecimal.ZERO : number(text))
                .thenComparing(Comparator.naturalOrder())
                .compare(a, b);
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String name(Object values) {
        return values instanceof Collection<?> list
                        && list.stream().findFirst().orElse(null) instanceof MetricPoint point
                ? point.metricName()
                : "value";
    }

    private static boolean isNumbers(Object values) {
        return values instanceof Collection<?> list && list.stream().anyMatch(Number.class::isInstance);
    }

    private static Series series(String name, Object values, XAxis x) {
        if (!(values instanceof Collection<?> list)) {
            throw new PlotException(
                    "a plot needs experiments and a metric, or a list of numbers, of [x, y] or of metric points, not "
                            + kind(values));
        }
        List<Point> points = new ArrayList<>();
        Coverage coverage = Coverage.FULL;
        int index = 0;
        for (Object element : list) {
            if (element instanceof MetricPoint point) {
                points.add(new Point(place(point, x), point.getValue()));
                coverage = list.size() >= KEPT ? Coverage.KEPT : Coverage.FULL;
            } else if (element == null || element instanceof Number) {
                points.add(new Point(index, element == null ? Double.NaN : ((Number) element).doubleValue()));
            } else if (element instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof Number at
                    && (pair.get(1) == null || pair.get(1) instanceof Number)) {
                points.add(new Point(
                        at.doubleValue(), pair.get(1) == null ? Double.NaN : ((Number) pair.get(1)).doubleValue()));
            } else {
                throw new PlotException(
                        "a plot of a list needs numbers, [x, y] or metric points in it, not " + kind(element));
            }
            index++;
        }
        return new Series(name, points, coverage);
    }

    private static double place(MetricPoint point, XAxis x) {
        Long place = switch (x) {
            case STEP, INDEX -> point.step();
            case EPOCH -> point.epoch();
            case TIME -> point.timestamp();
            case DURATION ->
                throw new PlotException(
                        "points alone do not know when their run began: plot(experiment, \"loss\", x: \"duration\")");
        };
        return place == null ? Double.NaN : place;
    }

    /** The curves of some experiments, read ten experiments at a time until there are enough. */
    private static final class Curves {
        private final List<Experiment> runs;
        private final List<String> metrics;
        private final PlotOptions wanted;
        private final List<Series> series = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private int asked;
        private int without;
        private int unplaced;

        Curves(List<Experiment> runs, List<String> metrics, PlotOptions wanted) {
            this.runs = runs;
            this.metrics = metrics;
            this.wanted = wanted;
        }

        LinePlot plot(String title) {
            int requests = 0;
            while (asked < runs.size() && series.size() < wanted.most() && requests++ < MOST_REQUESTS) {
                read(runs.subList(asked, Math.min(runs.size(), asked + wanted.most())));
            }
            String names = String.join(", ", metrics);
            if (without > 0 && runs.size() > 1) {
                notes.add(counted(without, "run has", "runs have") + " no points of " + names);
            }
            if (unplaced > 0) {
                notes.add(counted(unplaced, "point has", "points have") + " no " + wanted.x() + ": not drawn");
            }
            int left = runs.size() - asked;
            if (left > 0) {
                notes.add(
                        0,
                        String.format(
                                Locale.ROOT,
                                "showing %,d of %,d runs, %,d left out; most: %d shows more",
                                asked - without,
                                runs.size(),
                                left,
                                2 * wanted.most()));
            }
            if (series.isEmpty() && left == 0) {
                // The warning names the nearest metric that there is.
                runs.get(0).getMetrics(metrics.get(0));
            }
            return lines(title, wanted, series, notes);
        }

        private void read(List<Experiment> slice) {
            Map<String, ExperimentChart> charts = Charts.of(slice, metrics, wanted.full());
            for (Experiment run : slice) {
                if (series.size() >= wanted.most()) {
                    return;
                }
                asked++;
                int before = series.size();
                Map<String, ChartMetric> curves = new LinkedHashMap<>();
                ExperimentChart chart = charts.get(run.getKey());
                if (chart != null) {
                    chart.metrics().forEach(curve -> curves.putIfAbsent(curve.metricName(), curve));
                }
                for (String metric : metrics) {
                    add(run, metric, curves.get(metric));
                }
                without += series.size() == before ? 1 : 0;
            }
        }

        private void add(Experiment run, String metric, ChartMetric curve) {
            if (curve == null || curve.values().isEmpty()) {
                return;
            }
            List<Object> places = switch (wanted.x()) {
                case STEP, INDEX -> curve.steps();
                case EPOCH -> curve.epochs();
                case TIME -> curve.timestamps();
                case DURATION -> curve.durations();
            };
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < curve.values().size(); i++) {
                Object place = i < places.size() ? places.get(i) : null;
                Object value = curve.values().get(i);
                if (place instanceof Number x) {
                    points.add(new Point(x.doubleValue(), value instanceof Number y ? y.doubleValue() : Double.NaN));
                } else {
                    unplaced++;
                }
            }
            String name = runs.size() == 1 ? metric : metrics.size() == 1 ? title(run) : title(run) + " " + metric;
            series.add(new Series(name, points, wanted.full() ? Coverage.FULL : Coverage.SAMPLED));
        }

        private static String title(Experiment run) {
            String name = run.getName();
            return name == null || name.isEmpty() ? run.getKey() : name;
        }
    }
}
