package io.cometsh.transport;

import java.io.IOException;
import okhttp3.Call;
import okhttp3.Response;

/** How one attempt ended. */
sealed interface AttemptResult {
    /** Whether the caller gets it; all else is repeated or thrown. */
    boolean isGood();

    /**
     * A status and the whole body.
     *
     * @param movedTo where a write was sent on to, in a way that would make it a read; else null
     */
    record Answered(int status, String reason, String contentType, byte[] body, String retryAfter, String movedTo)
            implements AttemptResult {
        @Override
        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * No answer, or an incomplete one.
     *
     * @param sent whether the request may have reached the server
     */
    record Failed(IOException cause, boolean sent) implements AttemptResult {
        @Override
        public boolean isGood() {
            return false;
        }
    }

    /** Nothing was sent, because the server had closed the idle connection; a new connection is good. */
    record Stale() implements AttemptResult {
        @Override
        public boolean isGood() {
            return false;
        }
    }

    /** A good status, and what was made of the body. */
    record Consumed(int status, Object value) implements AttemptResult {
        @Override
        public boolean isGood() {
            return true;
        }
    }

    /** A good status, and a body that is still to be read and closed. */
    record Opened(Response response, Call call) implements AttemptResult {
        @Override
        public boolean isGood() {
            return true;
        }
    }
}
