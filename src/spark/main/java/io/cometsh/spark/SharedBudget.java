package io.cometsh.spark;

import io.cometsh.spark.BudgetBooks.Book;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.Pacing;
import io.cometsh.transport.RequestBudget;
import io.cometsh.transport.RequestWindow;
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
    public Place acquire(ApiRequest request) throws InterruptedException {
        boolean shared = CometPlugin.isThere();
        if (!shared && share.executors() > 0 && WARNED.compareAndSet(false, true)) {
            SparkLog.warn("each executor keeps a share of the request budget; with"
                    + " spark.plugins=io.cometsh.spark.CometPlugin they share the whole budget");
        }
        Book book = shared ? share.shared() : share.divided(CometPlugin.isDriver());
        RequestWindow.Place place = reserve(shared, book);
        while (!place.isReserved()) {
            waitFor(place.pause());
            place = reserve(shared, book);
        }
        waitFor(place.pause());
        long number = place.number();
        return () -> {
            if (shared) {
                CometPlugin.counted(book, number);
            } else {
                OWN.counted(book, number);
            }
        };
    }

    private static RequestWindow.Place reserve(boolean shared, Book book) throws InterruptedException {
        return shared ? CometPlugin.reserve(book) : OWN.reserve(book);
    }

    private static void waitFor(Duration wait) throws InterruptedException {
        if (!wait.isZero()) {
            TaskCounts.waited(wait);
            Pacing.SYSTEM.sleep(wait);
        }
    }
}
