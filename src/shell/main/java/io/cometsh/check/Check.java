package io.cometsh.check;

import io.cometsh.check.CheckRow.Status;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.compare.Comparison;
import io.cometsh.compare.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compares runs with expectations. What cannot be compared is never a pass: a missing value, no run, a run that is running
 * or crashed, and too few runs for a statement about noise.
 */
public final class Check {
    private static final String KEY = "experiment_key";

    private final List<Expectation> expectations;
    private final boolean withinNoise;
    private final Map<String, Values> read = new HashMap<>();

    /**
     * The values of a column.
     *
     * @param byKey without the runs that have none
     * @param problem why no run has one; null otherwise
     */
    private record Values(Map<String, Object> byKey, String problem) {}

    /** Why something cannot be compared, as a value that ends the comparison. */
    private static final class NotComparable extends Exception {
        private static final long serialVersionUID = 1;

        NotComparable(String reason) {
            super(reason, null, false, false);
        }
    }

    /** @param withinNoise whether all runs together are compared with all runs of the baseline, as two samples */
    public Check(List<Expectation> expectations, boolean withinNoise) {
        this.expectations = List.copyOf(expectations);
        this.withinNoise = withinNoise;
    }

    /** @param baseline null when none is given */
    public CheckResult of(ExperimentList runs, ExperimentList baseline) {
        List<CheckRow> rows = new ArrayList<>();
        for (Expectation expectation : expectations) {
            if (runs.isEmpty()) {
                rows.add(error(expectation, null, "no run matches the expression"));
            } else if (withinNoise && expectation.bound().isRelative()) {
                rows.add(together(expectation, runs, baseline));
            } else {
                rows.addAll(each(expectation, runs, baseline));
            }
        }
        return new CheckResult(rows);
    }

    private List<CheckRow> each(Expectation expectation, ExperimentList runs, ExperimentList baseline) {
        List<CheckRow> rows = new ArrayList<>();
        Object bound = null;
        String noBound = null;
        try {
            bound = bound(expectation, baseline);
        } catch (NotComparable e) {
            noBound = e.getMessage();
        }
        for (Experiment run : runs) {
            try {
                Object value = value(expectation, run, runs);
                if (noBound != null) {
                    throw new NotComparable(noBound);
                }
                rows.add(row(expectation, run, value, bound));
            } catch (NotComparable e) {
                rows.add(error(expectation, run, e.getMessage()));
            }
        }
        return rows;
    }

    private static CheckRow row(Expectation expectation, Experiment run, Object value, Object bound)
            throws NotComparable {
        boolean holds = holds(expectation.relation(), value, bound);
        return new CheckRow(
                holds ? Status.PASS : Status.FAIL,
                expectation.text(),
                run.getName(),
                run.getKey(),
                value,
                bound,
                holds ? null : value + " is not " + expectation.relation() + " " + bound,
                run.getUrl().toString());
    }

    /** A number that is none, such as the loss of a run that diverged, satisfies nothing. */
    private static boolean holds(Relation relation, Object value, Object bound) throws NotComparable {
        if (bound instanceof String word) {
            return relation.holds(word.equals(value.toString()) ? 0 : 1);
        }
        if (!(value instanceof Number number)) {
            throw new NotComparable("the value \"" + value + "\" is not a number");
        }
        double size = number.doubleValue();
        if (Double.isNaN(size)) {
            return false;
        }
        return relation.holds(
                Double.isInfinite(size)
                        ? (int) Math.signum(size)
                        : decimal(number).compareTo((BigDecimal) bound));
    }

