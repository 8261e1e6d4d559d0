package io.cometsh.bulk;

import io.cometsh.client.service.PointReader;
import io.cometsh.client.service.PointSink;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.export.Format;
import io.cometsh.export.NumberText;
import io.cometsh.export.RowWriter;
import io.cometsh.export.TableColumn;
import io.cometsh.export.TypeGuess;
import io.cometsh.files.SafeNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The points of metrics as long rows. */
final class MetricsExport implements ExportKind {
    static final List<String> COLUMNS = List.of("experiment_key", "metric", "step", "epoch", "timestamp", "value");
    /** Parquet's value is a double: a text that a double cannot represent is beside it. */
    private static final String VALUE_TEXT = "value_text";

    private static final List<TableColumn> TYPES = List.of(
            TableColumn.text("experiment_key"),
            TableColumn.text("metric"),
            TableColumn.integer("step"),
            TableColumn.integer("epoch"),
            TableColumn.integer("timestamp"),
            TableColumn.number("value"),
            TableColumn.text(VALUE_TEXT));
    private static final int READ_BUFFER = 1 << 16;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final PointReader reader;
    private final List<String> names;
    private final RowWriter out;
    /** The same output, when points can be copied into it; or null. */
    private final OutputStream lines;

    private final int bufferBytes;
    private final boolean typed;
    private final List<TableColumn> columns;
    private final int[] places;

    /**
     * @param file where {@code out} writes to
     * @param bufferBytes what the points of an experiment may take in memory
     */
    MetricsExport(PointReader reader, ExportRequest request, RowWriter out, OutputStream file, int bufferBytes) {
        this.reader = reader;
        names = request.metrics();
        this.out = out;
        this.bufferBytes = bufferBytes;
        Format format = request.format();
        List<String> asked = request.columns();
        typed = format == Format.PARQUET;
        List<String> wanted = new ArrayList<>(asked.isEmpty() ? COLUMNS : asked);
        if (typed && wanted.contains("value")) {
            wanted.add(wanted.indexOf("value") + 1, VALUE_TEXT);
        }
        columns = wanted.stream()
                .map(name -> TYPES.stream()
                        .filter(type -> type.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        places = columns.stream().mapToInt(TYPES::indexOf).toArray();
        lines = format == Format.CSV && !request.excel() && wanted.equals(COLUMNS) ? file : null;
    }

    @Override
    public PartInfo read(ExperimentMetadata experiment, Parts.PartWriter draft) throws IOException {
        String key = experiment.experimentKey();
        try (PointSorter sorter = new PointSorter(draft.folder(), "points-" + SafeNames.segment(key), bufferBytes)) {
            if (names.isEmpty()) {
                reader.all(key, sorter);
            } else {
                names.forEach(name -> reader.metric(key, name, sorter));
            }
            List<String> sampled = complete(key, sorter);
            sorter.writeTo(draft);
            return PartInfo.ofRows(
                    sorter.counts().values().stream().mapToLong(Long::longValue).sum(), sampled);
        }
    }

    /**
     * Reads long series again from where every point is kept. Where there is no such source, a series of more points than the
     * service keeps comes from a server that keeps them all, and one of just as many is a sample.
     */
    private List<String> complete(String key, PointSorter sorter) {
        Map<String, Long> counts = Map.copyOf(sorter.counts());
        List<String> lengthy = new ArrayList<>();
        sorter.counts().forEach((name, count) -> {
            if (count >= PointReader.MOST_KEPT) {
                lengthy.add(name);
            }
        });
        List<String> sampled = new ArrayList<>();
        List<Asset> totals = lengthy.isEmpty() ? List.of() : reader.totals(key);
        for (String name : lengthy) {
            boolean whole =
                    !totals.isEmpty() && reader.total(key, name, totals, counts.keySet(), new FirstDrops(sorter, name));
            if (!whole && counts.get(name) == PointReader.MOST_KEPT) {
                sampled.add(name);
            }
        }
        return sampled;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public List<String> columns() {
        return columns.stream().map(TableColumn::name).toList();
    }

    @Override
    public void begin() throws IOException {
        out.begin(columns);
    }

    @Override
    public void append(ExperimentMetadata experiment, Parts.Part part) throws IOException {
        Object[] all = new Object[TYPES.size()];
        Object[] cells = new Object[places.length];
        List<Object> row = Arrays.asList(cells);
        all[0] = experiment.experimentKey();
        String named = null;
        byte[] front = {};
        try (PointFile.Reader points = new PointFile.Reader(part.rows(), READ_BUFFER)) {
            while (points.next()) {
                if (lines != null && points.isPlain()) {
                    if (!points.metric.equals(named)) {
                        named = points.metric;
                        front = front(experiment.experimentKey(), named);
                    }
                    lines.write(front, 0, front.length);
                    points.writeCells(lines);
                    lines.write(LINE_END, 0, LINE_END.length);
                    continue;
                }
                all[1] = points.metric;
                all[2] = points.step();
                all[3] = points.epoch();
                all[4] = points.timestamp();
                value(points.value(), all);
                for (int i = 0; i < places.length; i++) {
                    cells[i] = all[places[i]];
                }
                out.row(row);
            }
        }
    }

    /** The cells of key and metric, and the comma after them. */
    private static byte[] front(String key, String metric) throws IOException {
        StringBuilder front = new StringBuilder();
        Format.CSV.rows(front, false).row(List.of(key, metric));
        front.setLength(front.length() - LINE_END.length);
        return front.append(',').toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void end() throws IOException {
        out.end();
    }

    private void value(String text, Object[] all) {
        Object value = cell(text);
        all[5] = value;
        if (typed) {
            boolean exact = value == null || value instanceof NumberText && TypeGuess.isDouble(value.toString());
            all[5] = value instanceof NumberText ? value : null;
            all[6] = exact ? null : text;
        }
    }

    /** Numbers as their digits, NaN and the infinities by these names, and what is no number as it is. */
    private static Object cell(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        if (isPlainNumber(text)) {
            return new NumberText(text);
        }
        return switch (text) {
            case "NaN", "nan" -> new NumberText("NaN");
            case "Infinity", "inf", "Inf", "+Infinity", "infinity" -> new NumberText("Infinity");
            case "-Infinity", "-inf", "-Inf", "-infinity" -> new NumberText("-Infinity");
            default -> text;
        };
    }

    private static boolean isPlainNumber(String text) {
        int length = text.length();
        int i = text.charAt(0) == '-' ? 1 : 0;
        int digits = 0;
        while (i < length && isDigit(text.charAt(i))) {
            i++;
            digits++;
        }
        if (i < length && text.charAt(i) == '.') {
            i++;
            while (i < length && isDigit(text.charAt(i))) {
                i++;
                digits++;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (i < length && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < length && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            int exponent = i;
            while (i < length && isDigit(text.charAt(i))) {
                i++;
            }
            return i == length && i > exponent;
        }
        return i == length;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Takes the sample of a metric away when the first of its whole points come, and not before. */
    private static final class FirstDrops implements PointSink {
        private final PointSorter sorter;
        private final String metric;
        private boolean dropped;

        FirstDrops(PointSorter sorter, String metric) {
            this.sorter = sorter;
            this.metric = metric;
        }

        @Override
        public void begin() {
            if (!dropped) {
                sorter.drop(metric);
                dropped = true;
            }
            sorter.begin();
        }

        @Override
        public void point(MetricPoint point) {
            sorter.point(point);
        }

        @Override
        public void complete() {
            sorter.complete();
        }
    }
}
