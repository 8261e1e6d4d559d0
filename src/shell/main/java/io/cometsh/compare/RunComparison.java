package io.cometsh.compare;

import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentGroup;
import io.cometsh.client.ExperimentGroups;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.wire.Numbers;
import io.cometsh.export.Table;
import io.cometsh.text.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares experiments: reads what is needed at once, makes the groups, and writes what limits the answer. */
public final class RunComparison {
    /** In place of a missing value. */
    static final Object NONE = "";

    private static final String KEY = "experiment_key";
    private static final String STATE = "state";
    private static final String BASE = "base";
    private static final String NEW = "new";
    private static final String BEST = "best";
    private static final String NOT_SHOWN = "~";
    private static final String NOT_POSSIBLE = "?";
    private static final List<String> UNFINISHED = List.of("running", "crashed");
    /** A warning names so many groups, and counts the others. */
    private static final int MOST_NAMED = 3;

    private final CompareOptions options;
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    private RunComparison(CompareOptions options) {
        this.options = options;
    }

    /** The runs of one group, as rows of the table of all runs. */
    private record Group(Map<String, Object> values, List<Map<String, Object>> runs) {
        String label() {
            return values.isEmpty()
                    ? ""
                    : values.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining(", "));
        }
    }

    /**
     * Compares two lists, configuration by configuration.
     *
     * @throws IllegalArgumentException where both lists are empty, and for a value that is not a number
     */
    public static Comparisons pairs(ExperimentList base, ExperimentList other, CompareOptions options) {
        if (base.isEmpty() && other.isEmpty()) {
            throw new IllegalArgumentException("there are no experiments to compare: both lists are empty");
        }
        List<Experiment> both = new ArrayList<>(base);
        both.addAll(other);
        ExperimentList all = base.isEmpty() ? other.like(both) : base.like(both);
        return new RunComparison(options).pairs(all, keys(base), keys(other));
    }

    /**
     * Ranks the groups of a list and compares each with the best.
     *
     * @throws IllegalArgumentException where there is only one group, and for a value that is not a number
     */
    public static Comparisons ranked(ExperimentList runs, CompareOptions options) {
        return new RunComparison(options).ranked(runs);
    }

    /** The same with groups that are there. */
    public static Comparisons ranked(ExperimentGroups groups, CompareOptions options) {
        if (options.by() != null || options.seeds() != null) {
            throw new IllegalArgumentException("groups are compared as they are: by and seed are for lists");
        }
        RunComparison comparison = new RunComparison(options);
        List<Group> read = new ArrayList<>();
        for (ExperimentGroup group : groups.groups()) {
            read.add(new Group(group.values(), rows(comparison.read(group.runs(), List.of()))));
        }
        Set<Object> seen = new HashSet<>();
        if (read.stream().flatMap(group -> group.runs.stream()).anyMatch(run -> !seen.add(run.get(KEY)))) {
            comparison.warnings.add("some runs are in several groups, which makes these more alike than they are");
        }
        return comparison.rank(groups.columns(), read, List.of());
    }

    private Comparisons pairs(ExperimentList all, Set<String> base, Set<String> other) {
        List<String> differing = differing(all);
        Table table = read(all, differing);
        List<Map<String, Object>> runs = rows(table);
        Seeds seeds = seeds(runs, differing);
        long shared = base.stream().filter(other::contains).count();
        if (shared > 0) {
            warnings.add(Quantity.of(shared, "run is", "runs are") + " on both sides");
        }
        List<Map<String, Object>> old = of(runs, base);
        List<Map<String, Object>> now = of(runs, other);
        List<String> by = options.by() != null
                ? options.by()
                : differing.stream()
                        .filter(name -> !seeds.columns().contains(name))
                        .filter(name -> differs(name, old) || differs(name, now))
                        .toList();
        Map<List<Object>, List<Group>> groups = new LinkedHashMap<>();
        for (List<Map<String, Object>> side : List.of(old, now)) {
            for (Map<String, Object> run : side) {
                List<Group> sides = groups.computeIfAbsent(
                        key(run, by),
                        any -> List.of(
                                new Group(values(run, by), new ArrayList<>()),
                                new Group(values(run, by), new ArrayList<>())));
                sides.get(side == old ? 0 : 1).runs.add(run);
            }
        }
        warnPooled(
                by,
                seeds,
                differing,
                groups.values().stream().flatMap(List::stream).toList());
        for (String metric : options.metrics()) {
            warnMissing(BASE, old, metric);
            warnMissing(NEW, now, metric);
            Goal goal = goal(metric);
            List<Comparison> uncorrected = groups.values().stream()
                    .map(sides -> Comparison.of(
                            sample(BASE, sides.get(0).runs, metric),
                            sample(NEW, sides.get(1).runs, metric),
                            options.method()))
                    .toList();
            List<Comparison> corrected = Holm.correct(uncorrected);
            List<String> labels = new ArrayList<>();
            int next = 0;
            for (List<Group> sides : groups.values()) {
                Comparison one = corrected.get(next++);
                labels.add(sides.get(0).label());
                List<Object> values = new ArrayList<>(sides.get(0).values.values());
                row(values, metric, BASE, one.base(), null, BASE);
                row(values, metric, NEW, one.other(), one, verdict(one, goal));
            }
            report(corrected, labels);
        }
        warnIntervals();
        return result(by, true, seeds.columns());
    }

    private Comparisons ranked(ExperimentList runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("there are no experiments to compare: the list is empty");
        }
        List<String> differing = differing(runs);
        List<Map<String, Object>> all = rows(read(runs, differing));
        Seeds seeds = seeds(all, differing);
        List<String> by = options.by() != null
                ? options.by()
                : differing.stream()
                        .filter(name -> !seeds.columns().contains(name))
                        .toList();
        Map<List<Object>, Group> groups = new LinkedHashMap<>();
        for (Map<String, Object> run : all) {
            groups.computeIfAbsent(key(run, by), any -> new Group(values(run, by), new ArrayList<>()))
                    .runs
                    .add(run);
        }
        warnPooled(by, seeds, differing, groups.values());
        return rank(by, List.copyOf(groups.values()), seeds.columns());
    }

    private Comparisons rank(List<String> by, List<Group> groups, List<String> seeds) {
        if (groups.size() < 2) {
            throw new IllegalArgumentException("there is only one group"
                    + (groups.isEmpty() || groups.get(0).values.isEmpty()
                            ? ""
                            : ", " + groups.get(0).label())
                    + ": name the columns of the groups, such as by: \"params.lr\", or a list to compare with");
        }
        for (String metric : options.metrics()) {
            Goal named = goal(metric);
            Goal goal = named == null ? Goal.MAX : named;
            if (named == null) {
                warnings.add("the name of " + metric + " does not show which values are better: the largest come first;"
                        + " a goal of min reverses that");
            }
            groups.forEach(group -> warnMissing(group.label(), group.runs, metric));
            List<Sample> ranked = groups.stream()
                    .map(group -> sample(group.label(), group.runs, metric))
                    .sorted(Comparator.comparingDouble(
                                    (Sample one) -> Double.isNaN(one.centre(options.method())) ? 1 : 0)
                            .thenComparing(one -> one.centre(options.method()), (one, two) -> goal.compare(two, one)))
                    .toList();
            Map<String, Group> byLabel = new LinkedHashMap<>();
            groups.forEach(group -> byLabel.put(group.label(), group));
            List<Comparison> withBest = withBest(ranked);
            row(List.copyOf(values(byLabel, ranked.get(0))), metric, null, ranked.get(0), null, BEST);
            for (Comparison one : withBest) {
                row(values(byLabel, one.other()), metric, null, one.other(), one, verdict(one, goal));
            }
            report(withBest, ranked.stream().skip(1).map(Sample::name).toList());
        }
        warnIntervals();
        return result(by, false, seeds);
    }

    private static Collection<Object> values(Map<String, Group> byLabel, Sample sample) {
        return byLabel.get(sample.name()).values.values();
    }

    /** The best is chosen by the values that are compared, so every pair of groups counts for the correction. */
    private List<Comparison> withBest(List<Sample> ranked) {
        List<Comparison> pairs = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            for (int j = i + 1; j < ranked.size(); j++) {
                pairs.add(Comparison.of(ranked.get(i), ranked.get(j), options.method()));
            }
        }
        return Holm.correct(pairs).subList(0, ranked.size() - 1);
    }

    // ---- what is read

    /** The parameters that are not equal for all of these runs. */
    private static List<String> differing(ExperimentList all) {
        return all.groupBy(Map.of("allBut", List.of())).columns();
    }

    private Table read(ExperimentList runs, List<String> parameters) {
        Set<String> columns = new LinkedHashSet<>(List.of(KEY, STATE));
        columns.addAll(parameters);
        if (options.by() != null) {
            columns.addAll(options.by());
        }
        if (options.seeds() != null) {
            columns.addAll(options.seeds());
        }
        columns.addAll(options.metrics());
        return runs.table(columns.toArray(String[]::new));
    }

    private static List<Map<String, Object>> rows(Table table) {
        return new ArrayList<>(table);
    }

    private static Set<String> keys(ExperimentList runs) {
        return runs.stream().map(Experiment::getKey).collect(Collectors.toSet());
    }

    /** Each once: a run may be in both lists. */
    private static List<Map<String, Object>> of(List<Map<String, Object>> runs, Set<String> keys) {
        Set<Object> seen = new HashSet<>();
        return runs.stream()
                .filter(run -> keys.contains(run.get(KEY)) && seen.add(run.get(KEY)))
                .toList();
    }

    private Seeds seeds(List<Map<String, Object>> runs, List<String> differing) {
        if (options.seeds() != null) {
            return new Seeds(options.seeds(), List.of());
        }
        Map<String, List<Object>> cells = new LinkedHashMap<>();
        differing.forEach(name -> cells.put(
                name, runs.stream().map(run -> comparable(run.get(name))).toList()));
        Seeds found = Seeds.find(cells);
        if (options.by() == null) {
            warnings.addAll(found.warnings());
        }
        return found;
    }

    private static boolean differs(String name, List<Map<String, Object>> runs) {
        return runs.stream().map(run -> comparable(run.get(name))).distinct().count() > 1;
    }

    private static List<Object> key(Map<String, Object> run, List<String> by) {
        return by.stream().map(name -> comparable(run.get(name))).toList();
    }

    /** 0.1 and 0.10 are one setting, and a missing one is another. */
    private static Object comparable(Object cell) {
        return cell == null ? NONE : cell instanceof BigDecimal number ? number.stripTrailingZeros() : cell;
    }

    private static Map<String, Object> values(Map<String, Object> run, List<String> by) {
        Map<String, Object> values = new LinkedHashMap<>();
        by.forEach(name -> values.put(name, run.get(name)));
        return values;
    }

    private Sample sample(String name, List<Map<String, Object>> runs, String metric) {
        return new Sample(
                name, runs.stream().map(run -> number(metric, run.get(metric))).toList());
    }

    private static Double number(String column, Object value) {
        Object cell = value instanceof CharSequence text ? Numbers.toCell(text.toString()) : value;
        if (cell == null || cell instanceof Number) {
            return cell == null ? Double.NaN : ((Number) cell).doubleValue();
        }
        throw new IllegalArgumentException(
                "the column \"" + column + "\" has the value \"" + value + "\", which is not a number to compare");
    }

    // ---- what limits the answer

    private Goal goal(String metric) {
        return options.goal() == null ? Goal.of(metric) : options.goal();
    }

    private void warnMissing(String side, List<Map<String, Object>> runs, String metric) {
        String of = side.isEmpty() ? "" : " of " + side;
        long missing = runs.stream()
                .filter(run -> Double.isNaN(number(metric, run.get(metric))))
                .count();
        if (missing > 0) {
            warnings.add(Quantity.of(missing, "run", "runs") + of + (missing == 1 ? " has" : " have") + " no value of "
                    + metric);
        }
        for (String state : UNFINISHED) {
            long unfinished =
                    runs.stream().filter(run -> state.equals(run.get(STATE))).count();
            if (unfinished > 0) {
                warnings.add(Quantity.of(unfinished, "run", "runs") + of + (unfinished == 1 ? " is " : " are ") + state
                        + ": the values so far are compared");
            }
        }
    }

    private void warnPooled(List<String> by, Seeds seeds, List<String> differing, Collection<Group> groups) {
        List<String> pooled = differing.stream()
                .filter(name -> !by.contains(name) && !seeds.columns().contains(name))
                .filter(name -> groups.stream().anyMatch(group -> differs(name, group.runs)))
                .toList();
        if (!pooled.isEmpty()) {
            warnings.add("runs of one group differ in " + some(pooled) + " too, which counts as chance");
        }
    }

    /** What several comparisons have in common is reported once, with their groups. */
    private void report(List<Comparison> several, List<String> labels) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (int i = 0; i < several.size(); i++) {
            for (String warning : several.get(i).warnings()) {
                groups.computeIfAbsent(warning, any -> new ArrayList<>()).add(labels.get(i));
            }
        }
        groups.forEach(
                (warning, some) -> warnings.add(some.equals(List.of("")) ? warning : some(some) + ": " + warning));
        comparisons.addAll(several);
    }

    private void warnIntervals() {
        boolean few = options.method() == Method.MANN_WHITNEY
                && comparisons.stream()
                        .flatMap(one -> List.of(one.base(), one.other()).stream())
                        .anyMatch(one -> one.n() > 0 && one.n() < Sample.LEAST_FOR_MEDIAN);
        if (few) {
            warnings.add("a 95 % interval of a median needs at least " + Sample.LEAST_FOR_MEDIAN
                    + " runs: with fewer, low95 and high95 are empty");
        }
    }

    private static String some(List<String> names) {
        return names.size() <= MOST_NAMED + 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " more";
    }

    // ---- the table

    private static String verdict(Comparison one, Goal goal) {
        if (!one.isShown()) {
            return one.isPossible() ? NOT_SHOWN : NOT_POSSIBLE;
        }
        if (goal == null) {
            return one.direction() > 0 ? "higher" : "lower";
        }
        return one.direction() > 0 == (goal == Goal.MAX) ? "better" : "worse";
    }

    private void row(
            Collection<Object> group,
            String metric,
            String side,
            Sample sample,
            Comparison comparison,
            String verdict) {
        List<Object> row = new ArrayList<>(group);
        row.add(metric);
        if (side != null) {
            row.add(side);
        }
        row.add(sample.n());
        row.add(cell(sample.centre(options.method())));
        row.addAll(cells(sample.interval(options.method())));
        row.add(comparison == null ? null : cell(comparison.percent()));
        row.addAll(cells(comparison == null ? null : comparison.percentInterval()));
        row.add(comparison == null ? null : cell(comparison.p()));
        row.add(verdict);
        row.add(
                comparison == null || comparison.warnings().isEmpty()
                        ? null
                        : String.join("; ", comparison.warnings()));
        rows.add(row);
    }

    private static Object cell(double number) {
        return Double.isNaN(number) ? null : number;
    }

    private static List<Object> cells(Interval interval) {
        return interval == null ? Arrays.asList(null, null) : List.of(interval.low(), interval.high());
    }

    private Comparisons result(List<String> by, boolean sides, List<String> seeds) {
        List<String> columns = new ArrayList<>(by);
        columns.add("metric");
        if (sides) {
            columns.add("side");
        }
        columns.addAll(List.of(
                "n",
                options.method().centre(),
                "low95",
                "high95",
                "percent",
                "percent_low",
                "percent_high",
                "p",
                "verdict",
                "note"));
        return new Comparisons(new Table(columns, rows), comparisons, seeds, List.copyOf(warnings));
    }
}
