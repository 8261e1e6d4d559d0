package io.cometsh.transport;

/** The server answered, but not with what this endpoint answers: not JSON, or without a member that must be there. */
public final class CometReplyException extends CometException {
    private static final long serialVersionUID = 1L;

    public CometReplyException(String message, Throwable cause) {
        super(message, cause);
    }
}
