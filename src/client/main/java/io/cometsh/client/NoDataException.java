package io.cometsh.client;

import io.cometsh.transport.CometException;

/** A value that has no form as data was to be written as data. */
public final class NoDataException extends CometException {
    private static final long serialVersionUID = 1L;

    NoDataException(String message) {
        super(message, null);
    }
}
