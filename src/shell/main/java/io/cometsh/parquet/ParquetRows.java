package io.cometsh.parquet;

import io.cometsh.export.Cells;
import io.cometsh.export.JoinedTexts;
import io.cometsh.export.NumberText;
import io.cometsh.export.RowWriter;
import io.cometsh.export.TableColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Parquet with typed columns, pages compressed by gzip, and groups of rows of at most a few megabytes: what is in memory
 * at once does not grow with the number of rows.
 */
final class ParquetRows implements RowWriter {
    /** The same on every machine, since the bytes of the file depend on it. */
    private static final long ROW_GROUP_BYTES = 4L << 20;

    /** Readers skip whole groups and read several at once; DuckDB's own groups have as many rows. */
    private static final int ROW_GROUP_ROWS = 122_880;

    private static final int PAGE_BYTES = 256 << 10;

    private final OutputStream out;
    private ParquetWriter<List<?>> writer;

    ParquetRows(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<TableColumn> columns) throws IOException {
        writer = new Builder(new Target(out), columns)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new JdkGzip())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
                .withPageSize(PAGE_BYTES)
                .build();
    }

    @Override
    public void row(List<?> cells) throws IOException {
        writer.write(cells);
    }

    @Override
    public void end() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<List<?>, Builder> {
        private final List<TableColumn> columns;

        Builder(OutputFile file, List<TableColumn> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<List<?>> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows(columns);
        }

        @Override
        @Deprecated
        protected WriteSupport<List<?>> getWriteSupport(org.apache.hadoop.conf.Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop here");
        }
    }

    /** A row's cells, each by the type of its column. */
    private static final class Rows extends WriteSupport<List<?>> {
        private final List<TableColumn> columns;
        private RecordConsumer consumer;

        Rows(List<TableColumn> columns) {
            this.columns = columns;
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            Types.MessageTypeBuilder schema = Types.buildMessage();
            columns.forEach(column -> schema.addField(type(column)));
            MessageType message = schema.named("row");
            return new WriteContext(message, Map.of());
        }

        @Override
        @Deprecated
        public WriteContext init(org.apache.hadoop.conf.Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop here");
        }

        @Override
        public void prepareForWrite(RecordConsumer target) {
            consumer = target;
        }

        @Override
        public void write(List<?> cells) {
            consumer.startMessage();
            for (int i = 0; i < columns.size(); i++) {
                Object cell = cells.get(i);
                if (cell != null) {
                    String name = columns.get(i).name();
                    consumer.startField(name, i);
                    value(columns.get(i), cell);
                    consumer.endField(name, i);
                }
            }
            consumer.endMessage();
        }

        private void value(TableColumn column, Object cell) {
            switch (column.type()) {
                case TEXT -> consumer.addBinary(Binary.fromString(Cells.text(cell)));
                case INTEGER -> consumer.addLong(((Number) cell).longValue());
                case NUMBER -> consumer.addDouble(toDouble(cell));
                case TRUTH -> consumer.addBoolean((Boolean) cell);
                case MOMENT -> consumer.addLong(((Instant) cell).toEpochMilli());
                case TEXTS -> texts((JoinedTexts) cell);
            }
        }

        /** As the format describes lists: a group of elements that repeat, with a text each. */
        private void texts(JoinedTexts texts) {
            consumer.startGroup();
            if (!texts.isEmpty()) {
                consumer.startField("list", 0);
                for (String text : texts) {
                    consumer.startGroup();
                    consumer.startField("element", 0);
                    consumer.addBinary(Binary.fromString(text));
                    consumer.endField("element", 0);
                    consumer.endGroup();
                }
                consumer.endField("list", 0);
            }
            consumer.endGroup();
        }

        private static double toDouble(Object cell) {
            if (cell instanceof NumberText text) {
                return text.toDouble();
            }
            // A float's own digits, 0.1, and not the digits of the double that it widens to.
            return cell instanceof Float single ? Double.parseDouble(single.toString()) : ((Number) cell).doubleValue();
        }

        private static Type type(TableColumn column) {
            return switch (column.type()) {
                case TEXT ->
                    Types.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
                case INTEGER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
                case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
                case TRUTH -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
                case MOMENT ->
                    Types.optional(PrimitiveTypeName.INT64)
                            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                            .named(column.name());
                case TEXTS ->
                    Types.optionalList()
                            .optionalElement(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
            };
        }
    }

    /** The library's own codecs are Hadoop's or native; the JDK has gzip too. */
    private static final class JdkGzip implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                        bytes.writeAllTo(gzip);
                    }
                    return BytesInput.from(compressed.toByteArray());
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return CompressionCodecName.GZIP;
                }

                @Override
                public void release() {
                    // Nothing is pooled.
                }
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("nothing is read here");
        }

        @Override
        public void release() {
            // Nothing is pooled.
        }
    }

    /** An open stream as the library's file; its opener closes it. */
    private static final class Target implements OutputFile {
        private final OutputStream out;

        Target(OutputStream out) {
            this.out = out;
        }

        @Override
        public PositionOutputStream create(long blockSize) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
