package io.cometsh.spark;

import io.cometsh.spark.BudgetBooks.Book;
import io.cometsh.transport.Pacing;
import io.cometsh.transport.RequestWindow;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Keeps the server's limit of requests for a whole application: {@code spark.plugins=io.cometsh.spark.CometPlugin}. The
 * driver has the book; executors ask it through Spark's own channel.
 */
public final class CometPlugin implements SparkPlugin {
    private static final String DRIVER = "driver";
    private static final BudgetBooks BOOKS = new BudgetBooks(Pacing.SYSTEM);
    private static final AtomicBoolean HAS_BOOKS = new AtomicBoolean();
    private static final AtomicReference<PluginContext> EXECUTOR = new AtomicReference<>();

    /** Asks for one more place; of the key it contains only a fingerprint. */
    record Reserve(Book book) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** Reports that the server has counted the request of a place. */
    record Counted(Book book, long place) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** Whether the application runs with this plugin. */
    static boolean isThere() {
        return HAS_BOOKS.get() || EXECUTOR.get() != null;
    }

    /** The next place in a book of the driver. */
    static RequestWindow.Place reserve(Book book) throws InterruptedException {
        if (HAS_BOOKS.get()) {
            return BOOKS.reserve(book);
        }
        try {
            long[] place = (long[]) executor().ask(new Reserve(book));
            return new RequestWindow.Place(place[0], Duration.ofNanos(place[1]));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the driver gives no answer about the request budget: " + e, e);
        }
    }

    /** Gives a place back; a report that is lost only delays the use of the place. */
    static void counted(Book book, long place) {
        if (HAS_BOOKS.get()) {
            BOOKS.counted(book, place);
            return;
        }
        try {
            executor().send(new Counted(book, place));
        } catch (IOException e) {
            SparkLog.note("the driver does not hear that a request has ended: " + e);
        }
    }

    private static PluginContext executor() {
        PluginContext context = EXECUTOR.get();
        if (context == null) {
            throw new IllegalStateException("this executor has ended");
        }
        return context;
    }

    /** Whether this is the process of the driver. */
    static boolean isDriver() {
        SparkEnv env = SparkEnv.get();
        return env == null || env.executorId().equals(DRIVER);
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Map<String, String> init(SparkContext spark, PluginContext context) {
                HAS_BOOKS.set(true);
                return Map.of();
            }

            @Override
            public Object receive(Object message) {
                if (message instanceof Reserve one) {
                    // Spark reads the answer with a class loader that does not know the classes of this jar.
                    RequestWindow.Place place = BOOKS.reserve(one.book);
                    return new long[] {place.number(), place.pause().toNanos()};
                }
                if (message instanceof Counted one) {
                    BOOKS.counted(one.book, one.place);
                }
                return null;
            }

            @Override
            public void shutdown() {
                HAS_BOOKS.set(false);
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> more) {
                EXECUTOR.set(context);
            }

            @Override
            public void shutdown() {
                EXECUTOR.set(null);
            }
        };
    }
}
