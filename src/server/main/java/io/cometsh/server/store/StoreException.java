package io.cometsh.server.store;

import java.io.IOException;
import java.nio.file.Path;

/** The database or a file failed; nothing a caller did wrong. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What failed, as far as it decides what a caller can do. */
    public enum Reason {
        /** The disk is full; writes work again when there is room. */
        NO_ROOM,
        /** Nothing can be written now: a disk that fails, too little memory, a store that is closed. */
        CANNOT_WRITE,
        /** The work itself failed: something that must be there is gone, or could not be read. */
        FAILED,
        /** The folder cannot be opened. */
        CANNOT_OPEN
    }

    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What it means that a file in a folder cannot be written. */
    public static StoreException writing(Path folder, IOException failure) {
        return new StoreFailures(folder).writing(failure);
    }

    public Reason reason() {
        return reason;
    }
}
