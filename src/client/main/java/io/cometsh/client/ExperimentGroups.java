package io.cometsh.client;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.RunColumn;
import io.cometsh.client.service.Statistics;
import io.cometsh.client.wire.Numbers;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import io.cometsh.query.Source;
import io.cometsh.text.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Experiments with equal values in some columns, such as the repetitions of one configuration with several seeds.
 *
 * <pre>{@code
 * def configurations = runs.groupBy(allBut: "params.seed")
 * configurations.summary("metrics.accuracy.max")
 * configurations.curve("loss")
 * }</pre>
 */
public final class ExperimentGroups implements Tabular {
    private static final String RUNS = "runs";
    private static final List<String> STATISTICS =
            List.of(".n", ".mean", ".std", ".median", ".min", ".max", ".low95", ".high95");
    private static final List<String> OF_A_CURVE = List.of("n", "mean", "std", "min", "max");
    /** What the SDK logs as a parameter and is not a setting: how far a run has come. */
    private static final List<String> POSITIONS = List.of("params.curr_step", "params.curr_epoch");

    private static final String STEP = "step";
    private static final String EPOCH = "epoch";
    private static final String EACH = "each";
    private static final String ALL_BUT = "allBut";

    private final ExperimentList experiments;
    private final List<String> by;
    /** The column whose cells are lists, and whose members make a group each; null for none. */
    private final String each;

    private ExperimentGroups(ExperimentList experiments, List<String> by, String each) {
        this.experiments = experiments;
        this.by = List.copyOf(by);
        this.each = each;
    }

    static ExperimentGroups of(ExperimentList experiments, String... by) {
        return new ExperimentGroups(experiments, List.of(by), null);
    }

