package io.cometsh.client.wire;

import java.util.List;

/**
 * One metric of one experiment in a chart: parallel lists, sampled by the server unless the full curve was asked for.
 *
 * @param values numbers; a text where a text that is not a number was logged, null where there is no value
 * @param steps null where a point has none
 * @param epochs null where a point has none
 * @param timestamps epoch milliseconds
 * @param durations milliseconds since the start of the experiment
 */
public record ChartMetric(
        String metricName,
        List<Object> values,
        List<Object> steps,
        List<Object> epochs,
        List<Object> timestamps,
        List<Object> durations)
        implements WireRecord {}
