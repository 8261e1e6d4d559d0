package io.cometsh.server;

import io.cometsh.support.Worlds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * How fast the server is: a program to be run by hand, no test. {@code ServerBenchmark [RUNS [FOLDER]]}, 100,000 runs
 * in a temporary folder by default.
 */
public final class ServerBenchmark {
    private static final int STARTS = 5;

    private ServerBenchmark() {}

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path folder = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("comet-bench");
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            long before = System.nanoTime();
            boolean there = new Wire(server.address())
                            .get("/api/rest/v2/project?workspaceName=acme&projectName=big")
                            .status()
                    == 200;
            Worlds.fill(server, "acme", "big", there ? 0 : runs, (run, i) -> {
                // 16 or 17 digits, as Python prints what a training computes, and short ones.
                run.metric("accuracy", (1 + Math.sin(i)) / 2)
                        .metric("loss", Math.abs(Math.cos(i)) * 3)
                        .metric("val_loss", (i * 31 % 1000) / 1e3);
                run.param("lr", 1.0 / (1 + i % 50))
                        .param("batch", 1 << (i % 8))
                        .param("optimizer", i % 3 == 0 ? "adam" : "sgd")
                        .param("seed", i);
                run.environment("os", "Linux").start(1_700_000_000_000L + 1000L * i);
                if (i % 10 == 0) {
                    run.tag("best");
                }
            });
            System.out.printf(Locale.ROOT, "filled with %d runs in %.1f s%n", runs, (System.nanoTime() - before) / 1e9);
        }
        String[] ids = new String[1];
        long opening = System.nanoTime();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            System.out.printf(Locale.ROOT, "opened in %.0f ms%n", (System.nanoTime() - opening) / 1e6);
            Wire wire = new Wire(server.address());
            String id = wire.rest("project?workspaceName=acme&projectName=big")
                    .get("projectId")
                    .asText();
            requests(id).forEach((what, request) -> measure(what, 20, () -> request.apply(wire)));
            points(server, 4, 100);
            System.gc();
            System.out.printf(
                    Locale.ROOT,
                    "heap in use %.0f MB%n",
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6);
            ids[0] = id;
        }
        afterAStart(folder, ids[0]);
    }

    /** What clients read of a large project; each gives the bytes of its answer. */
    private static Map<String, Function<Wire, Integer>> requests(String id) {
        String of = "workspaceName=acme&projectName=big";
        Map<String, Function<Wire, Integer>> requests = new LinkedHashMap<>();
        requests.put("projects of a workspace", get("projects?workspaceName=acme"));
        requests.put("project", get("project?" + of));
        requests.put("column-names", get("project/column-names?" + of));
        for (String order : List.of(
                "",
                "&sortOrder=desc",
                "&sortBy=startTime",
                "&sortBy=startTime&sortOrder=desc",
                "&sortBy=endTime",
                "&sortBy=endTime&sortOrder=desc")) {
            for (int page : new int[] {1, 1990}) {
                requests.put(
                        "page " + page + " of 50" + order.replace("&sort", " "),
                        get("experiments?" + of + "&page=" + page + "&size=50" + order));
            }
        }
        requests.put("archived, page 1 of 50", get("experiments?" + of + "&archived=true&page=1&size=50"));
        String values = rule("metrics", "accuracy", "double", "greater", "0.995") + ","
                + rule("params", "lr", "double", "less", "0.5") + ","
                + rule("params", "optimizer", "string", "equal", "\"adam\"");
        String facts = rule("metadata", "duration", "timenumber", "less", "100") + ","
                + rule("metadata", "start_server_timestamp", "datetime", "less", "1700000500000") + ","
                + rule("metadata", "file_name", "string", "is_null", "null");
        String texts = rule("log_other", "Name", "string", "contains", "\"-999\"") + ","
                + rule("tag", "best", "string", "is_not_null", "null");
        requests.put("query, three rules on values", query(values));
        requests.put("query, three rules on facts", query(facts));
        requests.put("query, name and tag", query(texts));
        requests.put("query that finds half of all", query(rule("params", "seed", "double", "less", "50000")));
        requests.put(
                "search, three rules on values",
                wire -> length(wire.post(
                        "/api/rest/v2/experiments/search",
                        "{\"projectId\":\"" + id
                                + "\",\"limit\":10000,\"page\":1,\"rulesTree\":{\"condition\":\"AND\",\"rules\":["
                                + values + "]}}")));
        requests.put(
                "curves of 50 runs",
                wire -> length(
                        wire.post(
                                "/api/rest/v2/experiments/multi-metric-chart",
                                "{\"targetedExperiments\":["
                                        + IntStream.range(0, 50)
                                                .mapToObj(run -> "\"" + Worlds.key(run * 1999) + "\"")
                                                .collect(Collectors.joining(","))
                                        + "],\"metrics\":[\"loss\",\"accuracy\"],\"params\":[\"lr\"],\"independentMetrics\":true,\"fetchFull\":false}")));
        requests.put("metadata of a run", get("experiment/metadata?experimentKey=" + Worlds.key(77_777)));
        requests.put("metrics of a run", get("experiment/metrics/summary?experimentKey=" + Worlds.key(77_777)));
        requests.put("all runs in one page", get("experiments?" + of));
        return requests;
    }

    private static Function<Wire, Integer> get(String path) {
        return wire -> length(wire.get("/api/rest/v2/" + path));
    }

    private static Function<Wire, Integer> query(String rules) {
        return wire -> length(wire.post(
                "/api/rest/v2/project/query",
                "{\"workspaceName\":\"acme\",\"projectName\":\"big\",\"predicates\":[{\"source\":\"nested\",\"query\":{\"condition\":\"AND\",\"rules\":["
                        + rules + "]}}]}"));
    }

    private static int length(Wire.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        return answer.bytes().length;
    }

    /** Each request as the very first of a server process of its own, {@code bin/cometsh server}, with a client that is warm. */
    private static void afterAStart(Path folder, String id) throws Exception {
        System.out.println("The first request after a start of bin/cometsh server, median of " + STARTS + " starts:");
        List<Double> opened = new ArrayList<>();
        Map<String, String> environment = Map.of("COMETSH_CDS", "on", "XDG_CACHE_HOME", folder + "-cache");
        awaitClassArchive(environment, folder);
        for (Map.Entry<String, Function<Wire, Integer>> request : requests(id).entrySet()) {
            List<Double> taken = new ArrayList<>();
            List<Double> processor = new ArrayList<>();
            for (int start = 0; start < STARTS; start++) {
                long before = System.nanoTime();
                try (KillRounds.Served served = KillRounds.Served.with(environment, folder)) {
                    opened.add((System.nanoTime() - before) / 1e6);
                    Wire wire = new Wire(served.address);
                    Duration used = served.processorTime();
                    long asked = System.nanoTime();
                    request.getValue().apply(wire);
                    taken.add((System.nanoTime() - asked) / 1e6);
                    processor.add((double) served.processorTime().minus(used).toMillis());
                    served.term();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %7.1f ms, processor %4.0f ms%n",
                    request.getKey(),
                    median(taken),
                    median(processor));
        }
        System.out.printf(Locale.ROOT, "%-42s %7.1f ms%n", "from the command to its address", median(opened));
    }

    /** The first run of an installation makes the archive of its classes, which all later starts use. */
    private static void awaitClassArchive(Map<String, String> environment, Path folder) throws Exception {
        Path archives = Path.of(environment.get("XDG_CACHE_HOME"), "cometsh");
        try (KillRounds.Served served = KillRounds.Served.with(environment, folder)) {
            while (!hasArchive(archives)) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            served.term();
        }
    }

    private static boolean hasArchive(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().matches(".*\\.(jsa|aot)"));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Clients that each send batches of 1000 points, one after the other, as the SDK does. */
    private static void points(CometServer server, int clients, int batches) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        long before = System.nanoTime();
        List<Future<?>> sent = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            Wire wire = new Wire(server.address());
            String key = wire.create("acme", "points");
            sent.add(pool.submit(() -> {
                for (int batch = 0; batch < batches; batch++) {
                    Wire.Answer answer = wire.send(wire.request("/clientlib/batch/logger/experiment/metric")
                            .header("Content-Encoding", "gzip")
                            .header("Content-Type", "application/json;charset=utf-8")
                            .POST(BodyPublishers.ofByteArray(batch(key, batch))));
                    if (answer.status() != 200) {
                        throw new IllegalStateException(answer.text());
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : sent) {
            one.get();
        }
        pool.shutdown();
        System.out.printf(
                Locale.ROOT,
                "%d clients: %,.0f points/s%n",
                clients,
                clients * batches * 1000L / ((System.nanoTime() - before) / 1e9));
    }

    private static byte[] batch(String key, int batch) throws IOException {
        StringBuilder body = new StringBuilder("{\"experimentKey\":\"" + key + "\",\"values\":[");
        for (int i = 0; i < 1000; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"metricName\":\"metric_" + i % 10 + "\",\"metricValue\":" + Math.sin(batch + i)
                            + ",\"step\":" + (batch * 100 + i / 10) + ",\"epoch\":null,\"context\":null,\"timestamp\":"
                            + (1_700_000_000_000L + batch * 1000L + i) + "}");
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(body.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static void measure(String what, int times, Supplier<Integer> request) {
        long[] taken = new long[times + 1];
        int result = 0;
        for (int i = 0; i <= times; i++) {
            long before = System.nanoTime();
            result = request.get();
            taken[i] = System.nanoTime() - before;
        }
        long first = taken[0];
        Arrays.sort(taken);
        System.out.printf(
                Locale.ROOT,
                "%-42s first %7.1f ms, median %7.1f ms, worst warm %7.1f ms  (%d)%n",
                what,
                first / 1e6,
                taken[times / 2] / 1e6,
                taken[times - 1] / 1e6,
                result);
    }

    private static String rule(String source, String field, String type, String operator, String value) {
        return "{\"field\":\"" + field + "\",\"type\":\"" + type + "\",\"operator\":\"" + operator + "\",\"value\":"
                + value + ",\"source\":\"" + source + "\"}";
    }
}
