package io.cometsh.client;

import io.cometsh.client.Reads.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One experiment on the server: a handle that reads when asked.
 *
 * <p>Its facts (name, times, state) come with the answer that it came out of, or are read for all the experiments of
 * that answer at once; {@link #refresh} reads them anew. Python's name for this class is {@code APIExperiment}.
 *
 * <pre>{@code
 * def best = api.query("demo", "digits", Metric("accuracy") > 0.9).first()
 * best.name
 * best.getMetrics("loss").last().value
 * }</pre>
 */
public final class Experiment {
    private final String experimentKey;
    private final Reads reads;
    private final ExperimentTables tables;
    private volatile Facts facts;

    Experiment(String experimentKey, Facts facts, ExperimentTables tables) {
        this.experimentKey = experimentKey;
        this.facts = facts;
        this.tables = tables;
        this.reads = tables.reads();
    }

    /** The experiments of any list, as one that knows its tables. */
    static ExperimentList list(List<Experiment> experiments) {
        return new ExperimentList(experiments, List.of(), experiments.get(0).tables);
    }

    /** The experiment's key. */
    public String getKey() {
        return experimentKey;
    }

    /** The same as {@link #getKey}, under the name that Python scripts use. */
    public String getId() {
        return experimentKey;
    }

    /** The experiment's name; null when it has none. */
    public String getName() {
        return facts().experimentName();
    }

    /** The workspace it belongs to. */
    public String getWorkspace() {
        return facts().workspaceName();
    }

    /** The name of its project. */
    public String getProjectName() {
        return facts().projectName();
    }

    /** Whether it has been archived. */
    public boolean isArchived() {
        return facts().archived();
    }

    /** Its start in epoch milliseconds; null when unknown. */
    public Long getStartServerTimestamp() {
        return facts().startTimeMillis();
    }

    /** Its end in epoch milliseconds; null or 0 while it runs. */
    public Long getEndServerTimestamp() {
        return facts().endTimeMillis();
    }

    /** How long it took or takes, in milliseconds. */
    public Long getDurationMillis() {
        return facts().durationMillis();
    }

    /** Its start as a moment; null when unknown. */
    public Instant getStartTime() {
        return ExperimentColumns.moment(facts().startTimeMillis());
    }

    /** Its end as a moment; null while it runs. */
    public Instant getEndTime() {
        return facts().running() ? null : ExperimentColumns.moment(facts().endTimeMillis());
    }

    /** The address of its page in a browser. */
    public URI getUrl() {
        return reads.page(facts());
    }

    /**
     * All its facts, as they were when they were read; {@link #refresh} first for those of this moment.
     *
     * <p>Endpoint: {@code experiment/metadata}, or the listing that brought them.
     */
    public ExperimentMetadata getMetadata() {
        return facts();
    }

    /**
     * What it is doing now: {@code running}, {@code crashed} or {@code finished}. Asks the server each time, so that a
     * script can wait for it. Endpoint: {@code experiment/metadata}.
     */
    public String getState() {
        return refresh().getMetadata().state();
    }

    /** Reads the facts of this experiment anew and returns it. Endpoint: {@code experiment/metadata}. */
    public Experiment refresh() {
        facts = Facts.of(List.of(reads.metadata(experimentKey)));
        return this;
    }

    /**
     * All parameters. {@code exp.getParametersSummary().collectEntries { [it.name, it.valueCurrent] }} is a map of
     * them. Endpoint: {@code experiment/parameters}.
     */
    public List<ValueSummary> getParametersSummary() {
        return reads.summaries(experimentKey, Kind.PARAMETERS);
    }

    /** One parameter, e.g. {@code exp.getParametersSummary("lr").valueCurrent}; null when it has none of this name. */
    public ValueSummary getParametersSummary(String parameter) {
        return named(Kind.PARAMETERS, parameter);
    }

    /** The minimum, maximum and current value of every metric. Endpoint: {@code experiment/metrics/summary}. */
    public List<ValueSummary> getMetricsSummary() {
        return reads.summaries(experimentKey, Kind.METRICS);
    }

    /** One metric's minimum, maximum and current value; null when it has none of this name. */
    public ValueSummary getMetricsSummary(String metric) {
        return named(Kind.METRICS, metric);
    }

    /** All others (what {@code log_other} logged). Endpoint: {@code experiment/log-other}. */
    public List<ValueSummary> getOthersSummary() {
        return reads.summaries(experimentKey, Kind.OTHERS);
    }

    /** The current values of one other: a list, as in Python, because a name may occur more than once. */
    public List<String> getOthersSummary(String other) {
        List<ValueSummary> all = reads.summaries(experimentKey, Kind.OTHERS);
        List<String> values = all.stream()
                .filter(summary -> other.equals(summary.name()))
                .map(ValueSummary::valueCurrent)
                .filter(Objects::nonNull)
                .toList();
        if (values.isEmpty()) {
            reads.warnUnknown(experimentKey, Kind.OTHERS, other, all);
        }
        return values;
    }

    /**
     * Every point of every metric that the service kept (at most 15,000 a metric).
     *
     * <p>Endpoint: {@code experiment/metrics/get-all}; servers older than 3.20.60 are asked metric by metric.
     */
    public List<MetricPoint> getMetrics() {
        return reads.metrics(experimentKey);
    }

    /**
     * The points of one metric that the service kept (at most 15,000), in the server's order. A metric that the
     * experiment does not have gives an empty list and a warning with the nearest names.
     *
     * <p>Endpoint: {@code experiment/metrics/get-metric}.
     */
    public List<MetricPoint> getMetrics(String metric) {
        List<MetricPoint> points = reads.metric(experimentKey, metric);
        if (points.isEmpty()) {
            reads.warnUnknownMetric(experimentKey, metric);
        }
        return points;
    }

    /** Its tags. Endpoint: {@code experiment/tags}. */
    public List<String> getTags() {
        return reads.tags(experimentKey);
    }

    private ValueSummary named(Kind kind, String name) {
        List<ValueSummary> all = reads.summaries(experimentKey, kind);
        for (ValueSummary summary : all) {
            if (name.equals(summary.name())) {
                return summary;
            }
        }
        reads.warnUnknown(experimentKey, kind, name, all);
        return null;
    }

    private ExperimentMetadata facts() {
        return facts.get(experimentKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Experiment experiment && experiment.experimentKey.equals(experimentKey);
    }

    @Override
    public int hashCode() {
        return experimentKey.hashCode();
    }

    /** Never asks the server: what is not known yet is not shown. */
    @Override
    public String toString() {
        return "Experiment(" + experimentKey + ")";
    }
}
