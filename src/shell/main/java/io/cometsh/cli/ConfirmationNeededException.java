package io.cometsh.cli;

/** A change that needs a confirmation, where no user can be asked. */
final class ConfirmationNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfirmationNeededException(String message) {
        super(message);
    }
}
