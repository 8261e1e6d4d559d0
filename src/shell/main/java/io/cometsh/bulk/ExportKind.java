package io.cometsh.bulk;

import io.cometsh.client.wire.ExperimentMetadata;
import java.io.IOException;
import java.util.List;

/** What is exported of each experiment, and how the output is made from that. */
interface ExportKind {
    /**
     * Reads one experiment into the draft of its part, and tells what it is; on any thread, several at once.
     *
     * @throws io.cometsh.transport.CometException when the server does not give it
     */
    PartInfo read(ExperimentMetadata experiment, Parts.PartWriter draft) throws IOException;

    /** Whether a part that an earlier run has read serves this output too; else the experiment is read again. */
    default boolean takes(PartInfo earlier) {
        return true;
    }

    /** Whether the output can begin before the last experiment has been read. */
    boolean streams();

    /** Begins the output; when it does not stream, all parts are there. */
    void begin() throws IOException;

    /** Adds the part of an experiment to the output, in the order of the experiments. */
    void append(ExperimentMetadata experiment, Parts.Part part) throws IOException;

    void end() throws IOException;

    /** The names of the columns; empty for files. */
    List<String> columns();
}
