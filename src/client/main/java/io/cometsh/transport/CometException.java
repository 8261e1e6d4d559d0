package io.cometsh.transport;

/** Any failure between this client and Comet. The message is for the user: what failed, and what to do next. */
public class CometException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CometException(String message, Throwable cause) {
        super(message, cause);
    }

    public CometException(String message) {
        super(message);
    }
}
