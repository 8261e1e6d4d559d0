package io.cometsh.shell;

/** What was watched for did not happen in time. */
public final class WatchTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WatchTimeoutException(String message) {
        super(message);
    }
}
