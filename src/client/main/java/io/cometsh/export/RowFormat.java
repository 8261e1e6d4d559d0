package io.cometsh.export;

import java.io.OutputStream;
import java.util.ServiceLoader;

/**
 * A format that needs a library of its own and is found on the class path by {@link ServiceLoader}, such as Parquet. The
 * text formats need none.
 */
public interface RowFormat {
    /** The format that it writes. */
    Format format();

    /** The writer of rows to a stream, which stays open. */
    RowWriter rows(OutputStream out);

    /**
     * The implementation on the class path.
     *
     * @throws UnsupportedOperationException when there is none
     */
    static RowFormat of(Format format) {
        for (RowFormat found : ServiceLoader.load(RowFormat.class, RowFormat.class.getClassLoader())) {
            if (found.format() == format) {
                return found;
            }
        }
        throw new UnsupportedOperationException("nothing on the class path writes " + format
                + ": use the cometsh program, or write csv, tsv, json or jsonl");
    }
}
