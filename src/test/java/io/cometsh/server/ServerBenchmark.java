package io.cometsh.server;

import io.cometsh.support.Worlds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * How fast the server is: a program to be run by hand, no test. {@code ServerBenchmark [RUNS [FOLDER]]}, 100,000 runs in a temporary folder unless told otherwise.
 */
public final class ServerBenchmark {
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
                run.metric("accuracy", (i * 7919 % 100_000) / 1e5)
                        .metric("loss", (i * 104729 % 100_000) / 1e5)
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
        long opening = System.nanoTime();
        try (CometServer server = CometServer.start(ServerOptions.inFolder(folder))) {
            System.out.printf(Locale.ROOT, "opened in %.0f ms%n", (System.nanoTime() - opening) / 1e6);
            Wire wire = new Wire(server.address());
            String id = wire.rest("project?workspaceName=acme&projectName=big")
                    .get("projectId")
                    .asText();
            String rules = rule("metrics", "accuracy", "double", "greater", "0.995") + ","
                    + rule("params", "lr", "double", "less", "0.5") + ","
                    + rule("params", "optimizer", "string", "equal", "\"adam\"");
            String query =
                    "{\"workspaceName\":\"acme\",\"projectName\":\"big\",\"predicates\":[{\"source\":\"nested\",\"query\":{\"condition\":\"AND\",\"rules\":["
                            + rules + "]}}]}";
            measure(
                    "column-names",
                    20,
                    () -> wire.get("/api/rest/v2/project/column-names?workspaceName=acme&projectName=big")
                            .bytes()
                            .length);
            measure(
                    "listing page 40 of 50",
                    20,
                    () -> wire.rest("experiments?workspaceName=acme&projectName=big&page=40&size=50")
                            .get("experiments")
                            .size());
            measure(
                    "query of three rules",
                    50,
                    () -> wire.post("/api/rest/v2/project/query", query)
                            .json()
                            .get("experimentKeys")
                            .size());
            measure(
                    "search of three rules, rows too",
                    50,
                    () -> wire.post(
                                    "/api/rest/v2/experiments/search",
                                    "{\"projectId\":\"" + id
                                            + "\",\"limit\":10000,\"page\":1,\"rulesTree\":{\"condition\":\"AND\",\"rules\":["
                                            + rules + "]}}")
                            .json()
                            .get("totalCount")
                            .asInt());
            measure(
                    "listing page 40 of 100, by start",
                    20,
                    () -> wire.rest(
                                    "experiments?workspaceName=acme&projectName=big&page=40&size=100&sortBy=startTime&sortOrder=desc")
                            .get("experiments")
                            .size());
            measure(
                    "project",
                    20,
                    () -> wire.rest("project?workspaceName=acme&projectName=big")
                            .get("numberOfExperiments")
                            .asInt());
            measure(
                    "listing whole",
                    5,
                    () -> wire.get("/api/rest/v2/experiments?workspaceName=acme&projectName=big")
                            .bytes()
                            .length);
            points(server, 4, 100);
            System.gc();
            System.out.printf(
                    Locale.ROOT,
                    "heap in use %.0f MB%n",
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6);
        }
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
                "%-34s first %7.1f ms, median %7.1f ms, worst warm %7.1f ms  (%d)%n",
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
