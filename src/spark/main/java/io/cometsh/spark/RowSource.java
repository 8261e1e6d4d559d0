package io.cometsh.spark;

import io.cometsh.client.wire.ExperimentMetadata;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** Makes the rows of one run. */
interface RowSource {
    /** Whether a run costs a request. */
    boolean asksComet();

    /** Reads what its rows need, so that the first row goes out when the last one is there. */
    RunRows open(ExperimentMetadata run) throws IOException;

    /** The rows of one run. */
    interface RunRows extends AutoCloseable {
        /** No rows. */
        RunRows NONE = () -> null;

        /** The next row, valid until the one after it; null when there is none. */
        InternalRow next() throws IOException;

        @Override
        default void close() throws IOException {}

        static RunRows of(Iterator<InternalRow> rows) {
            return () -> rows.hasNext() ? rows.next() : null;
        }
    }
}
