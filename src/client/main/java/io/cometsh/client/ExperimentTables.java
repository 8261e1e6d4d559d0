package io.cometsh.client;

import io.cometsh.client.service.CurveColumns;
import io.cometsh.client.service.ExperimentColumns;
import io.cometsh.client.service.ExperimentColumns.ColumnValues;
import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.ExperimentRows;
import io.cometsh.client.service.MetricRows;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.NumberColumns;
import io.cometsh.client.service.Parallel;
import io.cometsh.client.service.ReadInterruptedException;
import io.cometsh.client.service.RunColumn;
import io.cometsh.client.service.SparkColumns;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.TableColumn;
import io.cometsh.export.TypeGuess;
import io.cometsh.query.Source;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Tables of experiments: reads what the columns need, of many experiments at once, and nothing else. */
final class ExperimentTables {
    private static final String KEY = "experiment_key";
    private static final String NAME = "experiment_name";
    private static final List<String> SUMMARY = List.of("state", "start_time", "duration_seconds");

    private final ExperimentReads reads;
    private final Parallel parallel;

    ExperimentTables(ExperimentReads reads, Parallel parallel) {
        this.reads = reads;
        this.parallel = parallel;
    }

    Parallel parallel() {
        return parallel;
    }

    MetricRows metrics(List<CachedExperiment> experiments, List<String> names) {
        return new MetricRows(keys(experiments), names, reads, parallel);
    }

