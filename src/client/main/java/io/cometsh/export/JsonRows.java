package io.cometsh.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;

/**
 * A list of objects, one a row, with the columns as members in their order; or one object a line. NaN and the
 * infinities, which JSON does not know, are texts by these names.
 */
final class JsonRows implements RowWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final boolean lines;
    private final JsonGenerator json;
    private SerializableString[] names;
    private boolean first = true;

    JsonRows(Appendable out, boolean lines) {
        this.lines = lines;
        try {
            // A stream gets its bytes at once: text in pieces could cut a character in two.
            json = (out instanceof OutputStream bytes
                            ? FACTORY.createGenerator(bytes, JsonEncoding.UTF8)
                            : FACTORY.createGenerator(new AppendingWriter(out)))
                    .setRootValueSeparator(null)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void begin(List<TableColumn> columns) throws IOException {
        names = columns.stream()
                .map(column -> new SerializedString(column.name()))
                .toArray(SerializableString[]::new);
        if (!lines) {
            json.writeRaw('[');
        }
    }

    @Override
    public void row(List<?> cells) throws IOException {
        if (!lines) {
            json.writeRaw(first ? "\n  " : ",\n  ");
        }
        first = false;
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            json.writeFieldName(names[i]);
            JsonValue.write(json, cells.get(i));
        }
        json.writeEndObject();
        if (lines) {
            json.writeRaw('\n');
        }
    }

    @Override
    public void end() throws IOException {
        if (!lines) {
            json.writeRaw(first ? "]\n" : "\n]\n");
        }
        json.flush();
    }

    /** Gives the generator's text on; neither flushing nor closing the generator means the place it goes to. */
    private static final class AppendingWriter extends Writer {
        private final Appendable target;

        AppendingWriter(Appendable target) {
            this.target = target;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            if (target instanceof Writer writer) {
                writer.write(text, offset, length);
            } else {
                target.append(new String(text, offset, length));
            }
        }

        @Override
        public void flush() {
            // The owner of the target knows when.
        }

        @Override
        public void close() {
            // The owner of the target knows when.
        }
    }
}
