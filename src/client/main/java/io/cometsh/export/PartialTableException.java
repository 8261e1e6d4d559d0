package io.cometsh.export;

/** A table that was cut short was to be written where nobody could tell it from a whole one. */
public final class PartialTableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    PartialTableException(String extent) {
        super("this table is not whole (" + extent + "), and " + "what is written would not show it: read it again,"
                + " or write anyway() after it");
    }
}
