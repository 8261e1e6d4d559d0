package io.cometsh.lang;

/** An assignment to a property of what the client returned, such as {@code run.name = "x"}. Nothing was written. */
public final class RefusedAssignmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedAssignmentException(String sentence) {
        super(sentence);
    }
}
