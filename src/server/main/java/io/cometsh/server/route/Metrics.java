package io.cometsh.server.route;

import io.cometsh.server.route.RequestMonitor.Seen;
import io.cometsh.server.store.Store;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What the server counts, in the text format of Prometheus (version 0.0.4). */
public final class Metrics implements Consumer<Seen> {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Upper bounds of the histogram's buckets, in seconds. */
    private static final double[] BOUNDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

    private static final Set<Integer> REJECTED = Set.of(429, 503, 507);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    private final RequestMonitor monitor;
    private final Store store;
    private final String version;
    private final LongSupplier lostLines;
    private final Map<Labels, Series> requests = new ConcurrentSkipListMap<>();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Map<Integer, LongAdder> rejected = new TreeMap<>();

    /** @param lostLines how many lines of the access log could not be written */
    public Metrics(RequestMonitor monitor, Store store, String version, LongSupplier lostLines) {
        this.monitor = monitor;
        this.store = store;
        this.version = version;
        this.lostLines = lostLines;
        REJECTED.forEach(status -> rejected.put(status, new LongAdder()));
    }

    private record Labels(String route, String method, int status) implements Comparable<Labels> {
        @Override
        public int compareTo(Labels other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "route=\"" + route + "\",method=\"" + method + "\",status=\"" + (status == 0 ? "cut" : status)
                    + "\"";
        }
    }

    private static final class Series {
        private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.length + 1);
        private final LongAdder nanos = new LongAdder();

        void add(long took) {
            int at = 0;
            while (at < BOUNDS.length && took > BOUNDS[at] * 1e9) {
                at++;
            }
            buckets.incrementAndGet(at);
            nanos.add(took);
        }
    }

    @Override
    public void accept(Seen seen) {
        String method = METHODS.contains(seen.method()) ? seen.method() : "other";
        requests.computeIfAbsent(new Labels(seen.route(), method, seen.status()), labels -> new Series())
                .add(seen.nanos());
        bytesIn.add(seen.bytesIn());
        bytesOut.add(seen.bytesOut());
        LongAdder refusals = rejected.get(seen.status());
        if (refusals != null) {
            refusals.increment();
        }
    }

    String version() {
        return version;
    }

    Reply reply(int port) {
        Text text = new Text();
        requests(text, port);
        store(text);
        machine(text);
        return new Reply.Bytes(CONTENT_TYPE, text.out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void requests(Text text, int port) {
        text.head("cometsh_build_info", "gauge", "The version that runs.");
        text.line("cometsh_build_info", "version=\"" + version + "\"", 1);
        text.head("cometsh_http_request_duration_seconds", "histogram", "From a request's head to its answer's end.");
        requests.forEach((labels, series) -> {
            long count = 0;
            for (int i = 0; i <= BOUNDS.length; i++) {
                count += series.buckets.get(i);
                String bound = i == BOUNDS.length ? "+Inf" : Text.number(BOUNDS[i]);
                text.line("cometsh_http_request_duration_seconds_bucket", labels + ",le=\"" + bound + "\"", count);
            }
            text.line("cometsh_http_request_duration_seconds_sum", labels.toString(), series.nanos.sum() / 1e9);
            text.line("cometsh_http_request_duration_seconds_count", labels.toString(), count);
        });
        text.head("cometsh_http_requests_rejected_total", "counter", "Answers 429, 503 and 507.");
        rejected.forEach((status, count) ->
                text.line("cometsh_http_requests_rejected_total", "status=\"" + status + "\"", count.sum()));
        text.one(
                "cometsh_http_requests_in_flight",
                "gauge",
                "Requests that are being read or answered.",
                monitor.inFlight());
        text.one("cometsh_http_request_bytes_total", "counter", "Bytes of bodies that came in.", bytesIn.sum());
        text.one("cometsh_http_response_bytes_total", "counter", "Bytes of bodies that went out.", bytesOut.sum());
        openConnections(port, text);
        text.one(
                "cometsh_access_log_lost_lines_total",
                "counter",
                "Lines of the access log that could not be written.",
                lostLines.getAsLong());
    }

    private void store(Text text) {
        text.one(
                "cometsh_ready",
                "gauge",
                "1 when the server can write.",
                store.trouble().isEmpty() ? 1 : 0);
        text.one("cometsh_store_database_bytes", "gauge", "Size of the database with its log.", store.databaseBytes());
        text.one("cometsh_store_free_bytes", "gauge", "Free room on the disk of the data folder.", store.freeBytes());
        text.one("cometsh_store_writes_waiting", "gauge", "Writes that wait for the disk.", store.writesWaiting());
        text.one("cometsh_points_written_total", "counter", "Points of metrics that were kept.", store.pointsWritten());
        try {
            Store.AssetTotals assets = store.assetTotals();
            text.one("cometsh_store_assets", "gauge", "Files of assets.", assets.files());
            text.one("cometsh_store_asset_bytes", "gauge", "Size of the files of assets.", assets.bytes());
        } catch (RuntimeException e) {
            // cometsh_ready reports a store that cannot be read; the other metrics are useful then.
            return;
        }
    }

    private static void machine(Text text) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        text.head("jvm_memory_used_bytes", "gauge", "Memory in use.");
        text.line("jvm_memory_used_bytes", "area=\"heap\"", heap.getUsed());
        text.line("jvm_memory_used_bytes", "area=\"nonheap\"", other.getUsed());
        text.one("jvm_memory_heap_max_bytes", "gauge", "The most that the heap may use.", heap.getMax());
        text.head("jvm_buffer_pool_used_bytes", "gauge", "Memory of buffers outside the heap.");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            text.line("jvm_buffer_pool_used_bytes", "pool=\"" + pool.getName() + "\"", pool.getMemoryUsed());
        }
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        text.head("jvm_gc_collection_seconds", "summary", "Time in garbage collection.");
        for (GarbageCollectorMXBean gc : collectors) {
            String label = "gc=\"" + gc.getName() + "\"";
            text.line("jvm_gc_collection_seconds_sum", label, Math.max(0, gc.getCollectionTime()) / 1e3);
            text.line("jvm_gc_collection_seconds_count", label, Math.max(0, gc.getCollectionCount()));
        }
        text.one(
                "jvm_threads_current",
                "gauge",
                "Threads.",
                ManagementFactory.getThreadMXBean().getThreadCount());
        text.one(
                "process_start_time_seconds",
                "gauge",
                "When the process began, in seconds since 1970.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    }

    /** The JDK's server does not tell; Linux does. */
    private static void openConnections(int port, Text text) {
        String ours = String.format(Locale.ROOT, ":%04X", port);
        long open = 0;
        boolean known = false;
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc/self/net", table);
            try {
                if (Files.exists(file)) {
                    known = true;
                    open += Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                            .map(line -> line.strip().split("\\s+"))
                            .filter(row -> row.length > 3 && row[1].endsWith(ours) && row[3].equals("01"))
                            .count();
                }
            } catch (IOException e) {
                known = false;
            }
        }
        if (known) {
            text.one("cometsh_http_connections_open", "gauge", "Connections of clients.", open);
        }
    }

    private static final class Text {
        private final StringBuilder out = new StringBuilder(16 * 1024);

        void head(String name, String type, String help) {
            out.append("# HELP ").append(name).append(' ').append(help).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }

        void line(String name, String labels, double value) {
            out.append(name)
                    .append('{')
                    .append(labels)
                    .append("} ")
                    .append(number(value))
                    .append('\n');
        }

        void one(String name, String type, String help, double value) {
            head(name, type, help);
            out.append(name).append(' ').append(number(value)).append('\n');
        }

        static String number(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }
}
