package io.cometsh.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.service.RowReader;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.export.JoinedTexts;
import io.cometsh.export.JsonValue;
import io.cometsh.export.NumberText;
import io.cometsh.export.RowWriter;
import io.cometsh.export.TableColumn;
import io.cometsh.export.TypeGuess;
import io.cometsh.transport.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Experiments as rows, with the columns that occur among them: the parts are read once to find the columns and their
 * types, and again to write them.
 */
final class RunsExport implements ExportKind {
    private final RowReader reader;
    private final List<String> asked;
    private final Parts parts;
    private final RowWriter out;
    private final int count;
    private List<String> columns = List.of();

    /** @param count how many experiments there are */
    RunsExport(RowReader reader, List<String> asked, Parts parts, RowWriter out, int count) {
        this.reader = reader;
        this.asked = asked;
        this.parts = parts;
        this.out = out;
        this.count = count;
    }

    @Override
    public PartInfo read(ExperimentMetadata experiment, Parts.PartWriter draft) throws IOException {
        Map<String, String> cells = new LinkedHashMap<>();
        reader.row(experiment, asked).forEach((column, cell) -> cells.put(column, written(cell)));
        draft.rows().write(JsonValue.text(cells).getBytes(StandardCharsets.UTF_8));
        return PartInfo.ofRows(1, List.of());
    }

    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void begin() throws IOException {
        Map<String, TypeGuess> guesses = new HashMap<>();
        for (int index = 0; index < count; index++) {
            if (parts.isDone(index)) {
                try (Parts.Part part = parts.open(index)) {
                    if (!part.info().deleted()) {
                        cells(part)
                                .forEach((column, cell) -> guesses.computeIfAbsent(column, name -> new TypeGuess())
                                        .see(cell));
                    }
                }
            }
        }
        columns = asked.isEmpty() ? RowReader.inOrder(guesses.keySet()) : asked;
        out.begin(columns.stream()
                .map(name -> new TableColumn(
                        name, guesses.getOrDefault(name, new TypeGuess()).type()))
                .toList());
    }

    @Override
    public void append(ExperimentMetadata experiment, Parts.Part part) throws IOException {
        Map<String, Object> cells = cells(part);
        List<Object> row = new ArrayList<>(columns.size());
        columns.forEach(column -> row.add(cells.get(column)));
        out.row(row);
    }

    @Override
    public void end() throws IOException {
        out.end();
    }

    private static Map<String, Object> cells(Parts.Part part) throws IOException {
        Map<String, Object> cells = new HashMap<>();
        try (InputStream in = part.rows()) {
            for (Map.Entry<String, JsonNode> cell :
                    JsonTree.of(in.readAllBytes()).properties()) {
                cells.put(cell.getKey(), read(cell.getValue().textValue()));
            }
        }
        return cells;
    }

    /** A letter for the type in front, since JSON would not tell a number's digits or a moment from a text. */
    private static String written(Object cell) {
        if (cell == null) {
            return null;
        }
        if (cell instanceof Instant moment) {
            return "m" + moment;
        }
        if (cell instanceof JoinedTexts texts) {
            return "l" + JsonValue.text(texts);
        }
        return (cell instanceof Boolean ? "b" : cell instanceof Number ? "n" : "t") + cell;
    }

    private static Object read(String written) throws IOException {
        if (written == null) {
            return null;
        }
        String text = written.substring(1);
        return switch (written.charAt(0)) {
            case 'm' -> Instant.parse(text);
            case 'b' -> Boolean.valueOf(text);
            case 'n' -> new NumberText(text);
            case 'l' -> new JoinedTexts(texts(JsonTree.of(text)));
            default -> text;
        };
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>(list.size());
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
