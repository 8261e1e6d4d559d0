package io.cometsh.transport;

/** The calling thread was interrupted while it waited; the call was cancelled and the interrupt flag is set. */
public class CometInterruptedException extends CometException {
    private static final long serialVersionUID = 1L;

    public CometInterruptedException(String message) {
        super(message);
    }
}
