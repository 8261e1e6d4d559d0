package io.cometsh.bulk;

import io.cometsh.client.points.ExperimentPoints;
import io.cometsh.client.points.PointRows;
import io.cometsh.client.service.PointReader;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.Format;
import io.cometsh.export.RowWriter;
import io.cometsh.export.TableColumn;
import io.cometsh.files.SafeNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        ExperimentPoints.Copied copied = ExperimentPoints.copy(
                reader, key, names, draft, draft.folder(), "points-" + SafeNames.segment(key), bufferBytes);
        return PartInfo.ofRows(copied.count(), copied.sampled());
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
        try (PointRows points = new PointRows(part.rows(), READ_BUFFER)) {
            while (points.next()) {
                if (lines != null && points.isPlain()) {
                    if (!points.metric().equals(named)) {
                        named = points.metric();
                        front = front(experiment.experimentKey(), named);
                    }
                    lines.write(front, 0, front.length);
                    points.writeCells(lines);
                    lines.write(LINE_END, 0, LINE_END.length);
                    continue;
                }
                all[1] = points.metric();
                all[2] = points.step();
                all[3] = points.epoch();
                all[4] = points.timestamp();
                value(points, all);
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

    private void value(PointRows point, Object[] all) {
        if (typed) {
            all[5] = point.value();
            all[6] = point.valueText();
        } else {
            all[5] = point.cell();
        }
    }
}
