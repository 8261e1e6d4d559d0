package io.cometsh.client.service;

import io.cometsh.export.PartialResult;
import io.cometsh.export.Table;
import io.cometsh.transport.CometInterruptedException;

/** A read of many experiments was interrupted; what had come in is not lost. */
public final class ReadInterruptedException extends CometInterruptedException implements PartialResult {
    private static final long serialVersionUID = 1L;

    private final String extent;
    private transient Object partial;

    /**
     * @param extent {@code interrupted: 37 of 150 experiments were read}
     * @param more more text for the message; can be empty
     * @param partial what had come in, in order; null for nothing
     */
    ReadInterruptedException(String extent, String more, Object partial) {
        super(extent + more);
        this.extent = extent;
        this.partial = partial;
    }

    /** How much had come in: {@code interrupted: 37 of 150 experiments were read}. */
    @Override
    public String extent() {
        return extent;
    }

    /** Takes what had come in as a table, such as {@code e.setPartial(table.cutShort(e.extent()))}. */
    @Override
    public void setPartial(Table table) {
        partial = table;
    }

    /** The partial result, {@code e.partial()}: a table that shows how much it contains, or a list of results; null for nothing. */
    public Object partial() {
        return partial;
    }
}
