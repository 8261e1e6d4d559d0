package io.cometsh.bulk;

import io.cometsh.client.points.ExperimentPoints;
import io.cometsh.client.points.PointMemory;
import io.cometsh.client.points.PointRows;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.Format;
import io.cometsh.export.RowWriter;
import io.cometsh.export.TableColumn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The points of metrics as long rows. */
final class MetricsExport implements ExportKind {
    static final List<String> COLUMNS = List.of("experiment_key", "metric", "step", "epoch", "timestamp", "value");
    /** Parquet's value is a double: a text that a double cannot represent is beside it. */
    private static final String VALUE_TEXT = "value_text";

    /** The columns in Parquet. */
    static final List<TableColumn> TYPES = List.of(
            TableColumn.text("experiment_key"),
            TableColumn.text("metric"),
            TableColumn.integer("step"),
            TableColumn.integer("epoch"),
            TableColumn.integer("timestamp"),
            TableColumn.number("value"),
            TableColumn.text(VALUE_TEXT));

    private static final int READ_BUFFER = 1 << 16;
    /** The lines of most experiments at once: an export is so short that Java interprets most of what copies them. */
    private static final int COPY_BUFFER = 1 << 18;

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final String OTHER = "0";
    /** Of so many metrics the cell with the name is kept for the next experiment. */
    private static final int MOST_KEPT = 1_000;

    private final PointReader reader;
    private final List<String> names;
    private final RowWriter out;
    /** The same output, when points can be copied into it; or null. */
    private final OutputStream lines;

    private final PointMemory memory;
    private final Map<String, byte[]> metricCells = new ConcurrentHashMap<>();
    private final boolean typed;
    private final List<TableColumn> columns;
    private final int[] places;

    // Of the one thread that writes: the row it is at, and bytes on their way from a part to the output.
    private final Object[] all = new Object[TYPES.size()];
    private final Object[] cells;
    private final List<Object> row;
    private String named;
    private byte[] front;
    private final byte[] copied = new byte[COPY_BUFFER];

    /**
     * @param file where {@code out} writes to
     * @param bufferBytes what the points of an experiment may take in memory
     */
    MetricsExport(PointReader reader, ExportRequest request, RowWriter out, OutputStream file, int bufferBytes) {
        this.reader = reader;
        names = request.metrics();
        this.out = out;
        memory = new PointMemory(bufferBytes);
        Format format = request.format();
        List<String> asked = request.columns();
        typed = format == Format.PARQUET;
        List<String> wanted = new ArrayList<>(asked.isEmpty() ? COLUMNS : asked);
        if (typed && wanted.contains("value")) {
            wanted.add(wanted.indexOf("value") + 1, VALUE_TEXT);
        }
        places = wanted.stream().mapToInt(MetricsExport::place).toArray();
        columns = Arrays.stream(places).mapToObj(TYPES::get).toList();
        cells = new Object[places.length];
        row = Arrays.asList(cells);
        lines = format == Format.CSV && !request.excel() && wanted.equals(COLUMNS) ? file : null;
    }

    /** By the name alone: Java makes the comparison of two records at run time, which takes 10 ms the first time. */
    private static int place(String column) {
        for (int i = 0; i < TYPES.size(); i++) {
            if (TYPES.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + column);
    }

    @Override
    public PartInfo read(ExperimentMetadata experiment, Parts.PartWriter draft) throws IOException {
        String key = experiment.experimentKey();
        byte[] first = lines == null ? null : cells(List.of(key));
        Function<String, byte[]> fronts = lines == null ? null : metric -> front(first, metric);
        ExperimentPoints.Copied copied =
                ExperimentPoints.copy(reader, key, names, draft, draft.folder(), draft.fileName(), memory, fronts);
        return PartInfo.ofRows(copied.count(), copied.sampled(), copied.lines());
    }

    @Override
    public boolean takes(PartInfo earlier) {
        return lines != null || !earlier.lines();
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
        if (part.info().lines()) {
            copy(part);
            return;
        }
        all[0] = experiment.experimentKey();
        named = null;
        try (PointRows points = new PointRows(part.rows(), READ_BUFFER)) {
            while (points.next()) {
                // A method of its own: Java compiles what is called often sooner than a loop.
                append(points);
            }
        }
    }

    private void copy(Parts.Part part) throws IOException {
        try (InputStream in = part.rows()) {
            for (int count = in.read(copied); count >= 0; count = in.read(copied)) {
                lines.write(copied, 0, count);
            }
        }
    }

    private void append(PointRows point) throws IOException {
        if (lines != null && point.isPlain()) {
            if (!point.metric().equals(named)) {
                named = point.metric();
                front = front(cells(List.of((String) all[0])), named);
            }
            lines.write(front, 0, front.length);
            point.writeCells(lines);
            lines.write(LINE_END, 0, LINE_END.length);
            return;
        }
        all[1] = point.metric();
        all[2] = point.step();
        all[3] = point.epoch();
        all[4] = point.timestamp();
        value(point);
        for (int i = 0; i < places.length; i++) {
            cells[i] = all[places[i]];
        }
        out.row(row);
    }

    /** The cells of key and metric, and the comma after them. */
    private byte[] front(byte[] key, String metric) {
        byte[] name = metricCells.get(metric);
        if (name == null) {
            // After another cell: the first cell of a line has quotes where others need none.
            byte[] both = cells(List.of(OTHER, metric));
            name = Arrays.copyOfRange(both, OTHER.length(), both.length);
            if (metricCells.size() < MOST_KEPT) {
                metricCells.put(metric, name);
            }
        }
        byte[] front = Arrays.copyOf(key, key.length + name.length + 1);
        System.arraycopy(name, 0, front, key.length, name.length);
        front[front.length - 1] = ',';
        return front;
    }

    private static byte[] cells(List<String> texts) {
        StringBuilder line = new StringBuilder();
        try {
            Format.CSV.rows(line, false).row(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line.setLength(line.length() - LINE_END.length);
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void end() throws IOException {
        out.end();
    }

    private void value(PointRows point) {
        if (typed) {
            all[5] = point.value();
            all[6] = point.valueText();
        } else {
            all[5] = point.cell();
        }
    }
}
