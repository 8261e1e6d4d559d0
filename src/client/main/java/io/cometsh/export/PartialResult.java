package io.cometsh.export;

/** What ends a pass over rows before its end: an exception that takes along what had come in. */
public interface PartialResult {
    /** How much had come in, and why no more: {@code interrupted: 37 of 150 experiments were read}. */
    String extent();

    /** Takes what had come in; a table that says itself that it is none of all. */
    void setPartial(Table table);
}
