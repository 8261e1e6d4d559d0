package io.cometsh.export;

/** An exception that ends a pass over rows early and carries the rows that were read. */
public interface PartialResult {
    /** How much was read, and why no more: {@code interrupted: 37 of 150 experiments were read}. */
    String extent();

    /** Takes the rows that were read; a table that is already marked as incomplete. */
    void setPartial(Table table);
}
