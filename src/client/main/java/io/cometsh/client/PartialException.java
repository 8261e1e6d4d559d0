package io.cometsh.client;

import io.cometsh.transport.CometException;

/** Some of it was done and some was not; the message lists what failed. */
public final class PartialException extends CometException {
    private static final long serialVersionUID = 1L;

    public PartialException(String message) {
        super(message);
    }
}