    /** @param parameters a column for each parameter of the experiments; asked for only where it is needed */
    static ExperimentGroups of(
            ExperimentList experiments, Map<?, ?> options, List<String> columns, Parameters parameters) {
        Map<Object, Object> left = new LinkedHashMap<>(options);
        Object allBut = left.remove(ALL_BUT);
        Object each = left.remove(EACH);
        if (!left.isEmpty()) {
            String unknown = String.valueOf(left.keySet().iterator().next());
            throw new IllegalArgumentException("groupBy has no option \"" + unknown + "\""
                    + Names.hint(unknown, List.of(ALL_BUT, EACH)) + "; there is " + ALL_BUT + " and " + EACH);
        }
        List<String> by = new ArrayList<>(columns);
        if (allBut != null) {
            List<String> without = allBut instanceof Collection<?> several
                    ? several.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(allBut));
            differing(parameters.table(), without).stream()
                    .filter(name -> !by.contains(name))
                    .forEach(by::add);
        }
        if (each != null) {
            by.add(String.valueOf(each));
        }
        return new ExperimentGroups(experiments, by, each == null ? null : String.valueOf(each));
    }

    /** The parameters of the experiments as a table, which is read when it is asked for. */
    interface Parameters {
        Table table();
    }

    /** The parameters that differ between the experiments, without some. */
    private static List<String> differing(Table parameters, List<String> allBut) {
        List<String> without = allBut.stream()
                .map(name -> RunColumn.parse(name, Source.PARAMETERS).text())
                .toList();
        for (String name : without) {
            if (!parameters.isEmpty() && !parameters.columns().contains(name)) {
                throw new NotFoundException(
                        "no experiment here has the column \"" + name + "\"" + Names.hint(name, parameters.columns()));
            }
        }
        return parameters.columns().stream()
                .filter(name -> !without.contains(name) && !POSITIONS.contains(name))
                .filter(name -> parameters.column(name).stream()
                                .map(ExperimentGroups::comparable)
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    /** The columns that the experiments are grouped by: {@code groups.columns()}. Nothing is asked. */
    public List<String> columns() {
        return new ArrayList<>(by);
    }

    /** The number of groups: {@code groups.size()}. Endpoints: as {@link ExperimentList#table} for the columns. */
    public int size() {
        return groups().size();
    }

    /**
     * The groups in the order in which they first occur: {@code groups.groups().each { println it.values }}. With
     * {@code each} an experiment is in a group for each member of its list, and in one of its own where the list is empty.
     * Endpoints: as {@link ExperimentList#table} for the columns.
     */
    public List<ExperimentGroup> groups() {
        List<ExperimentGroup> groups = new ArrayList<>();
        Map<String, Experiment> byKey = byKey();
        for (Members members : members(read())) {
            List<Experiment> runs = new ArrayList<>();
            members.rows.forEach(row -> runs.add(byKey.get(String.valueOf(row.get(by.size())))));
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < by.size(); i++) {
                values.put(by.get(i), members.values.get(i));
            }
            groups.add(new ExperimentGroup(values, experiments.like(runs)));
        }
        return groups;
    }

    /**
     * A row for each group, in the order in which they first occur: the columns that were grouped by, {@code runs} (how
     * many experiments), and for each of the given columns its {@code .n} (how many values there are), {@code .mean},
     * {@code .std} (the sample deviation, by n-1; none for a single value), {@code .median}, {@code .min}, {@code .max},
     * and {@code .low95} and {@code .high95}, the 95 % interval of the mean by Student's t distribution. A missing value
     * and NaN do not count. {@code groups.summary("metrics.accuracy.max", "duration_seconds")}.
     *
     * <p>Only the reads that the columns need are made. Endpoints: as {@link ExperimentList#table} for the columns.
     *
     * @param columns of numbers, such as {@code metrics.accuracy} (its current value) or {@code duration_seconds}
     * @throws NotFoundException for a column that no experiment here has; names the nearest
     * @throws IllegalArgumentException for a value that is not a number
     */
    public Table summary(String... columns) {
        List<String> headings = new ArrayList<>(by);
        headings.add(RUNS);
        for (String column : columns) {
            STATISTICS.forEach(statistic -> headings.add(column + statistic));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (Members members : members(read(columns))) {
            List<Object> row = new ArrayList<>(members.values);
            row.add(members.rows.size());
            for (int i = 0; i < columns.length; i++) {
                int place = by.size() + 1 + i;
                String column = columns[i];
                Statistics of = Statistics.of(members.rows.stream()
                        .map(one -> one.get(place))
                        .filter(value -> value != null)
                        .mapToDouble(value -> number(column, value))
                        .toArray());
                row.add(of.n());
                row.addAll(cells(of.mean(), of.std(), of.median(), of.min(), of.max(), of.low95(), of.high95()));
            }
            rows.add(row);
        }
        return new Table(headings, rows);
    }

    /** The same as {@link #curve(String, String)} by step: {@code groups.curve("val_loss")}. */
    public Table curve(String metric) {
        return curve(metric, STEP);
    }

    /**
     * A metric over the runs of each group: a row for each group and step with the columns that were grouped by,
     * {@code step}, {@code n} (how many runs have a value there), {@code mean}, {@code std}, {@code min} and {@code max}:
     * {@code groups.curve("val_loss", by: "epoch")}. Nothing is made up between points, so runs that log at different
     * steps do not meet. Of several points of a run at one step the last one counts. Endpoints:
     * {@code experiment/metrics/get-metric}, and as {@link ExperimentList#table} for the columns of the groups.
     *
     * @param by {@code step} or {@code epoch}
     * @throws IllegalArgumentException for another axis
     */
    public Table curve(String metric, String by) {
        if (!by.equals(STEP) && !by.equals(EPOCH)) {
            throw new IllegalArgumentException(
                    "a curve over several runs is by step or by epoch, not by \"" + by + "\"");
        }
        List<Members> groups = members(read());
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            for (List<Object> row : groups.get(i).rows) {
                places.computeIfAbsent(String.valueOf(row.get(this.by.size())), any -> new ArrayList<>())
                        .add(i);
            }
        }
        List<Map<Long, List<Double>>> values = new ArrayList<>();
        groups.forEach(group -> values.add(new TreeMap<>()));
        Rows points = experiments.metricsBy(by, metric);
        for (Iterator<List<Object>> rows = points.cells(); rows.hasNext(); ) {
            List<Object> row = rows.next();
            double value = number(metric, row.get(2));
            long step = ((Number) row.get(1)).longValue();
            for (int group : places.getOrDefault(String.valueOf(row.get(0)), List.of())) {
                values.get(group)
                        .computeIfAbsent(step, any -> new ArrayList<>())
                        .add(value);
            }
        }
        List<String> headings = new ArrayList<>(this.by);
        headings.add(by);
        headings.addAll(OF_A_CURVE);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Object> group = groups.get(i).values;
            values.get(i).forEach((step, some) -> rows.add(curveRow(group, step, some)));
        }
        return new Table(headings, rows);
    }

    private static List<Object> curveRow(List<Object> group, Long step, List<Double> values) {
        Statistics of =
                Statistics.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        List<Object> row = new ArrayList<>(group);
        row.add(step);
        row.add(of.n());
        row.addAll(cells(of.mean(), of.std(), of.min(), of.max()));
        return row;
    }

    /** The groups and how many runs each has. Endpoints: as {@link ExperimentList#table} for the columns. */
    @Override
    public Table table() {
        return summary();
    }

    /** Some rows of the table of the experiments: the columns of the groups, the key, and more. */
    private Table read(String... columns) {
        List<String> all = new ArrayList<>(by);
        all.add("experiment_key");
        all.addAll(Arrays.asList(columns));
        return experiments.table(all.toArray(String[]::new));
    }

    private record Members(List<Object> values, List<List<Object>> rows) {}

    private List<Members> members(Table table) {
        Map<List<Object>, Members> groups = new LinkedHashMap<>();
        for (List<Object> row : table.rows()) {
            for (List<Object> values : values(row)) {
                groups.computeIfAbsent(
                                values.stream()
                                        .map(ExperimentGroups::comparable)
                                        .toList(),
                                any -> new Members(values, new ArrayList<>()))
                        .rows
                        .add(row);
            }
        }
        return List.copyOf(groups.values());
    }

    /** The groups of one experiment. */
    private List<List<Object>> values(List<Object> row) {
        List<Object> values = new ArrayList<>(row.subList(0, by.size()));
        int last = by.size() - 1;
        if (each == null || !(values.get(last) instanceof Collection<?> several)) {
            return List.of(values);
        }
        List<List<Object>> groups = new ArrayList<>();
        Collection<?> members = several.isEmpty() ? Arrays.asList((Object) null) : several;
        members.stream().distinct().forEach(member -> {
            List<Object> one = new ArrayList<>(values);
            one.set(last, member);
            groups.add(one);
        });
        return groups;
    }

    /** 0.1 and 0.10 are one setting. */
    private static Object comparable(Object cell) {
        return cell instanceof BigDecimal number
                ? List.of(number.stripTrailingZeros())
                : cell == null ? List.of() : cell;
    }

    private Map<String, Experiment> byKey() {
        Map<String, Experiment> byKey = new HashMap<>();
        experiments.forEach(experiment -> byKey.put(experiment.getKey(), experiment));
        return byKey;
    }

    private static List<Object> cells(double... statistics) {
        List<Object> cells = new ArrayList<>();
        for (double statistic : statistics) {
            cells.add(Double.isNaN(statistic) ? null : statistic);
        }
        return cells;
    }

    private static double number(String column, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        Object cell = value == null ? Double.NaN : Numbers.toCell(value.toString());
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("the column \"" + column + "\" has the value \"" + value
                + "\", which has no mean: group by it instead");
    }

    /** Without reading: what is grouped by. */
    @Override
    public String toString() {
        return experiments.size() + " experiments by " + String.join(", ", by);
    }
}
