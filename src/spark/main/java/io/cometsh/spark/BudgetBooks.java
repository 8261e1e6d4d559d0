package io.cometsh.spark;

import io.cometsh.transport.Pacing;
import io.cometsh.transport.RequestWindow;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The places that were given out within each limit; the driver has the books of the whole application. */
final class BudgetBooks {
    private final Map<Book, RequestWindow> windows = new ConcurrentHashMap<>();
    private final Pacing pacing;

    /**
     * One limit.
     *
     * @param owner what is counted together: a fingerprint of server and key
     */
    record Book(String owner, int requests, Duration window) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    BudgetBooks(Pacing pacing) {
        this.pacing = pacing;
    }

    RequestWindow.Place reserve(Book book) {
        return window(book).reserve();
    }

    void counted(Book book, long place) {
        window(book).counted(place);
    }

    private RequestWindow window(Book book) {
        return windows.computeIfAbsent(book, any -> new RequestWindow(book.requests, book.window, pacing));
    }
}
