package io.cometsh.client.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.JsonReply;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.client.wire.WireReader;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The reads of one experiment: which endpoint, and what of its answer. */
public final class ExperimentReads {

    /** The three kinds of summary: they answer alike and differ in the endpoint. */
    public enum SummaryKind {
        PARAMETERS(Endpoints.PARAMETERS, Source.PARAMETERS, "parameter"),
        METRICS(Endpoints.METRICS_SUMMARY, Source.METRICS, "metric"),
        OTHERS(Endpoints.OTHERS, Source.OTHERS, "other");

        private final String endpoint;
        private final Source source;
        private final String word;

        SummaryKind(String endpoint, Source source, String word) {
            this.endpoint = endpoint;
            this.source = source;
            this.word = word;
        }

        Source source() {
            return source;
        }

        String endpoint() {
            return endpoint;
        }
    }

    /** The sentence about deleted experiments names so many. */
    private static final int GONE_NAMED = 3;

    private final JsonCalls calls;
    private final Supplier<URI> root;
    private final Consumer<String> warnings;

    public ExperimentReads(JsonCalls calls, Supplier<URI> root, Consumer<String> warnings) {
        this.calls = calls;
        this.root = root;
        this.warnings = warnings;
    }

    public JsonCalls calls() {
        return calls;
    }

    public Consumer<String> warnings() {
        return warnings;
    }

    public ExperimentMetadata metadata(String key) {
        return ask(Endpoints.METADATA, key).metadata();
    }

    /** @throws NotFoundException when there is none */
    public ExperimentMetadata require(String key) {
        return find(key).orElseThrow(() -> noExperiment(key));
    }

