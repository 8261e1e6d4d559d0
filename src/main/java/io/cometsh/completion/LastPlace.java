package io.cometsh.completion;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The project for {@code Metric("} on a line of its own: the one set with {@code :use}, else the one last named in a
 * call.
 */
public final class LastPlace {
    private final CallReader reader;
    private final CurrentPlace used;
    private final AtomicReference<Place> place = new AtomicReference<>();

    public LastPlace(Scope scope) {
        this(scope, new CurrentPlace());
    }

    public LastPlace(Scope scope, CurrentPlace used) {
        this.reader = new CallReader(scope);
        this.used = used;
    }

    /** Takes note of what was entered. */
    public void saw(String entered) {
        for (Call call : CursorContext.finishedCalls(entered)) {
            Place named = reader.place(call);
            if (named != null) {
                place.set(named);
            }
        }
    }

    /** The project; null before any was named or set. */
    Place get() {
        Place set = used.project();
        return set != null ? set : place.get();
    }
}
