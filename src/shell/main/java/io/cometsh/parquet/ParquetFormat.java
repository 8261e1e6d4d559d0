package io.cometsh.parquet;

import io.cometsh.export.Format;
import io.cometsh.export.RowFormat;
import io.cometsh.export.RowWriter;
import java.io.OutputStream;

/** Parquet for {@link Format#PARQUET}; named in {@code META-INF/services}. */
public final class ParquetFormat implements RowFormat {
    @Override
    public Format format() {
        return Format.PARQUET;
    }

    @Override
    public RowWriter rows(OutputStream out) {
        return new ParquetRows(out);
    }
}
