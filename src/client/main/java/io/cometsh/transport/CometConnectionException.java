package io.cometsh.transport;

/** The server could not be reached, or did not answer in time, after the retries. */
public final class CometConnectionException extends CometException {
    private static final long serialVersionUID = 1L;

    public CometConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
