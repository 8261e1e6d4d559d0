package io.cometsh.server.service;

import io.cometsh.server.store.DocumentStore.Document;
import io.cometsh.server.store.DocumentStore.OutputPiece;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.ExperimentUpdate;
import io.cometsh.server.store.LoggedValue;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import io.cometsh.server.store.Value;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is logged to an experiment, and its reading back. */
public final class LogService {
    private static final int LONGEST_VALUE = 1_000_000;
    private static final long MORE_THAN_ANY_MILLISECOND = 100_000_000_000_000L;

    private final Store store;
    private final ExperimentService experiments;
    private final Clock clock;

    public LogService(Store store, ExperimentService experiments, Clock clock) {
        this.store = store;
        this.experiments = experiments;
        this.clock = clock;
    }

    /** One logged value under a name; {@code timestamp} null is now. A context goes before the name: {@code train_loss}. */
    public record ValueEntry(String name, String text, Long step, String context, Long timestamp) {}

    /** One point of a metric; {@code value} is a Double, a Long or a String. */
    public record MetricEntry(String name, Object value, Long step, Long epoch, String context, Long timestamp) {}

    // ---- writing

    public void parameters(String key, List<ValueEntry> entries) {
        put(key, Source.PARAMS, entries);
    }

    public void others(String key, List<ValueEntry> entries) {
        store.write(tx -> {
            ExperimentRow row = heard(tx, key);
            for (ValueEntry entry : entries) {
                store.values().put(tx, row, Source.LOG_OTHER, entry.name(), mark(entry));
                if (entry.name().equals("Name")) {
                    row = ExperimentUpdate.of(row)
                            .name(entry.text())
                            .last(clock.millis())
                            .row();
                    store.experiments().save(tx, row);
                } else if (entry.name().equals("optimizer_id")) {
                    row = ExperimentUpdate.of(row)
                            .optimizationId(entry.text())
                            .last(clock.millis())
                            .row();
                    store.experiments().save(tx, row);
                }
            }
            return null;
        });
    }

    public void metrics(String key, List<MetricEntry> entries) {
        Map<String, List<MetricPoint>> byName = new LinkedHashMap<>();
        for (MetricEntry entry : entries) {
            if (entry.value() instanceof String text) {
                checkLength(entry.name(), text);
            }
            byName.computeIfAbsent(named(entry.context(), entry.name()), name -> new ArrayList<>())
                    .add(new MetricPoint(
                            entry.value(), entry.step(), entry.epoch(), millis(entry.timestamp()), entry.context()));
        }
        // With the server's own time, a repeated request looks like a value that stayed the same.
        boolean once = entries.stream().allMatch(entry -> entry.timestamp() != null);
        store.write(tx -> {
            ExperimentRow row = heard(tx, key);
            for (Map.Entry<String, List<MetricPoint>> metric : byName.entrySet()) {
                store.values().putPoints(tx, row, metric.getKey(), metric.getValue(), once);
            }
            return null;
        });
        store.countPoints(entries.size());
    }

    public void addTags(String key, List<String> tags) {
        store.write(tx -> {
            ExperimentRow row = heard(tx, key);
            for (String tag : tags) {
                if (!tag.isBlank()) {
                    store.values().put(tx, row, Source.TAG, tag, new LoggedValue(tag, clock.millis(), null, null));
                }
            }
            return null;
        });
    }

    public void removeTags(String key, List<String> tags) {
        remove(key, Source.TAG, tags);
    }

    public void removeParameters(String key, List<String> names) {
        remove(key, Source.PARAMS, names);
    }

    /** Values of the environment, by name. */
    void environment(Tx tx, ExperimentRow row, Map<String, String> values) throws SQLException {
        for (Map.Entry<String, String> value : values.entrySet()) {
            store.values()
                    .put(
                            tx,
                            row,
                            Source.ENV_DETAILS,
                            value.getKey(),
                            new LoggedValue(cut(value.getValue()), clock.millis(), null, null));
        }
    }

    /** A fact that follows from something logged and can be queried. */
    void fact(Tx tx, ExperimentRow row, MetadataColumn column, String text) throws SQLException {
        store.values()
                .put(tx, row, Source.METADATA, column.wire(), new LoggedValue(cut(text), clock.millis(), null, null));
    }

    public void html(String key, String html, boolean override) {
        store.write(tx -> {
            ExperimentRow row = heard(tx, key);
            String before = override
                    ? ""
                    : store.documents().find(tx, row.num(), Document.HTML).orElse("");
            store.documents().put(tx, row.num(), Document.HTML, before + html);
            fact(tx, row, MetadataColumn.HAS_HTML, "true");
            return null;
        });
    }

    public void document(String key, Document document, String body) {
        store.write(tx -> {
            store.documents().put(tx, heard(tx, key).num(), document, body);
            return null;
        });
    }

