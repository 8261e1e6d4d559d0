package io.cometsh.transport;

import java.io.IOException;

/** How one attempt ended. */
sealed interface Outcome {
    /** A status and the whole body. */
    record Answered(int status, String reason, String contentType, byte[] body, String retryAfter) implements Outcome {
        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * No answer, or not the whole of it.
     *
     * @param sent whether the request may have reached the server
     */
    record Failed(IOException cause, boolean sent) implements Outcome {}
}
