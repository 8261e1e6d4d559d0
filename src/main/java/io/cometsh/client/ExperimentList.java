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
     * current value), {@code others.NAME} and {@code tags}.
     *
     * <p>Only the reads that the columns need are made, in parallel: none for the columns up to
     * {@code duration_seconds}.
     *
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     */
    public Table table(String... columns) {
        return tables.table(this, Arrays.asList(columns));
    }

    /** The short table that the prompt shows: the facts, and the columns that the query asked about. */
    Table summary(int from, int most) {
        return tables.summary(this, askedColumns, from, most);
    }
}
