package io.cometsh.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/**
 * A list of objects, one a row, with the columns as members in their order; or one object a line. NaN and the
 * infinities, which JSON does not know, are texts by these names.
 */
final class JsonTable implements TableWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final boolean lines;

    JsonTable(boolean lines) {
        this.lines = lines;
    }

    @Override
    public void write(Table table, Appendable out) throws IOException {
        if (!lines) {
            out.append('[');
        }
        String separator = "";
        for (List<Object> row : table.rows()) {
            out.append(lines ? "" : separator + "\n  ").append(object(table.columns(), row));
            out.append(lines ? "\n" : "");
            separator = ",";
        }
        if (!lines) {
            out.append(table.rows().isEmpty() ? "]\n" : "\n]\n");
        }
    }

    private static String object(List<String> columns, List<Object> row) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i));
                JsonValue.write(json, row.get(i));
            }
            json.writeEndObject();
        }
        return text.toString();
    }
}
