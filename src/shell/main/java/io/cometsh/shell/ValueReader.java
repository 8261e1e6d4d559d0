package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.service.MetadataColumns;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.wire.ChartMetric;
import io.cometsh.client.wire.ExperimentChart;
import io.cometsh.client.wire.Project;
import io.cometsh.client.wire.SystemDetails;
import io.cometsh.completion.ProjectRef;
import io.cometsh.completion.ValueSample;
import io.cometsh.export.Table;
import io.cometsh.query.Source;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Reads the values of a column over the newest runs of a project: parameters and metrics of a hundred runs with one
 * request, what has a request a run of fewer runs.
 */
final class ValueReader {
    static final int MOST_RUNS = 500;
    static final int MOST_SINGLE_READS = 100;

    private static final int RUNS_A_REQUEST = 100;
    private static final double SHORTEST_PLAIN = 1e-7;
    private static final double LONGEST_PLAIN = 1e15;

    private final Api api;
    private final ProjectRef place;

    ValueReader(Api api, ProjectRef place) {
        this.api = api;
        this.place = place;
    }

    ValueSample read(Source source, String name) {
        return switch (source) {
            case PARAMETERS -> parameters(name);
            case METRICS -> metrics(name);
            case OTHERS -> column("others." + name);
            case TAGS -> tags();
            case METADATA -> facts(name);
            case ENVIRONMENT -> environment(name);
        };
    }

    private ExperimentList newest(int most) {
        return api.getExperiments(place.workspace(), place.project(), null, 1, most, "startTime", "desc");
    }

    /** {@code most} is how many runs were asked for: when they are fewer, they are all there are. */
    private ValueSample sample(List<?> values, ExperimentList runs, int most) {
        long all = runs.size();
        if (runs.size() >= most) {
            Project project = api.getProject(place.workspace(), place.project());
            all = project == null ? all : Math.max(all, project.numberOfExperiments());
        }
        return new ValueSample(
                values.stream()
                        .filter(Objects::nonNull)
                        .map(ValueReader::written)
                        .toList(),
                runs.size(),
                all);
    }

    /** A number as a person writes it: 0.0001 rather than 1.0E-4. */
    private static String written(Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            double size = Math.abs(number);
            return size >= SHORTEST_PLAIN && size < LONGEST_PLAIN
                    ? BigDecimal.valueOf(number).toPlainString()
                    : number.toString();
        }
        return String.valueOf(value);
    }

    private ValueSample parameters(String name) {
        ExperimentList runs = newest(MOST_RUNS);
        List<Object> values = new ArrayList<>();
        boolean hasParameters = false;
        for (ExperimentChart chart : charts(runs, List.of(), List.of(name))) {
            hasParameters |= chart.params() != null;
            values.add(chart.params() == null ? null : chart.params().get(name));
        }
        // A server that returns no parameters without a metric is asked for each run.
        return hasParameters || runs.isEmpty() ? sample(values, runs, MOST_RUNS) : column("params." + name);
    }

    /** The current values, which are what a query compares. */
    private ValueSample metrics(String name) {
        ExperimentList runs = newest(MOST_RUNS);
        List<Object> values = new ArrayList<>();
        for (ExperimentChart chart : charts(runs, List.of(name), List.of())) {
            for (ChartMetric metric : chart.metrics()) {
                if (!metric.values().isEmpty()) {
                    values.add(metric.values().get(metric.values().size() - 1));
                }
            }
        }
        return sample(values, runs, MOST_RUNS);
    }

    private Collection<ExperimentChart> charts(List<Experiment> runs, List<String> metrics, List<String> parameters) {
        List<ExperimentChart> charts = new ArrayList<>();
        for (int from = 0; from < runs.size(); from += RUNS_A_REQUEST) {
            List<String> keys = runs.subList(from, Math.min(runs.size(), from + RUNS_A_REQUEST)).stream()
                    .map(Experiment::getKey)
                    .toList();
            charts.addAll(api.getMetricsForChart(keys, metrics, parameters, true, false)
                    .values());
        }
        return charts;
    }

    private ValueSample column(String column) {
        ExperimentList runs = newest(MOST_SINGLE_READS);
        try {
            return sample(cells(runs.table(column)), runs, MOST_SINGLE_READS);
        } catch (NotFoundException e) {
            // None of these runs has it.
            return sample(List.of(), runs, MOST_SINGLE_READS);
        }
    }

    private ValueSample tags() {
        ExperimentList runs = newest(MOST_SINGLE_READS);
        List<Object> tags = new ArrayList<>();
        runs.parallelStream().map(Experiment::getTags).toList().forEach(tags::addAll);
        return sample(tags, runs, MOST_SINGLE_READS);
    }

    /** A column of the environment is a member of the run's system details. */
    private ValueSample environment(String name) {
        RecordComponent member = Arrays.stream(SystemDetails.class.getRecordComponents())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElse(null);
        if (member == null) {
            return new ValueSample(List.of(), 0, 0);
        }
        ExperimentList runs = newest(MOST_SINGLE_READS);
        return sample(
                runs.parallelStream()
                        .map(run -> value(member, run.getSystemDetails()))
                        .toList(),
                runs,
                MOST_SINGLE_READS);
    }

    private static Object value(RecordComponent member, SystemDetails details) {
        try {
            return member.getAccessor().invoke(details);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A query compares moments as epoch milliseconds, and seconds without zeros at their end. */
    private static Object inQuery(Object fact) {
        if (fact instanceof Instant moment) {
            return moment.toEpochMilli();
        }
        return fact instanceof BigDecimal seconds ? (Object) seconds.doubleValue() : fact;
    }

    private ValueSample facts(String name) {
        if (!MetadataColumns.has(name)) {
            return new ValueSample(List.of(), 0, 0);
        }
        ExperimentList runs = newest(MOST_RUNS);
        return sample(
                runs.stream()
                        .map(run -> MetadataColumns.value(run.getMetadata(), name))
                        .filter(Objects::nonNull)
                        .map(ValueReader::inQuery)
                        .toList(),
                runs,
                MOST_RUNS);
    }

    private static List<Object> cells(Table table) {
        List<Object> cells = new ArrayList<>();
        table.rows().forEach(row -> cells.add(row.get(0)));
        return cells;
    }
}
