package io.cometsh.spark;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** The names under which Spark's UI shows {@link TaskCounts}. Spark makes an instance of each class by its name. */
public final class CostMetrics {
    static final String REQUESTS = "cometRequests";
    static final String REPEATS = "cometRepeats";
    static final String BYTES = "cometBytes";
    static final String WAITED = "cometWaited";
    static final String DELETED = "cometDeleted";

    private CostMetrics() {}

    static CustomMetric[] all() {
        return new CustomMetric[] {new Requests(), new Repeats(), new Bytes(), new Waited(), new Deleted()};
    }

    private abstract static class Cost extends CustomSumMetric {
        private final String name;
        private final String description;

        Cost(String name, String description) {
            this.name = name;
            this.description = description;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return description;
        }
    }

    /** Attempts, repeats included. */
    public static final class Requests extends Cost {
        public Requests() {
            super(REQUESTS, "requests to Comet");
        }
    }

    /** Attempts after the first one. */
    public static final class Repeats extends Cost {
        public Repeats() {
            super(REPEATS, "repeated requests");
        }
    }

    /** Bytes of the replies. */
    public static final class Bytes extends Cost {
        public Bytes() {
            super(BYTES, "bytes from Comet");
        }
    }

    /** Waits for the request budget, of all requests. */
    public static final class Waited extends Cost {
        public Waited() {
            super(WAITED, "milliseconds waited for the request budget");
        }
    }

    /** Runs that were deleted after they were listed. */
    public static final class Deleted extends Cost {
        public Deleted() {
            super(DELETED, "runs deleted since they were listed");
        }
    }
}
