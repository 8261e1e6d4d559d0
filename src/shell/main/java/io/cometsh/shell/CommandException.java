package io.cometsh.shell;

/** A command was used in a way that it does not understand; the message tells what to write. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
