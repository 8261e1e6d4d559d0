package io.cometsh.cli;

import io.cometsh.shell.Shell;
import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests were sent for what the user did: reads, writes and repeated ones; not those for TAB. */
final class RequestCount implements RequestListener {
    private final AtomicLong sent = new AtomicLong();

    @Override
    public void onReply(RequestEvent event) {
        // A request is reported on the thread that made it.
        if (!event.fromCache() && !Thread.currentThread().getName().equals(Shell.BACKGROUND)) {
            sent.incrementAndGet();
        }
    }

    long sent() {
        return sent.get();
    }
}
