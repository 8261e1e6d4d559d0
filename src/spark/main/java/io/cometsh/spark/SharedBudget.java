package io.cometsh.spark;

import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.Pacing;
import io.cometsh.transport.RequestBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The places within the server's limit. With {@link CometPlugin} all processes of an application take them from one book of
 * the driver; without it each process keeps a share.
 */
final class SharedBudget implements RequestBudget {
    private static final AtomicBoolean WARNED = new AtomicBoolean();
    private static final BudgetBooks OWN = new BudgetBooks(Pacing.SYSTEM);

    private final BudgetShare share;

    SharedBudget(BudgetShare share) {
        this.share = share;
    }

    @Override
    public void acquire(ApiRequest request) throws InterruptedException {
        Duration wait = CometPlugin.reserve(share.book(), share.shared(), share.window());
        if (wait == null) {
            if (share.executors() > 0 && WARNED.compareAndSet(false, true)) {
                SparkLog.warn("each executor keeps a share of the request budget; with"
                        + " spark.plugins=io.cometsh.spark.CometPlugin they share the whole budget");
            }
            wait = OWN.reserve(share.book(), share.divided(CometPlugin.isDriver()), share.window());
        }
        if (!wait.isZero()) {
            TaskCounts.waited(wait);
            Pacing.SYSTEM.sleep(wait);
        }
    }
}
