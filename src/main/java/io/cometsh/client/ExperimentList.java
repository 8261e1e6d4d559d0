package io.cometsh.client;

import io.cometsh.export.Table;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The experiments of one answer, in the server's order: an unmodifiable list that can also be read as a table.
 *
 * <pre>{@code
 * api.query("demo", "digits", Metric("accuracy") > 0.9).table("experiment_name", "metrics.accuracy")
 * }</pre>
 */
public final class ExperimentList extends AbstractList<Experiment> implements RandomAccess {
    private final List<Experiment> experiments;
    private final List<String> askedColumns;
    private final ExperimentTables tables;

    ExperimentList(List<Experiment> experiments, List<String> askedColumns, ExperimentTables tables) {
        this.experiments = List.copyOf(experiments);
        this.askedColumns = List.copyOf(askedColumns);
        this.tables = tables;
    }

    @Override
    public Experiment get(int index) {
        return experiments.get(index);
    }

    @Override
    public int size() {
        return experiments.size();
    }

    /**
     * A table with the given columns, or with all there are when none is given: {@code experiment_key},
     * {@code experiment_name}, {@code workspace}, {@code project}, {@code archived}, {@code state}, {@code start_time},
     * {@code end_time} (ISO 8601, UTC), {@code duration_seconds}, {@code params.NAME}, {@code metrics.NAME} (its
     * current value), {@code others.NAME} and {@code tags}. {@code hits.table("experiment_name", "metrics.accuracy")}.
     *
     * <p>Only the reads that the columns need are made, in parallel: none for the columns up to
     * {@code duration_seconds}.
     * Endpoints: {@code experiment/parameters}, {@code experiment/metrics/summary}, {@code experiment/log-other}, {@code experiment/tags}, as the columns need them.
     *
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     */
    public Table table(String... columns) {
        return tables.table(this, Arrays.asList(columns));
    }

    /** A part of it that can still be read as a table. */
    @Override
    public ExperimentList subList(int from, int to) {
        return new ExperimentList(experiments.subList(from, to), askedColumns, tables);
    }

    /**
     * The same experiments in another order: {@code hits.sortedBy("metrics.val_loss", "start_time:desc")}. Numbers go by
     * their size, in parameters and others too where every value is a number; texts by their characters; what is
     * missing, or is NaN, comes last either way. Where the columns are equal the order stays.
     * Endpoints: those of {@link #table} for the columns.
     *
     * @param columns as in {@link #table}, each with {@code :desc} for the largest first; none for the order as it is
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     */
    public ExperimentList sortedBy(String... columns) {
        if (columns.length == 0) {
            return this;
        }
        List<SortColumn> sort = Arrays.stream(columns).map(SortColumn::of).toList();
        Table values = tables.table(this, sort.stream().map(SortColumn::name).toList());
        List<Integer> order = SortColumn.order(sort, values.rows());
        return new ExperimentList(order.stream().map(experiments::get).toList(), askedColumns, tables);
    }

    /** The short table that the prompt shows: the facts, and the columns that the query asked about. */
    Table summary(int from, int most) {
        return tables.summary(this, askedColumns, from, most);
    }
}
