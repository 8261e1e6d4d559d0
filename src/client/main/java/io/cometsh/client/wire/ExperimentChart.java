package io.cometsh.client.wire;

import java.util.List;
import java.util.Map;

/**
 * What a chart shows of one experiment.
 *
 * @param empty whether the server found none of the requested metrics
 * @param steps the common steps of all metrics, when they were not asked for independently; else null
 * @param epochs the common epochs, likewise
 * @param params values of the parameters that were asked for, by name; null when none were
 */
public record ExperimentChart(
        String experimentKey,
        String experimentName,
        boolean empty,
        List<Object> steps,
        List<Object> epochs,
        Map<String, Object> params,
        List<ChartMetric> metrics)
        implements WireRecord {}
