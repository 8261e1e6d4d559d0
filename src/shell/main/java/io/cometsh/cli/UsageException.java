package io.cometsh.cli;

/** A command line that cannot be executed; the message tells what to type instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
