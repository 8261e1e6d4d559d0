package io.cometsh.mcp;

/** A call that an agent has to correct; the message tells it how. */
final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolException(String message) {
        super(message);
    }
}
