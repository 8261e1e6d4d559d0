package io.cometsh.client.service;

import io.cometsh.client.service.ExperimentReads.SummaryKind;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Numbers;
import io.cometsh.export.JoinedTexts;
import io.cometsh.query.Source;
import io.cometsh.text.Names;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The columns that a table of experiments can have, and the reads that each of them needs. */
public final class ExperimentColumns {
    /** In the default order. */
    public static final List<String> FACTS = List.of(
            "experiment_key",
            "experiment_name",
            "workspace",
            "project",
            "archived",
            "start_time",
            "end_time",
            "duration_seconds");

    public static final String TAGS = "tags";
    public static final String STATE = "state";
    private static final Map<String, Function<ExperimentMetadata, Object>> FACT_VALUES = factValues();

    private ExperimentColumns() {}

    /**
     * What must be read of an experiment beside its facts.
     *
     * @param words the values that are needed of the summary of the metrics
     * @param curves the metrics whose curves are needed, each with the steps at which a value is needed
     */
    public record Needs(
            Set<SummaryKind> kinds,
            boolean tags,
            boolean environment,
            Set<Statistic> words,
            Map<String, Set<Long>> curves) {

        /** Whether the columns need only extremes of the summary, which the curves have too. */
        boolean isSummaryOfExtremes() {
            return kinds.contains(SummaryKind.METRICS) && Statistic.EXTREMES.containsAll(words);
        }

        /** The same without the summary of the metrics. */
        Needs withoutSummary() {
            Set<SummaryKind> left = EnumSet.noneOf(SummaryKind.class);
            left.addAll(kinds);
            left.remove(SummaryKind.METRICS);
            return new Needs(left, tags, environment, Set.of(), curves);
        }
    }

    /**
     * What was read of one experiment.
     *
     * @param values by kind, then by {@link #key}
     * @param numbers the parameters and others whose column holds numbers
     * @param environment null when it was not read
     * @param curves the statistics of the curves that were read, by metric
     */
    public record ColumnValues(
            ExperimentMetadata facts,
            Map<SummaryKind, Map<String, String>> values,
            List<String> tags,
            Set<String> numbers,
            Map<String, Object> environment,
            Map<String, CurveStatistics> curves) {

        /** The value of a column; null when the experiment has none. */
        public Object cell(RunColumn column) {
            if (column.source() == null) {
                return FACT_VALUES.get(column.name()).apply(facts);
            }
            return switch (column.source()) {
                case TAGS -> new JoinedTexts(tags);
                case METRICS -> metric(column);
                case PARAMETERS -> text(SummaryKind.PARAMETERS, column.name());
                case OTHERS -> text(SummaryKind.OTHERS, column.name());
                case ENVIRONMENT -> environment.get(column.name());
                case METADATA -> MetadataColumns.value(facts, column.name());
            };
        }

        private Object text(SummaryKind kind, String name) {
            String value = values.getOrDefault(kind, Map.of()).get(name);
            return numbers.contains(RunColumn.heading(kind.source(), name)) ? Numbers.toCell(value) : value;
        }

        private Object metric(RunColumn column) {
            Map<String, String> summary = values.get(SummaryKind.METRICS);
            if (summary != null && column.statistic().isOfSummary()) {
                return Numbers.toCell(summary.get(key(column.name(), column.statistic())));
            }
            CurveStatistics curve = curves.get(column.name());
            return curve == null ? null : curve.cell(column.statistic(), column.step());
        }

        /** Whether the experiment has such a value. */
        boolean has(RunColumn column) {
            if (column.source() == null) {
                return true;
            }
            return switch (column.source()) {
                case TAGS, METADATA -> true;
                case METRICS, PARAMETERS, OTHERS, ENVIRONMENT ->
                    names(column.source()).contains(column.name());
            };
        }

        /** The names of a source that are known of the experiment. */
        Set<String> names(Source source) {
            Set<String> names = new HashSet<>();
            for (SummaryKind kind : SummaryKind.values()) {
                if (kind.source() == source) {
                    names.addAll(values.getOrDefault(kind, Map.of()).keySet());
                }
            }
            if (source == Source.METRICS) {
                names.removeIf(ExperimentColumns::isWithWord);
                names.addAll(curves.keySet());
            } else if (source == Source.ENVIRONMENT && environment != null) {
                names.addAll(environment.keySet());
            }
            return names;
        }
    }

    /** Under which an extreme is kept beside the current values: no name has such a character. */
    static String key(String name, Statistic statistic) {
        return statistic == Statistic.CURRENT || statistic == Statistic.LAST ? name : name + '\0' + statistic.name();
    }

    static boolean isWithWord(String key) {
        return key.indexOf('\0') >= 0;
    }

    private static Map<String, Function<ExperimentMetadata, Object>> factValues() {
        Map<String, Function<ExperimentMetadata, Object>> values = new LinkedHashMap<>();
        values.put("experiment_key", ExperimentMetadata::experimentKey);
        values.put("experiment_name", ExperimentMetadata::experimentName);
        values.put("workspace", ExperimentMetadata::workspaceName);
        values.put("project", ExperimentMetadata::projectName);
        values.put("archived", ExperimentMetadata::archived);
        values.put(STATE, ExperimentMetadata::state);
        values.put("start_time", facts -> moment(facts.startTimeMillis()));
        values.put("end_time", facts -> facts.running() ? null : moment(facts.endTimeMillis()));
        values.put("duration_seconds", facts -> MetadataColumns.seconds(facts.durationMillis()));
        return values;
    }

