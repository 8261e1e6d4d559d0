package io.cometsh.export;

import java.io.IOException;

/** Writes a table in one format. */
@FunctionalInterface
public interface TableWriter {
    void write(Table table, Appendable out) throws IOException;
}
