package io.cometsh.client;

import io.cometsh.transport.CometException;

/** Some parts succeeded and some did not; the message lists the failed parts. */
public final class PartialException extends CometException {
    private static final long serialVersionUID = 1L;

    public PartialException(String message) {
        super(message);
    }
}