    /** Whether a column is a fact of the experiment itself, such as {@code experiment_name} or {@code state}. */
    static boolean isFact(String name) {
        return FACT_VALUES.containsKey(name);
    }

    /** Whether a column has one value for an experiment, unlike a metric, which has one for each step. */
    public static boolean isConstant(String column) {
        return RunColumn.parse(column).isConstant();
    }

    public static Instant moment(Long millis) {
        return millis == null || millis <= 0 ? null : Instant.ofEpochMilli(millis);
    }

    /** Refuses a column that cannot exist, before anything is read. @param ofProjects columns such as {@code metrics.loss}, read only to name the nearest */
    public static void check(List<RunColumn> columns, Supplier<Set<String>> ofProjects) {
        for (RunColumn column : columns) {
            if (column.isSpark()) {
                throw new NotFoundException("the column " + column.text()
                        + " is for display and only in tables; in data use "
                        + RunColumn.heading(Source.METRICS, column.name()));
            }
            if (column.source() == Source.METADATA && !MetadataColumns.has(column.name())) {
                throw new NotFoundException(
                        "no column \"" + column.text() + "\"" + Names.hint(column.name(), MetadataColumns.names()));
            }
            if (column.source() == null && !isFact(column.name())) {
                Set<String> known = new TreeSet<>(FACT_VALUES.keySet());
                known.add(TAGS);
                throw new NotFoundException("no column \"" + column.text() + "\"" + hint(column, known, ofProjects));
            }
        }
    }

    /** A bare name such as {@code val_loss} or {@code val_loss.min} is most often a metric or a parameter without its prefix. */
    private static String hint(RunColumn column, Set<String> facts, Supplier<Set<String>> projects) {
        Set<String> ofProjects = Names.nearest(column.name(), facts).isEmpty() ? projects.get() : Set.of();
        RunColumn asMetric = RunColumn.parse(RunColumn.heading(Source.METRICS, column.name()));
        if (ofProjects.contains(asMetric.plain()) && asMetric.statistic() != Statistic.CURRENT) {
            return "; did you mean " + asMetric.text() + "?";
        }
        List<String> meant = ofProjects.stream()
                .filter(known -> name(known).equals(column.name()))
                .toList();
        if (meant.isEmpty()) {
            List<String> nearest = Names.nearest(
                    column.name(),
                    ofProjects.stream().map(ExperimentColumns::name).toList());
            meant = ofProjects.stream()
                    .filter(known -> nearest.contains(name(known)))
                    .toList();
        }
        return meant.isEmpty()
                ? Names.hint(column.name(), facts)
                        + " (and params.NAME, metrics.NAME, others.NAME, env.NAME, meta.NAME)"
                : "; did you mean " + String.join(" or ", meant) + "?";
    }

    private static String name(String typed) {
        return RunColumn.parse(typed).name();
    }

    /** The reads of these columns. */
    public static Needs needs(List<RunColumn> columns) {
        Set<SummaryKind> kinds = EnumSet.noneOf(SummaryKind.class);
        Set<Statistic> words = EnumSet.noneOf(Statistic.class);
        Map<String, Set<Long>> curves = new LinkedHashMap<>();
        boolean tags = false;
        boolean environment = false;
        for (RunColumn column : columns) {
            if (column.source() == Source.METRICS && !column.isSpark()) {
                if (column.statistic().isOfSummary()) {
                    kinds.add(SummaryKind.METRICS);
                    words.add(column.statistic());
                } else {
                    addCurve(column, curves);
                }
            }
            tags |= column.source() == Source.TAGS;
            environment |= column.source() == Source.ENVIRONMENT;
            if (column.source() == Source.PARAMETERS) {
                kinds.add(SummaryKind.PARAMETERS);
            } else if (column.source() == Source.OTHERS) {
                kinds.add(SummaryKind.OTHERS);
            }
        }
        return new Needs(kinds, tags, environment, words, curves);
    }

    /** The curves that the metrics of these columns have, whatever their words. */
    static Map<String, Set<Long>> curves(List<RunColumn> columns) {
        Map<String, Set<Long>> curves = new LinkedHashMap<>();
        columns.stream()
                .filter(column -> column.source() == Source.METRICS && !column.isSpark())
                .forEach(column -> addCurve(column, curves));
        return curves;
    }

    private static void addCurve(RunColumn column, Map<String, Set<Long>> curves) {
        Set<Long> steps = curves.computeIfAbsent(column.name(), any -> new HashSet<>());
        if (column.statistic() == Statistic.AT) {
            steps.add(column.step());
        }
        if (column.literal() != null) {
            // A metric could be called so, which only the reply shows.
            curves.computeIfAbsent(column.literal(), any -> new HashSet<>());
        }
    }

    public static Needs all() {
        return new Needs(EnumSet.allOf(SummaryKind.class), true, false, EnumSet.of(Statistic.CURRENT), new HashMap<>());
    }
}
