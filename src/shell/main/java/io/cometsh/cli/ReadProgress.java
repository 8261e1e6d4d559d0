package io.cometsh.cli;

import io.cometsh.client.service.BulkProgress;
import io.cometsh.progress.Display;
import io.cometsh.progress.Progress;
import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import java.util.concurrent.atomic.AtomicReference;

/** The bar of a read of many experiments, with the requests and retries that it takes. */
final class ReadProgress implements BulkProgress, RequestListener {
    private final Display display;
    private final AtomicReference<Progress> current = new AtomicReference<>();

    ReadProgress(Display display) {
        this.display = display;
    }

    @Override
    public ProgressStep begin(int total) {
        Progress progress = display.begin("reading", "experiments", total);
        current.set(progress);
        return new ProgressStep() {
            @Override
            public void done() {
                progress.step(1);
            }

            @Override
            public void close() {
                current.compareAndSet(progress, null);
                progress.close();
            }
        };
    }

    @Override
    public void onReply(RequestEvent event) {
        Progress progress = current.get();
        if (progress != null && !event.fromCache()) {
            progress.request(event.attempt() > 1);
        }
    }
}
