package io.cometsh.plot;

import io.cometsh.lang.ScriptHelpers;
import java.util.Map;

/** What scripts can call without an object in front where there is something to draw on: {@code plot} and {@code bars} too. */
public interface PlotHelpers extends ScriptHelpers {
    /** The curves of a metric: {@code plot(runs, "loss")}; see the form with options. */
    Plot plot(Object experiments, Object metric);

    /**
     * The curves of a metric, or of several, of one experiment or many:
     * {@code plot(runs, "loss", x: "epoch", smooth: 0.6, log: true)}. The prompt and {@code -e} show the plot that is
     * the value; a script file draws it on its output where it is made.
     *
     * @param options {@code x} (step, epoch, time, duration), {@code smooth} (0 to below 1), {@code log}, {@code full}
     *     (every point instead of the server's sample), {@code most} (curves, 10), {@code title}, {@code output} (a
     *     file, .png, .svg or .pdf, in place of drawing), {@code width} and {@code height} (its pixels)
     */
    Plot plot(Map<?, ?> options, Object experiments, Object metric);

    /** A curve of numbers, of {@code [x, y]}, of metric points, or of lists by name: {@code plot([3, 2, 1])}. */
    Plot plot(Object values);

    /** The same with options: {@code plot(exp.getMetrics("loss"), x: "epoch")}. */
    Plot plot(Map<?, ?> options, Object values);

    /** The mean of a metric for each value of a parameter: {@code bars(runs, "params.optimizer", "metrics.accuracy")}. */
    Plot bars(Object experiments, Object group, Object value);

    /** The same with the options {@code title}, {@code output}, {@code width} and {@code height}. */
    Plot bars(Map<?, ?> options, Object experiments, Object group, Object value);
}
