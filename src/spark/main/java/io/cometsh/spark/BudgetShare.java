package io.cometsh.spark;

import io.cometsh.spark.BudgetBooks.Book;
import java.io.Serializable;
import java.time.Duration;

/**
 * The limit of a server for a key, and how many processes keep it.
 *
 * @param owner what is counted together: a fingerprint of server and key
 * @param requests within the window, of all processes; 0 for no limit
 * @param executors processes beside the driver; 0 when the driver is the only one
 */
record BudgetShare(String owner, int requests, int windowSeconds, int executors) implements Serializable {
    private static final long serialVersionUID = 1;
    /** What the driver keeps for lists when the limit is divided. */
    private static final double OF_DRIVER = 0.1;

    boolean isLimited() {
        return requests > 0;
    }

    /** The book of all processes. */
    Book shared() {
        return book(requests);
    }

    /** The book of one process that cannot ask for that of all. */
    Book divided(boolean driver) {
        if (executors == 0) {
            return shared();
        }
        double ofDriver = requests * OF_DRIVER;
        return book(Math.max(1, (int) (driver ? ofDriver : (requests - ofDriver) / executors)));
    }

    private Book book(int places) {
        return new Book(owner, places, Duration.ofSeconds(windowSeconds));
    }
}
