package io.cometsh.cli;

/** A change that somebody must agree to, and nobody is there to ask. */
final class ConfirmationNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfirmationNeededException(String message) {
        super(message);
    }
}
