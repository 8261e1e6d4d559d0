package io.cometsh.export;

/** A value that people see, and files hold, as a table. */
public interface Tabular {
    /** The whole value as a table. */
    Table table();

    /**
     * The value as people read it where that is more than its table; null where the table is all.
     *
     * @param width columns of the terminal; 0 for no limit
     */
    default String text(int width) {
        return null;
    }
}
