package io.cometsh.transport;

/** A write that was refused before it was sent, because only reads are wanted. */
public final class ReadOnlyException extends CometException {
    private static final long serialVersionUID = 1L;

    ReadOnlyException(ApiRequest request) {
        super(request.describe() + " was not sent: it changes data, and this is read-only");
    }
}
