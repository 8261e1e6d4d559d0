package io.cometsh.spark;

import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What one task costs, for the SQL page of Spark's UI: {@link CostMetrics}. */
final class TaskCounts {
    private static final ThreadLocal<TaskCounts> CURRENT = new ThreadLocal<>();

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong waitMillis = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();

    /** From now on this thread works for a task; null for none. */
    static void current(TaskCounts counts) {
        if (counts == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(counts);
        }
    }

    static void waited(Duration length) {
        TaskCounts counts = CURRENT.get();
        if (counts != null) {
            counts.waitMillis.addAndGet(length.toMillis());
        }
    }

    void deletedRun() {
        deleted.incrementAndGet();
    }

    CustomTaskMetric[] metrics() {
        return new CustomTaskMetric[] {
            new Count(CostMetrics.REQUESTS, requests.get()),
            new Count(CostMetrics.REPEATS, repeats.get()),
            new Count(CostMetrics.BYTES, bytes.get()),
            new Count(CostMetrics.WAITED, waitMillis.get()),
            new Count(CostMetrics.DELETED, deleted.get())
        };
    }

    private record Count(String name, long value) implements CustomTaskMetric {}

    /** Counts for the task of the thread that sends a request. */
    static final class Listener implements RequestListener {
        @Override
        public void onReply(RequestEvent event) {
            TaskCounts counts = CURRENT.get();
            if (counts != null && !event.fromCache()) {
                counts.requests.incrementAndGet();
                counts.bytes.addAndGet(event.bytesIn());
                if (event.attempt() > 1) {
                    counts.repeats.incrementAndGet();
                }
            }
        }
    }
}
