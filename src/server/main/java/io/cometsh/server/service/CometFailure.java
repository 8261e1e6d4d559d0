package io.cometsh.server.service;

/** A request that cannot be fulfilled, for a reason its sender can read. */
public final class CometFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CometError error;

    CometFailure(CometError error, String message) {
        // No stack: it is an answer, not a fault.
        super(message, null, false, false);
        this.error = error;
    }

    public CometError error() {
        return error;
    }
}
