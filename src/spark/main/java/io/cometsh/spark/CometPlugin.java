package io.cometsh.spark;

import io.cometsh.transport.Pacing;
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
    record Reserve(String book, int requests, Duration window) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /** The wait until the next place; null when the application runs without this plugin. */
    static Duration reserve(String book, int requests, Duration window) throws InterruptedException {
        if (HAS_BOOKS.get()) {
            return BOOKS.reserve(book, requests, window);
        }
        PluginContext context = EXECUTOR.get();
        if (context == null) {
            return null;
        }
        try {
            return (Duration) context.ask(new Reserve(book, requests, window));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the driver gives no answer about the request budget: " + e, e);
        }
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
                return message instanceof Reserve one ? BOOKS.reserve(one.book, one.requests, one.window) : null;
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
