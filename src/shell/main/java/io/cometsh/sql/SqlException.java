package io.cometsh.sql;

import io.cometsh.transport.CometException;

/** A statement that cannot run, or an engine that is not installed; the message shows what to change. */
public final class SqlException extends CometException {
    private static final long serialVersionUID = 1L;

    SqlException(String message) {
        super(message);
    }

    SqlException(String message, Throwable cause) {
        super(message, cause);
    }
}
