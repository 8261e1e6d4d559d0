package io.cometsh.transport;

/** A write that was refused before it was sent, because only reads are wanted. */
public final class ReadOnlyException extends CometException {
    private static final long serialVersionUID = 1L;

    ReadOnlyException(ApiRequest request) {
        this(request, "this is read-only");
    }

    /** @param why such as {@code this is read-only} */
    public ReadOnlyException(ApiRequest request, String why) {
        super(request.describe() + " was not sent: it changes data, and " + why);
    }
}
