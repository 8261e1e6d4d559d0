package io.cometsh.spark;

import java.io.Serializable;
import java.time.Duration;

/**
 * The limit of a server for a key, and how many processes keep it.
 *
 * @param book what is counted together: a fingerprint of server and key
 * @param requests within the window, of all processes; 0 for no limit
 * @param executors processes beside the driver; 0 when the driver is the only one
 */
record BudgetShare(String book, int requests, int windowSeconds, int executors) implements Serializable {
    private static final long serialVersionUID = 1;
    /** The network brings requests closer together than they were sent: so much of the limit stays free. */
    private static final double SPARE = 0.03;
    /** What the driver keeps for lists when the limit is divided. */
    private static final double OF_DRIVER = 0.1;

    boolean isLimited() {
        return requests > 0;
    }

    Duration window() {
        return Duration.ofSeconds(windowSeconds);
    }

    /** What a book for all processes gives out within a window. */
    int shared() {
        return executors == 0 ? requests : Math.max(1, (int) (requests * (1 - SPARE)));
    }

    /** What one process may send without such a book. */
    int divided(boolean driver) {
        if (executors == 0) {
            return requests;
        }
        double ofDriver = requests * OF_DRIVER;
        return Math.max(1, (int) (driver ? ofDriver : (requests - ofDriver) / executors));
    }
}
