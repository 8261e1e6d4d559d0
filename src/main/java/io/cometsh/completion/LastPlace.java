package io.cometsh.completion;

import java.util.concurrent.atomic.AtomicReference;

/** The project last named in a call, so that {@code Metric("} on a line of its own has columns to offer. */
public final class LastPlace {
    private final CallReader reader;
    private final AtomicReference<Place> place = new AtomicReference<>();

    public LastPlace(Scope scope) {
        this.reader = new CallReader(scope);
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

    /** The project; null before any was named. */
    Place get() {
        return place.get();
    }
}
