package io.cometsh.server.store;

/** The database or a file failed; nothing a caller did wrong. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
