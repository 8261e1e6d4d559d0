package io.cometsh.lang;

/** A script that compiles but holds nothing that could be run. */
public final class ScriptStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
