package io.cometsh.client;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.TypedList;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Experiments, as an answer of the server or a script gives them: a list that can also be read as a table. It belongs to
 * the caller and may be changed. The result of filtering, sorting or slicing is such a list again.
 *
 * <pre>{@code
 * def runs = api.query("demo", "digits", Metric("accuracy") > 0.9)
 * runs.table("experiment_name", "metrics.accuracy")
 * runs.findAll { it.state == "finished" }.sort { it.name }.take(5).toCsv("first.csv")
 * }</pre>
 */
public final class ExperimentList extends TypedList<Experiment, ExperimentList> {
    private final List<String> askedColumns;
    private final ExperimentTables tables;
    private final ReadAhead<CachedExperiment> ahead;

    ExperimentList(Collection<? extends Experiment> experiments, List<String> askedColumns, ExperimentTables tables) {
        super(experiments);
        this.askedColumns = List.copyOf(askedColumns);
        this.tables = tables;
        this.ahead = new ReadAhead<>(cached(super::get), tables.parallel());
    }

    /**
     * The experiments of any list as one that can be read as a table: {@code ExperimentList.of([a, b]).table()}.
     * Nothing is asked.
     *
     * @throws IllegalArgumentException for an empty list, which belongs to no server
     */
    public static ExperimentList of(Collection<? extends Experiment> experiments) {
        if (experiments.isEmpty()) {
            throw new IllegalArgumentException("an empty list of experiments belongs to no server: give at least one");
        }
        return new ExperimentList(
                experiments, List.of(), experiments.iterator().next().tables());
    }

    /** The experiment at a position, from 0: {@code runs[0]}. What a script reads of one after the other is read together. Nothing is asked. */
    @Override
    public Experiment get(int index) {
        Experiment experiment = super.get(index);
        experiment.cached().seenIn(ahead, index);
        return experiment;
    }

    /** The members as they are when they are read: a script may change the list. */
    private List<CachedExperiment> cached(IntFunction<Experiment> member) {
        return new AbstractList<>() {
            @Override
            public CachedExperiment get(int index) {
                return member.apply(index).cached();
            }

            @Override
            public int size() {
                return ExperimentList.this.size();
            }
        };
    }

    private List<CachedExperiment> cached() {
        return cached(this::get);
    }

    /** A list of these experiments that can be read as this one can: {@code runs.like([a, b])}. Nothing is asked. */
    @Override
    public ExperimentList like(Collection<? extends Experiment> some) {
        return new ExperimentList(some, askedColumns, tables);
    }

    /** Whether the object is an experiment: {@code runs.holds(a)}. Nothing is asked. */
    @Override
    public boolean holds(Object element) {
        return element instanceof Experiment;
    }

    /**
     * A table with the given columns, or with all there are when none is given: {@code experiment_key},
     * {@code experiment_name}, {@code workspace}, {@code project}, {@code archived}, {@code state}, {@code start_time},
     * {@code end_time} (ISO 8601, UTC), {@code duration_seconds}, {@code params.NAME}, {@code metrics.NAME} (its
     * current value), {@code others.NAME}, {@code env.NAME}, {@code meta.NAME} and {@code tags}. A metric has more values:
     * {@code metrics.NAME.min}, {@code max}, {@code first}, {@code last}, {@code mean}, {@code std}, {@code count},
     * {@code at(STEP)}, and {@code argmin} and {@code argmax}, which are steps. {@code spark(metrics.NAME)} is the curve in a
     * few characters, as the server samples it. A name with a comma is in quotes: {@code params."a,b"}.
     * {@code hits.table("experiment_name", "metrics.accuracy.max")}.
     *
     * <p>Only the reads that the columns need are made, in parallel: none for the columns up to
     * {@code duration_seconds}. Statistics of many experiments come with few requests.
     * Endpoints: {@code experiment/parameters}, {@code experiment/metrics/summary}, {@code experiment/log-other}, {@code experiment/tags},
     * {@code experiment/system-details}, {@code experiments/multi-metric-chart}, as the columns need them.
     *
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     */
    public Table table(String... columns) {
        return tables.table(cached(), Arrays.asList(columns));
    }

