package io.cometsh.mirror;

import io.cometsh.transport.CometException;

/** The mirror does not have the requested data; the server may have it. */
public final class NotMirroredException extends CometException {
    private static final long serialVersionUID = 1L;

    NotMirroredException(String message) {
        super(message);
    }
}