    /** Metrics beside each other by step, with columns such as {@code params.lr} in every row of an experiment. */
    Rows metricsByStep(List<CachedExperiment> experiments, List<String> names) {
        List<String> asked = List.copyOf(new LinkedHashSet<>(names));
        List<String> constant = asked.stream()
                .filter(ExperimentColumns::isConstant)
                .filter(name -> !name.equals(KEY))
                .toList();
        List<String> metrics =
                asked.stream().filter(name -> !constant.contains(name)).toList();
        Rows steps = metrics(experiments, metrics).bySteps();
        if (constant.isEmpty()) {
            return steps;
        }
        List<String> keyed = new ArrayList<>(List.of(KEY));
        keyed.addAll(constant);
        Table values = table(experiments, keyed);
        Map<Object, List<Object>> byKey = new HashMap<>();
        values.rows().forEach(row -> byKey.put(row.get(0), row.subList(1, row.size())));
        List<Object> none = Collections.nCopies(constant.size(), null);
        List<TableColumn> columns = TypeGuess.columns(values).subList(1, keyed.size());
        int keyAndStep = steps.columns().size() - metrics.size();
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, keyAndStep).boxed().toList());
        asked.forEach(name -> places.add(
                constant.contains(name)
                        ? steps.columns().size() + constant.indexOf(name)
                        : keyAndStep + metrics.indexOf(name)));
        return steps.with(columns, row -> byKey.getOrDefault(row.get(0), none)).at(places);
    }

    Table table(List<CachedExperiment> experiments, List<String> columns) {
        if (columns.isEmpty()) {
            List<ColumnValues> rows = readOrPart(experiments, List.of());
            return fill(ExperimentRows.allColumns(rows), rows);
        }
        if (Set.of(KEY).containsAll(columns)) {
            return keyTable(experiments, columns);
        }
        List<RunColumn> typed = RunColumn.parse(columns);
        List<RunColumn> values =
                typed.stream().filter(column -> !column.isSpark()).toList();
        ExperimentColumns.check(
                values,
                () -> columnsOfProjects(
                        experiments.stream().map(CachedExperiment::metadata).toList()));
        List<ColumnValues> rows = readOrPart(experiments, values);
        values.forEach(column -> refuseUnknown(column, rows));
        SparkColumns sparks = SparkColumns.read(keys(experiments), typed, reads);
        List<RunColumn> meant = ExperimentRows.resolved(typed, rows);
        return new Table(
                columns,
                rows.stream()
                        .map(row -> meant.stream()
                                .map(column -> column.isSpark()
                                        ? sparks.cell(column, row.facts().experimentKey())
                                        : row.cell(column))
                                .toList())
                        .toList());
    }

    /** Of keys alone, which every list of experiments has: nothing is read. */
    private static Table keyTable(List<CachedExperiment> experiments, List<String> columns) {
        List<List<Object>> rows = new ArrayList<>();
        for (CachedExperiment experiment : experiments) {
            rows.add(Collections.nCopies(columns.size(), experiment.key()));
        }
        return new Table(columns, rows);
    }

    /** A column for each parameter that any of the experiments has. */
    Table parameters(List<CachedExperiment> experiments) {
        // The reply has all parameters, whichever is asked for.
        List<ColumnValues> rows = read(experiments, List.of(RunColumn.of(Source.PARAMETERS, "any")));
        return fill(RunColumn.parse(List.copyOf(ExperimentRows.known(rows, Source.PARAMETERS))), rows);
    }

    Table summary(List<CachedExperiment> experiments, List<String> askedColumns, int from, int most) {
        int begin = Math.min(from, experiments.size());
        List<CachedExperiment> shown = experiments.subList(begin, Math.min(most, experiments.size() - begin) + begin);
        CachedExperiment.readScreen(shown);
        // The columns of the query come first: a narrow terminal drops columns from the right.
        Set<String> columns = new LinkedHashSet<>();
        columns.add(NAME);
        columns.addAll(askedColumns);
        columns.addAll(SUMMARY);
        if (!namesTell(there(shown, new HashSet<>()))) {
            columns.add(KEY);
        }
        List<RunColumn> shownColumns = RunColumn.parse(List.copyOf(columns));
        return fill(shownColumns, read(shown, shownColumns)).withTotal(experiments.size());
    }

    /** Whether each has a name, and each another: then nobody needs to see 32 digits. */
    private static boolean namesTell(List<CachedExperiment> experiments) {
        return experiments.stream()
                        .map(experiment -> experiment.metadata().experimentName())
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                == experiments.size();
    }

    private static List<String> keys(List<CachedExperiment> experiments) {
        return experiments.stream().map(CachedExperiment::key).toList();
    }

    private static Table fill(List<RunColumn> columns, List<ColumnValues> rows) {
        List<RunColumn> meant = ExperimentRows.resolved(columns, rows);
        return new Table(
                columns.stream().map(RunColumn::text).toList(),
                rows.stream().map(row -> meant.stream().map(row::cell).toList()).toList());
    }

    void refresh(List<CachedExperiment> experiments) {
        if (!experiments.isEmpty()) {
            parallel.map(experiments, CachedExperiment::refresh);
        }
    }

    /** Ctrl-C leaves the table of the experiments that were read, without the curves, which are read last. */
    private List<ColumnValues> readOrPart(List<CachedExperiment> experiments, List<RunColumn> columns) {
        try {
            return read(experiments, columns);
        } catch (ReadInterruptedException e) {
            boolean isOfRows =
                    e.partial() instanceof List<?> some && some.stream().allMatch(Optional.class::isInstance);
            if (!isOfRows) {
                // The curves of several experiments were being read: there is no row yet.
                e.setPartial(null);
            } else if (e.partial() instanceof List<?> done) {
                List<ColumnValues> rows = done.stream()
                        .flatMap(row -> ((Optional<?>) row).stream())
                        .map(ColumnValues.class::cast)
                        .toList();
                e.setPartial(fill(columns.isEmpty() ? ExperimentRows.allColumns(rows) : columns, rows)
                        .cutShort(e.extent()));
            }
            throw e;
        }
    }

    private List<ColumnValues> read(List<CachedExperiment> experiments, List<RunColumn> columns) {
        Set<String> gone = ConcurrentHashMap.newKeySet();
        // The first touch reads the facts of a whole answer, in parallel itself: it must not wait inside the pool.
        List<CachedExperiment> there = there(experiments, gone);
        NumberColumns numbers = new NumberColumns(reads);
        CurveColumns curves = CurveColumns.read(reads, parallel, keys(there), columns);
        Function<CachedExperiment, Optional<ColumnValues>> row =
                experiment -> readUnlessGone(experiment, curves, numbers, gone);
        List<Optional<ColumnValues>> read = curves.hasRequests()
                ? parallel.map(there, row)
                : there.stream().map(row).toList();
        List<ColumnValues> rows = read.stream().flatMap(Optional::stream).toList();
        reads.warnGone(gone, experiments.size());
        return rows;
    }

    /** Those whose facts can be read; the others have been deleted since they were listed. */
    private static List<CachedExperiment> there(List<CachedExperiment> experiments, Set<String> gone) {
        List<CachedExperiment> there = new ArrayList<>();
        for (CachedExperiment experiment : experiments) {
            try {
                experiment.metadata();
                there.add(experiment);
            } catch (NotFoundException e) {
                gone.add(experiment.key());
            }
        }
        return there;
    }

    private Optional<ColumnValues> readUnlessGone(
            CachedExperiment experiment, CurveColumns curves, NumberColumns numbers, Set<String> gone) {
        try {
            return Optional.of(curves.row(reads, experiment.metadata(), numbers));
        } catch (CometException e) {
            if (!reads.isGone(experiment.key(), e)) {
                throw e;
            }
            gone.add(experiment.key());
            return Optional.empty();
        }
    }

    /** A column that no hit has is empty when other experiments of the projects have it, and else a mistake. */
    private void refuseUnknown(RunColumn column, List<ColumnValues> rows) {
        Set<String> known = ExperimentRows.known(rows, column.source());
        if (rows.isEmpty() || !column.isUnknownAmong(known)) {
            return;
        }
        Set<String> ofProjects =
                columnsOfProjects(rows.stream().map(ColumnValues::facts).toList());
        if (column.isUnknownAmong(ofProjects)) {
            known.addAll(ofProjects);
            throw new NotFoundException(
                    "no experiment here has the column \"" + column.text() + "\"" + column.hint(known));
        }
    }

    private Set<String> columnsOfProjects(List<ExperimentMetadata> experiments) {
        Set<String> columns = new TreeSet<>();
        experiments.stream()
                .map(facts -> Arrays.asList(facts.workspaceName(), facts.projectName()))
                .filter(place -> !place.contains(null))
                .distinct()
                .forEach(place -> columns.addAll(knownColumns(place)));
        return columns;
    }

    private Set<String> knownColumns(List<String> place) {
        try {
            return reads.columns(place.get(0), place.get(1));
        } catch (CometHttpException e) {
            // A server that does not know its columns cannot vouch for one.
            return Set.of();
        }
    }
}