    public void commit(String key, String commit) {
        if (commit == null) {
            return;
        }
        store.write(tx -> {
            fact(tx, experiments.require(tx, key), MetadataColumn.CODE_SHA, commit);
            return null;
        });
    }

    /** Keeps output. A live run numbers its pieces; output sent by REST counts from 0 in each call and is appended to the existing output ({@code append}). */
    public void output(String key, List<OutputPiece> pieces, boolean append) {
        store.write(tx -> {
            ExperimentRow row = heard(tx, key);
            List<OutputPiece> placed = pieces;
            if (append) {
                long next = store.documents().nextOffset(tx, row.num());
                placed = new ArrayList<>();
                for (OutputPiece piece : pieces) {
                    placed.add(new OutputPiece(next++, piece.stderr(), piece.text()));
                }
            }
            store.documents().putOutput(tx, row.num(), placed);
            return null;
        });
    }

    private void put(String key, Source source, List<ValueEntry> entries) {
        store.write(tx -> {
            ExperimentRow row = heard(tx, key);
            for (ValueEntry entry : entries) {
                store.values().put(tx, row, source, named(entry.context(), entry.name()), mark(entry));
            }
            return null;
        });
    }

    private void remove(String key, Source source, List<String> names) {
        store.write(tx -> {
            ExperimentRow row = heard(tx, key);
            for (String name : names) {
                store.values().remove(tx, row, source, name);
            }
            return null;
        });
    }

    ExperimentRow heard(Tx tx, String key) throws SQLException {
        ExperimentRow row = experiments.require(tx, key);
        long now = clock.millis();
        store.experiments().heard(tx, row, now);
        return ExperimentUpdate.of(row).last(now).row();
    }

    private LoggedValue mark(ValueEntry entry) {
        checkLength(entry.name(), entry.text());
        return new LoggedValue(entry.text(), millis(entry.timestamp()), entry.step(), entry.context());
    }

    private static void checkLength(String name, String text) {
        if (text != null && text.length() > LONGEST_VALUE) {
            throw CometError.BAD_BODY.of(
                    "the value of " + name + " has " + text.length() + " characters, at most " + LONGEST_VALUE);
        }
    }

    private static String cut(String text) {
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
    }

    /** Clients send milliseconds, in places a thousand times too much. */
    private long millis(Long timestamp) {
        if (timestamp == null) {
            return clock.millis();
        }
        return timestamp > MORE_THAN_ANY_MILLISECOND ? timestamp / 1000 : timestamp;
    }

    private static String named(String context, String name) {
        return context == null || context.isEmpty() ? name : context + "_" + name;
    }

    // ---- reading

    public List<Value> values(String key, Source source) {
        return store.read(
                tx -> store.values().of(tx, experiments.require(tx, key).num(), source));
    }

    /** The name of a column of a project. */
    public record ColumnName(Source source, String name) {}

    /**
     * A line of a table of experiments.
     *
     * @param values the current values, as they were logged, in the order of the columns; null where there is none
     */
    public record Line(ExperimentRow row, List<String> tags, List<String> values) {}

    /** The experiments with their tags and their values in some columns. */
    public List<Line> lines(List<ExperimentRow> rows, List<ColumnName> columns) {
        return store.read(tx -> {
            List<Line> lines = new ArrayList<>();
            for (ExperimentRow row : rows) {
                List<String> values = new ArrayList<>();
                for (ColumnName column : columns) {
                    values.add(store.values()
                            .find(tx, row, column.source(), column.name())
                            .map(Value::text)
                            .orElse(null));
                }
                List<String> tags = store.values().of(tx, row.num(), Source.TAG).stream()
                        .map(Value::name)
                        .toList();
                lines.add(new Line(row, tags, values));
            }
            return lines;
        });
    }

    public List<String> tags(String key) {
        return values(key, Source.TAG).stream().map(Value::name).toList();
    }

    public List<MetricPoint> metric(String key, String name) {
        return store.read(tx -> store.values().points(tx, experiments.require(tx, key), name));
    }

    /** Sees the points of each metric, by name. */
    @FunctionalInterface
    public interface MetricVisitor {
        void visit(String name, List<MetricPoint> points);
    }

    /** All points of an experiment, one metric after the other, so that no more than one metric is in memory. */
    public void allMetrics(String key, MetricVisitor visitor) {
        List<Value> metrics = values(key, Source.METRICS);
        for (Value metric : metrics) {
            visitor.visit(
                    metric.name(), store.read(tx -> store.values().points(tx, metric.experiment(), metric.column())));
        }
    }

    /** The text, or null when there is none. */
    public String document(String key, Document document) {
        return store.read(tx -> store.documents()
                .find(tx, experiments.require(tx, key).num(), document)
                .orElse(null));
    }

    public String output(String key) {
        StringBuilder text = new StringBuilder();
        store.read(tx -> store.documents()
                        .output(tx, experiments.require(tx, key).num()))
                .forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
