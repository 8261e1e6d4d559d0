package io.cometsh.client.service;

import io.cometsh.client.service.ExperimentColumns.ColumnValues;
import io.cometsh.client.service.ExperimentColumns.Needs;
import io.cometsh.client.service.ExperimentReads.SummaryKind;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.text.Quantity;
import io.cometsh.transport.CometHttpException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the columns of many experiments that is read with few requests: statistics of curves, and extremes of many
 * experiments, for which the summary would take one request each. What is left is read for each experiment.
 */
public final class CurveColumns {
    /** The summaries of so few experiments are read one by one. */
    private static final int FEW = 16;

    private final Needs each;
    private final Map<String, Map<String, CurveStatistics>> curves;
    private final Set<String> cut;

    private CurveColumns(Needs each, Map<String, Map<String, CurveStatistics>> curves, Set<String> cut) {
        this.each = each;
        this.curves = curves;
        this.cut = cut;
    }

    /** Reads the curves that the columns need. @param columns none for all columns */
    public static CurveColumns read(
            ExperimentReads reads, Parallel parallel, List<String> keys, List<RunColumn> columns) {
        if (columns.isEmpty() || keys.isEmpty()) {
            return new CurveColumns(ExperimentColumns.all(), Map.of(), Set.of());
        }
        Needs needs = ExperimentColumns.needs(columns);
        CurveReads charts = new CurveReads(reads.calls());
        boolean together = isTogether(needs, keys.size());
        Map<String, Set<Long>> metrics = together ? ExperimentColumns.curves(columns) : needs.curves();
        if (metrics.isEmpty()) {
            return new CurveColumns(needs, Map.of(), Set.of());
        }
        if (!needs.curves().isEmpty()) {
            Map<String, Map<String, CurveStatistics>> all = charts.read(keys, metrics, parallel);
            warnSampled(reads, all, needs.curves().keySet());
            return new CurveColumns(needs, all, together ? cut(all) : Set.copyOf(keys));
        }
        return extremes(charts, keys, metrics, parallel)
                .map(all -> new CurveColumns(needs, all, cut(all)))
                .orElseGet(() -> new CurveColumns(needs, Map.of(), Set.copyOf(keys)));
    }

    /** Whether the extremes come with curves, and no summary is read. */
    private static boolean isTogether(Needs needs, long experiments) {
        return needs.isSummaryOfExtremes()
                && (experiments > FEW || !needs.curves().isEmpty());
    }

    /**
     * The reads that columns take beside the metadata.
     *
     * @param each the endpoints that are read once for each experiment
     * @param charts how many requests there are for curves, where they are not long; 0 for none
     */
    record Reads(List<String> each, long charts) {}

    /** The reads that the columns of so many experiments take. */
    static Reads reads(List<RunColumn> columns, long experiments) {
        Needs needs = ExperimentColumns.needs(columns);
        boolean together = isTogether(needs, experiments);
        List<String> each = new ArrayList<>();
        for (SummaryKind kind : needs.kinds()) {
            if (kind != SummaryKind.METRICS || !together) {
                each.add(kind.endpoint());
            }
        }
        if (needs.tags()) {
            each.add(Endpoints.TAGS);
        }
        if (needs.environment()) {
            each.add(Endpoints.SYSTEM_DETAILS);
        }
        long charts = together || !needs.curves().isEmpty() ? CurveReads.requests(experiments) : 0;
        boolean spark = columns.stream().anyMatch(RunColumn::isSpark);
        return new Reads(each, charts + (spark ? SparkColumns.requests(experiments) : 0));
    }

    /** Empty where the summaries are the shorter or the only way. */
    private static Optional<Map<String, Map<String, CurveStatistics>>> extremes(
            CurveReads charts, List<String> keys, Map<String, Set<Long>> metrics, Parallel parallel) {
        try {
            return charts.readUnlessLong(keys, metrics, parallel);
        } catch (CometHttpException e) {
            if (e.status() == 404 || e.status() == 405) {
                // An older server without charts of several experiments.
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The experiments with a curve of which the service may have kept a sample: their extremes are in the summary alone. */
    private static Set<String> cut(Map<String, Map<String, CurveStatistics>> curves) {
        Set<String> cut = new HashSet<>();
        curves.forEach((key, metrics) -> {
            if (metrics.values().stream().anyMatch(CurveColumns::isCut)) {
                cut.add(key);
            }
        });
        return cut;
    }

    private static boolean isCut(CurveStatistics curve) {
        return curve.points() >= PointReader.MOST_KEPT;
    }

    private static void warnSampled(
            ExperimentReads reads, Map<String, Map<String, CurveStatistics>> curves, Set<String> metrics) {
        Map<String, Integer> sampled = new HashMap<>();
        curves.values()
                .forEach(of -> of.forEach((metric, curve) -> {
                    if (isCut(curve) && metrics.contains(metric)) {
                        sampled.merge(metric, 1, Integer::sum);
                    }
                }));
        sampled.forEach((metric, count) -> reads.warnings()
                .accept(String.format(
                        Locale.ROOT,
                        "metric \"%s\" of %s has %,d points or more, and the service may keep only a sample of"
                                + " them: first, mean, std, count and at(STEP) are computed from the sample",
                        metric,
                        Quantity.of(count, "experiment"),
                        PointReader.MOST_KEPT)));
    }

    /** Whether each row takes requests of its own, and not only the facts and the curves. */
    public boolean hasRequests() {
        return each.tags() || each.environment() || !each.kinds().isEmpty();
    }

    /** The row of one experiment; what is left is read. */
    public ColumnValues row(ExperimentReads reads, ExperimentMetadata facts, NumberColumns numbers) {
        boolean summary = curves.isEmpty() || cut.contains(facts.experimentKey());
        return ExperimentRows.row(
                reads,
                facts,
                summary ? each : each.withoutSummary(),
                numbers,
                curves.getOrDefault(facts.experimentKey(), Map.of()));
    }
}