    /** All runs as one sample beside the baseline's: broken only when more than chance makes them worse. */
    private CheckRow together(Expectation expectation, ExperimentList runs, ExperimentList baseline) {
        String address = projects(runs);
        String name = counted(runs.size());
        Object value = null;
        Object bound = null;
        try {
            Sample sample = sample("runs", expectation, runs);
            value = sample.statistics().median();
            requireBaseline(baseline);
            Sample plain = sample("baseline", expectation, baseline);
            BigDecimal centre = decimal(finite(plain.statistics().median(), "the median of the baseline"));
            double offset = expectation.bound().offsetOf(centre).doubleValue();
            bound = sum(centre, expectation.bound().offsetOf(centre));
            Sample base = new Sample(
                    "baseline", plain.values().stream().map(one -> one + offset).toList());
            Comparison comparison = Comparison.of(base, sample);
            if (!comparison.isPossible()) {
                throw new NotComparable(String.join("; ", comparison.warnings()));
            }
            boolean broken = comparison.isShown() && expectation.relation().isBad(comparison.direction());
            String p = "p "
                    + new BigDecimal(comparison.p()).round(new MathContext(2)).toPlainString() + ", " + sample.n()
                    + " and " + base.n() + " runs";
            return new CheckRow(
                    broken ? Status.FAIL : Status.PASS,
                    expectation.text(),
                    name,
                    null,
                    value,
                    bound,
                    (broken ? "worse than noise explains: " : "within noise or better: ") + p,
                    address);
        } catch (NotComparable e) {
            return new CheckRow(Status.ERROR, expectation.text(), name, null, value, bound, e.getMessage(), address);
        }
    }

    /** The values of all runs; one that has none, or NaN, makes the sample unusable, because leaving it out would flatter. */
    private Sample sample(String name, Expectation expectation, ExperimentList runs) throws NotComparable {
        List<Double> values = new ArrayList<>();
        for (Experiment run : runs) {
            Object value = value(expectation, run, runs);
            if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
                throw new NotComparable("the value of " + run.getName() + " is " + value + ", which is not a number");
            }
            values.add(number.doubleValue());
        }
        return new Sample(name, values);
    }

    private Object value(Expectation expectation, Experiment run, ExperimentList runs) throws NotComparable {
        String state = run.getState();
        if (!state.equals("finished")) {
            throw new NotComparable(
                    state.equals("running")
                            ? "the run " + run.getName() + " is still running"
                            : "the run " + run.getName() + " crashed");
        }
        Values values = values(expectation.column(), runs);
        Object value = values.byKey().get(run.getKey());
        if (value == null) {
            throw new NotComparable(
                    values.problem() != null
                            ? values.problem()
                            : "the run " + run.getName() + " has no " + expectation.column());
        }
        return value;
    }

    private Values values(String column, ExperimentList runs) {
        return read.computeIfAbsent(column + "\n" + System.identityHashCode(runs), any -> {
            Map<String, Object> byKey = new HashMap<>();
            try {
                runs.table(KEY, column).rows().forEach(row -> byKey.put((String) row.get(0), row.get(1)));
                return new Values(byKey, null);
            } catch (NotFoundException e) {
                return new Values(byKey, e.getMessage());
            }
        });
    }

    private Object bound(Expectation expectation, ExperimentList baseline) throws NotComparable {
        Expectation.Bound bound = expectation.bound();
        if (!bound.isRelative()) {
            return bound.word() == null ? bound.offset() : bound.word();
        }
        requireBaseline(baseline);
        double median = sample("baseline", expectation, baseline).statistics().median();
        BigDecimal base = baseline.size() == 1
                ? decimal((Number) value(expectation, baseline.get(0), baseline))
                : decimal(finite(median, "the median of the baseline"));
        return sum(base, bound.offsetOf(base));
    }

    private static void requireBaseline(ExperimentList baseline) throws NotComparable {
        if (baseline == null || baseline.isEmpty()) {
            throw new NotComparable("no run matches the expression of the baseline");
        }
    }

    private static double finite(double number, String what) throws NotComparable {
        if (!Double.isFinite(number)) {
            throw new NotComparable(what + " is " + number);
        }
        return number;
    }

    /** The decimal that is written: 0.1 is a tenth. */
    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /** Without zeros at its end: 0.5 + 2% is 0.51. */
    private static BigDecimal sum(BigDecimal base, BigDecimal offset) {
        BigDecimal sum = base.add(offset).stripTrailingZeros();
        return sum.scale() < 0 ? sum.setScale(0) : sum;
    }

    private static CheckRow error(Expectation expectation, Experiment run, String reason) {
        return new CheckRow(
                Status.ERROR,
                expectation.text(),
                run == null ? null : run.getName(),
                run == null ? null : run.getKey(),
                null,
                null,
                reason,
                run == null ? null : run.getUrl().toString());
    }

    private static String counted(int runs) {
        return runs == 1 ? "1 run" : runs + " runs";
    }

    /** The pages of the projects of these runs. */
    private static String projects(ExperimentList runs) {
        return runs.stream()
                .map(run -> run.getUrl().toString())
                .map(page -> page.substring(0, page.lastIndexOf('/')))
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