    /** The facts of an experiment; empty when there is none. */
    public Optional<ExperimentMetadata> find(String experimentKey) {
        try {
            return Optional.of(metadata(experimentKey));
        } catch (CometHttpException e) {
            if (e.status() == 404 || e.status() == 400) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static NotFoundException noExperiment(String experimentKey) {
        return new NotFoundException("no experiment with the key \"" + experimentKey + "\"");
    }

    /** Whether a read failed because the experiment was deleted: then there is nothing that could be missing. */
    public boolean isGone(String key, CometException failure) {
        if (failure instanceof NotFoundException) {
            return true;
        }
        if (!isNotThere(failure)) {
            return false;
        }
        try {
            metadata(key);
            return false;
        } catch (CometHttpException e) {
            return isNotThere(e);
        }
    }

    /** Comet answers with either of the two for an experiment that it does not have. */
    private static boolean isNotThere(CometException failure) {
        return failure instanceof CometHttpException answer && (answer.status() == 404 || answer.status() == 400);
    }

    /** One sentence about all experiments that were left out because they have been deleted; nothing for none. */
    public void warnGone(Collection<String> keys, int all) {
        if (keys.isEmpty()) {
            return;
        }
        List<String> named = keys.stream().sorted().limit(GONE_NAMED).toList();
        warnings.accept(String.format(
                Locale.ROOT,
                "%,d of %,d experiments %s deleted on the server and left out: %s%s",
                keys.size(),
                all,
                keys.size() == 1 ? "is" : "are",
                String.join(", ", named),
                keys.size() > GONE_NAMED ? ", …" : ""));
    }

    public List<ValueSummary> summaries(String key, SummaryKind kind) {
        return ask(kind.endpoint, key).list("values", WireReader::summary);
    }

    public List<String> tags(String key) {
        return ask(Endpoints.TAGS, key).list("tags", JsonNode::asText);
    }

    /** The plain members of the system details, as the columns of the environment have them. */
    Map<String, Object> environment(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        ask(Endpoints.SYSTEM_DETAILS, key).json().properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                values.put(member.getKey(), PlainValues.of(member.getValue()));
            }
        });
        return values;
    }

    /**
     * The parameters and others that hold numbers in every experiment of a project, as columns of a table such as
     * {@code params.lr}; none where the server does not know its columns.
     */
    Set<String> numberColumns(String workspace, String projectName) {
        Set<String> names = new TreeSet<>();
        try {
            for (Column column : projectColumns(workspace, projectName)) {
                if ("double".equals(column.type())
                        && (column.source() == Source.PARAMETERS || column.source() == Source.OTHERS)) {
                    names.add(RunColumn.heading(column.source(), column.name()));
                }
            }
        } catch (CometHttpException e) {
            return Set.of();
        }
        return names;
    }

    private List<Column> projectColumns(String workspace, String projectName) {
        return calls
                .get(Endpoints.COLUMNS, JsonCalls.parameters("workspaceName", workspace, "projectName", projectName))
                .list("columns", WireReader::column)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** The columns of a project as they are typed, such as {@code metrics.loss}. */
    public Set<String> columns(String workspace, String projectName) {
        Set<String> names = new TreeSet<>();
        projectColumns(workspace, projectName).stream()
                .filter(RunColumn::exists)
                .forEach(column -> names.add(RunColumn.typed(column.source(), column.name())));
        return names;
    }

    /** The metrics of a project; none where the server does not know its columns. */
    Set<String> metricNames(String workspace, String projectName) {
        try {
            return projectColumns(workspace, projectName).stream()
                    .filter(column -> column.source() == Source.METRICS)
                    .map(Column::name)
                    .collect(Collectors.toSet());
        } catch (CometHttpException e) {
            return Set.of();
        }
    }

    public List<MetricPoint> metric(String key, String metric) {
        return calls.get(Endpoints.METRIC, JsonCalls.parameters("experimentKey", key, "metricName", metric))
                .list("metrics", WireReader::point);
    }

    public List<MetricPoint> metrics(String key) {
        JsonReply answer;
        try {
            answer = ask(Endpoints.METRICS_ALL, key);
        } catch (CometHttpException e) {
            if (e.status() != 404 && e.status() != 405) {
                throw e;
            }
            return metricByMetric(key);
        }
        return answer.list("metrics", WireReader::point);
    }

    /** For servers that have no read of all metrics at once. */
    private List<MetricPoint> metricByMetric(String key) {
        List<MetricPoint> points = new ArrayList<>();
        for (ValueSummary summary : summaries(key, SummaryKind.METRICS)) {
            points.addAll(metric(key, summary.name()));
        }
        return points;
    }

    /** Reports the nearest names when a metric is unknown; a metric without points gives no warning. */
    public void warnUnknownMetric(String key, String metric) {
        List<ValueSummary> known;
        try {
            known = summaries(key, SummaryKind.METRICS);
        } catch (CometException e) {
            // The question was answered; a hint that cannot be had is not a failure.
            return;
        }
        warnUnknown(key, SummaryKind.METRICS, metric, known);
    }

    /** Reports the nearest names unless the name is known; a value that is only missing gives no warning. */
    public void warnUnknown(String key, SummaryKind kind, String name, List<ValueSummary> known) {
        List<String> names = known.stream().map(ValueSummary::name).toList();
        if (!names.contains(name)) {
            warnings.accept(
                    "experiment " + key + " has no " + kind.word + " \"" + name + "\"" + Names.hint(name, names));
        }
    }

    public URI page(ExperimentMetadata facts) {
        return URI.create(root.get() + segment(facts.workspaceName()) + "/" + segment(facts.projectName()) + "/"
                + (facts.archived() ? "archive/" : "") + segment(facts.experimentKey()));
    }

    /** The page of the project, with a saved dashboard unless that is null. */
    public URI projectPage(ExperimentMetadata facts, String viewId) {
        String page = viewId == null
                ? segment(facts.workspaceName()) + "/" + segment(facts.projectName())
                : "api/projects/redirect?projectId=" + segment(facts.projectId()) + "&viewId=" + segment(viewId);
        return URI.create(root.get() + page);
    }

    private static String segment(String name) {
        // URLEncoder writes forms, where a blank is a plus.
        return URLEncoder.encode(String.valueOf(name), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonReply ask(String endpoint, String key) {
        return calls.get(endpoint, JsonCalls.parameters("experimentKey", key));
    }
}