    /**
     * The same experiments in another order: {@code hits.sortedBy("metrics.val_loss", "start_time:desc")}. Numbers go by
     * their size, in parameters and others too where every value is a number; texts by their characters; what is
     * missing, or is NaN, comes last either way. Where the columns are equal the order stays.
     * Endpoints: as {@link #table} for the columns.
     *
     * @param columns as in {@link #table}, each with {@code :desc} for the largest first; none for the order as it is
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     */
    public ExperimentList sortedBy(String... columns) {
        if (columns.length == 0) {
            return this;
        }
        List<SortColumn> sort = Arrays.stream(columns).map(SortColumn::of).toList();
        List<String> names = new ArrayList<>(sort.stream().map(SortColumn::name).toList());
        names.add("experiment_key");
        List<List<Object>> rows = tables.table(cached(), names).rows();
        Map<String, Experiment> byKey = new HashMap<>();
        forEach(experiment -> byKey.put(experiment.getKey(), experiment));
        return like(SortColumn.order(sort, rows).stream()
                .map(place -> byKey.get(String.valueOf(rows.get(place).get(sort.size()))))
                .toList());
    }

    /** Reads the metadata of all experiments again, one read each in parallel, and returns this list: {@code runs.refresh()*.state}. Endpoint: {@code experiment/metadata}. */
    public ExperimentList refresh() {
        tables.refresh(cached());
        return this;
    }

    /**
     * Every point of these metrics, or of all metrics when none is named, as rows {@code experiment_key, metric, step,
     * epoch, timestamp, value}: {@code runs.metrics("loss", "acc").toCsv("points.csv")}. Timestamps are epoch
     * milliseconds; values keep every digit. In the order of this list, then by the metrics' names, then by step.
     *
     * <p>Read while it is used, a few experiments ahead, in parallel. A service keeps at most 15,000 points of a metric
     * for this read; {@link Experiment#getMetricTotalDf} has all that were logged. Endpoints:
     * {@code experiment/metrics/get-metric}, {@code experiment/metrics/get-all}.
     *
     * @return rows; an experiment without such a metric has none
     */
    public Rows metrics(String... names) {
        return tables.metrics(cached(), Arrays.asList(names)).points();
    }

    /**
     * The values of these metrics beside each other, a row for each experiment and step: {@code
     * runs.metricsByStep("loss", "acc")}. A cell is empty where the metric has no point at that step: nothing is made up
     * between points ({@link Api#getMetricsDf} can do that). Of several points at one step the last one counts, and points
     * without a step are left out, both with a warning. The column of a metric called {@code step} is {@code metrics.step}.
     * Columns of the experiments, such as {@code params.lr}, {@code others.note} or {@code experiment_name}, have their value in
     * every row: {@code runs.metricsByStep("loss", "acc", "params.lr")}. They are read at once.
     * Endpoints: {@code experiment/metrics/get-metric}, and as {@link #table} for the other columns.
     *
     * @return rows {@code experiment_key, step} and the columns in the order given; metrics are read while they are used
     */
    public Rows metricsByStep(String... names) {
        return tables.metricsByStep(cached(), Arrays.asList(names));
    }

    /** The values of a metric by {@code step} or {@code epoch}: rows of key, place, value. */
    Rows metricsBy(String axis, String metric) {
        return tables.metrics(cached(), List.of(metric)).by(axis);
    }

    /**
     * Groups of experiments that are equal in these columns, for means over seeds: {@code
     * runs.groupBy("params.optimizer", "params.lr").summary("metrics.accuracy")}. Endpoints: as {@link #table} for the
     * columns.
     *
     * @param columns as in {@link #table}
     */
    public ExperimentGroups groupBy(String... columns) {
        return ExperimentGroups.of(this, columns);
    }

    /**
     * The same with options: {@code runs.groupBy(allBut: "params.seed")} groups by all other parameters that differ
     * between the experiments, and {@code runs.groupBy(each: "tags")} makes a group for each tag, so that an experiment
     * with two tags is in two groups. Endpoints: as {@link #table} for the columns; {@code allBut} reads
     * {@code experiment/parameters} at once.
     *
     * @param options {@code allBut} (a parameter or several) and {@code each} (a column of lists, such as {@code tags})
     * @param columns as in {@link #table}
     * @throws NotFoundException for a parameter that no experiment here has; names the nearest
     */
    public ExperimentGroups groupBy(Map<?, ?> options, String... columns) {
        return ExperimentGroups.of(this, options, Arrays.asList(columns), () -> tables.parameters(cached()));
    }

    /**
     * Writes {@link #table} as CSV; the file appears when it is complete, compressed when its name ends in {@code .gz}:
     * {@code runs.toCsv("best.csv", "experiment_name", "metrics.loss")}. Endpoints: as {@link #table} for the
     * columns.
     *
     * @param file a path, as text or {@code Path}
     * @return the file
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     */
    public Path toCsv(Object file, String... columns) {
        return table(columns).toCsv(file);
    }

    /** The short table that the prompt shows: the facts, and the columns that the query asked about. */
    Table summary(int from, int most) {
        return tables.summary(cached(), askedColumns, from, most);
    }
}
