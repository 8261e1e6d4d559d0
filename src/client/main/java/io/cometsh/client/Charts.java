package io.cometsh.client;

import io.cometsh.client.wire.ExperimentChart;
import java.util.List;
import java.util.Map;

/** Curves of several metrics of several experiments by one request. */
public final class Charts {
    private Charts() {}

    /**
     * The curves of some metrics by the keys of their experiments: {@code Charts.of(runs, ["loss"], false)}. Endpoint:
     * {@code experiments/multi-metric-chart}.
     *
     * @param experiments of one server
     * @param full whether to give every point instead of the server's sample
     */
    public static Map<String, ExperimentChart> of(List<Experiment> experiments, List<String> metrics, boolean full) {
        return experiments.isEmpty()
                ? Map.of()
                : experiments.get(0).charts().read(Experiment.keys(experiments), metrics, List.of(), true, full);
    }
}
