package io.cometsh.settings;

/** A line that a parser of settings does not understand. */
final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    BadLine(int line, String reason) {
        super(reason);
        this.line = line;
    }

    int line() {
        return line;
    }
}
