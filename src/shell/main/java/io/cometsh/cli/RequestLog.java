package io.cometsh.cli;

import io.cometsh.text.Quantity;
import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** {@code --verbose}: one line a request, and their number and bytes at the end. */
final class RequestLog implements RequestListener {
    private final PrintStream err;
    private final LongAdder requests = new LongAdder();
    private final LongAdder fromCache = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    RequestLog(PrintStream err) {
        this.err = err;
    }

    @Override
    public void onReply(RequestEvent event) {
        if (event.fromCache()) {
            fromCache.increment();
        } else {
            requests.increment();
            bytes.add(event.bytesIn());
        }
        err.println(String.format(
                Locale.ROOT,
                "%s %s %s %,d bytes %d ms%s",
                event.method(),
                event.url(),
                event.fromCache() ? "cached" : event.status() == 0 ? "no answer" : event.status(),
                event.bytesIn(),
                event.took().toMillis(),
                event.attempt() > 1 ? " (attempt " + event.attempt() + ")" : ""));
    }

    /** The last line. */
    void total() {
        err.println(String.format(
                Locale.ROOT,
                "%s, %,d bytes received, %,d from the cache",
                Quantity.of(requests.sum(), "request"),
                bytes.sum(),
                fromCache.sum()));
    }
}
