package io.cometsh.client.service;

import io.cometsh.transport.CometException;

/** A workspace, project, experiment or column that is not there; the message names the nearest that are. */
public final class NotFoundException extends CometException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }
}
