package io.cometsh.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Work on a list that was interrupted; what was done until then is not lost. */
public final class PartialWorkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Object> done;
    private final int total;

    public PartialWorkException(List<?> done, int total, Throwable cause) {
        super("interrupted after " + done.size() + " of " + total, cause);
        this.done = Collections.unmodifiableList(new ArrayList<>(done));
        this.total = total;
    }

    /** The results so far, in order. */
    public List<Object> done() {
        return done;
    }

    int total() {
        return total;
    }
}
