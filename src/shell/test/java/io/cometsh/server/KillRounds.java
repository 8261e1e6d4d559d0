package io.cometsh.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends {@code cometsh server} again and again while clients write, and counts what was acknowledged. A program, {@code KillRounds [RUNS [POINTS [ROUNDS [FOLDER]]]]}, and what
 * {@link DurabilityIT} runs in small.
 *
 * <p>It fills a project with runs, then repeats a round: start the server, count everything that was ever acknowledged, write points, tags, assets and new runs from four clients, and end the
 * server. The ends take turns: TERM while clients write, KILL while they write, TERM after the last answer, KILL after it.
 */
final class KillRounds {
    private static final int CLIENTS = 4;
    private static final String WORKSPACE = "acme";
    private static final String PROJECT = "runs";

    private final Path folder;
    private final int runs;
    private final int pointsPerRun;
    private final int writesPerRound;
    private final PrintStream out;
    private final Random random;

    private final Set<String> keys = new HashSet<>();
    private final Map<String, Set<Long>> points = new HashMap<>();
    private final Map<String, Set<String>> tags = new HashMap<>();
    private final Map<String, Map<String, String>> assets = new HashMap<>();
    private int acknowledged;
    private int lost;

    /** How a round ends. */
    enum End {
        TERM_DURING,
        KILL_DURING,
        TERM_AFTER,
        KILL_AFTER
    }

    /** One thing that a client wrote and the server answered with 200. */
    private record Written(String kind, String key, String name, long step) {}

    KillRounds(Path folder, int runs, int pointsPerRun, int writesPerRound, long seed, PrintStream out) {
        this.folder = folder;
        this.runs = runs;
        this.pointsPerRun = pointsPerRun;
        this.writesPerRound = writesPerRound;
        this.out = out;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 14_000;
        int points = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        Path folder = args.length > 3 ? Path.of(args[3]) : Files.createTempDirectory("comet-durability");
        KillRounds all = new KillRounds(folder, runs, points, 200, System.nanoTime(), System.out);
        all.fill();
        for (int round = 0; round < rounds; round++) {
            all.round(End.values()[round % End.values().length]);
        }
        all.countEverything();
        System.out.printf(
                Locale.ROOT,
                "%,d runs of %d points, %d rounds: %,d writes acknowledged, %,d lost; the folder has %,d MB%n",
                runs,
                points,
                rounds,
                all.acknowledged,
                all.lost,
                size(folder) / 1_000_000);
        System.exit(all.lost == 0 ? 0 : 1);
    }

    int acknowledged() {
        return acknowledged;
    }

    int lost() {
        return lost;
    }

    /** Fills the project and ends the server by TERM. */
    void fill() throws Exception {
        long before = System.nanoTime();
        try (Served served = new Served(folder)) {
            AtomicInteger next = new AtomicInteger();
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Wire wire = new Wire(served.address);
                clients.add(thread(() -> {
                    for (int run = next.getAndIncrement(); run < runs; run = next.getAndIncrement()) {
                        String key = key(run);
                        require(wire.start(WORKSPACE, PROJECT, key, false));
                        if (pointsPerRun > 0) {
                            require(wire.post("/clientlib/batch/logger/experiment/metric", curve(key)));
                        }
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            served.term();
        }
        for (int run = 0; run < runs; run++) {
            keys.add(key(run));
        }
        out.printf(
                Locale.ROOT,
                "filled with %,d runs of %d points in %.1f s: %,d MB%n",
                runs,
                pointsPerRun,
                (System.nanoTime() - before) / 1e9,
                size(folder) / 1_000_000);
    }

    /** One round: count, write, end. */
    void round(End end) throws Exception {
        long before = System.nanoTime();
        ConcurrentLinkedQueue<Written> written = new ConcurrentLinkedQueue<>();
        try (Served served = new Served(folder)) {
            double opened = (System.nanoTime() - before) / 1e9;
            int lostNow = count(new Wire(served.address));
            boolean during = end == End.TERM_DURING || end == End.KILL_DURING;
            int stopAfter = during ? 1 + random.nextInt(writesPerRound) : writesPerRound;
            CountDownLatch enough = new CountDownLatch(stopAfter);
            AtomicInteger left = new AtomicInteger(during ? Integer.MAX_VALUE : writesPerRound);
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Wire wire = new Wire(served.address);
                Random own = new Random(random.nextLong());
                clients.add(thread(() -> {
                    while (left.getAndDecrement() > 0) {
                        Written one = write(wire, own);
                        if (one == null) {
                            // The server is gone, as intended.
                            return;
                        }
                        written.add(one);
                        enough.countDown();
                    }
                }));
            }
            enough.await();
            if (!during) {
                for (Thread client : clients) {
                    client.join();
                }
            }
            if (end == End.KILL_AFTER || end == End.KILL_DURING) {
                served.kill();
            } else {
                served.term();
            }
            for (Thread client : clients) {
                client.join();
            }
            out.printf(
                    Locale.ROOT,
                    "%-11s started in %.2f s, %d lost before, %d acknowledged%n",
                    end,
                    opened,
                    lostNow,
                    written.size());
        }
        written.forEach(this::note);
    }

    /** Counts what the rounds wrote and each point of the runs that were there at the start. */
    void countEverything() throws Exception {
        try (Served served = new Served(folder)) {
            Wire wire = new Wire(served.address);
            count(wire);
            for (int run = 0; run < runs; run++) {
                long found = wire.rest("experiment/metrics/get-metric?experimentKey=" + key(run) + "&metricName=loss")
                        .get("metrics")
                        .size();
                lost += (int) (pointsPerRun - found);
            }
            served.term();
        }
    }

    /** Gives how much is missing; each loss counts once. */
    private int count(Wire wire) {
        int before = lost;
        Set<String> there = new HashSet<>();
        for (JsonNode row : wire.rest("experiments?workspaceName=" + WORKSPACE + "&projectName=" + PROJECT)
                .get("experiments")) {
            there.add(row.get("experimentKey").asText());
        }
        int missing = 0;
        for (String key : Set.copyOf(keys)) {
            if (!there.contains(key)) {
                missing++;
                keys.remove(key);
                points.remove(key);
                tags.remove(key);
                assets.remove(key);
            }
        }
        lost += missing;
        points.forEach((key, steps) -> {
            Set<Long> found = new HashSet<>();
            wire.rest("experiment/metrics/get-metric?experimentKey=" + key + "&metricName=round")
                    .get("metrics")
                    .forEach(point -> found.add(point.get("step").asLong()));
            lose(steps, found, "point");
        });
        tags.forEach((key, names) -> lose(
                names,
                new HashSet<>(Wire.texts(
                        wire.rest("experiment/tags?experimentKey=" + key).get("tags"))),
                "tag"));
        assets.forEach((key, contents) -> {
            Set<String> found = new HashSet<>();
            contents.forEach((id, content) -> {
                Wire.Answer answer =
                        wire.get("/api/rest/v2/experiment/asset/get-asset?experimentKey=" + key + "&assetId=" + id);
                if (answer.status() == 200 && answer.text().equals(content)) {
                    found.add(id);
                }
            });
            lose(contents.keySet(), found, "asset");
        });
        return lost - before;
    }

    private <T> void lose(Set<T> wanted, Set<T> found, String what) {
        for (T one : Set.copyOf(wanted)) {
            if (!found.contains(one)) {
                out.println("lost: " + what + " " + one);
                wanted.remove(one);
                lost++;
            }
        }
    }

    private void note(Written one) {
        acknowledged++;
        keys.add(one.key());
        switch (one.kind()) {
            case "point" ->
                points.computeIfAbsent(one.key(), key -> new HashSet<>()).add(one.step());
            case "tag" ->
                tags.computeIfAbsent(one.key(), key -> new HashSet<>()).add(one.name());
            case "asset" ->
                assets.computeIfAbsent(one.key(), key -> new HashMap<>()).put(one.name(), content(one.name()));
            case "run" -> {}
            default -> throw new IllegalStateException(one.kind());
        }
    }

    /** Null when the server did not answer; anything but 200 is a failure of the test. */
    private Written write(Wire wire, Random own) {
        String key = runs == 0 ? key(0) : key(own.nextInt(runs));
        String name = Long.toHexString(own.nextLong());
        try {
            switch (own.nextInt(4)) {
                case 0 -> {
                    long step = own.nextInt(Integer.MAX_VALUE);
                    require(wire.post(
                            "/clientlib/batch/logger/experiment/metric",
                            "{\"experimentKey\":\"" + key
                                    + "\",\"values\":[{\"metricName\":\"round\",\"metricValue\":0.5,\"step\":" + step
                                    + ",\"timestamp\":" + System.currentTimeMillis() + "}]}"));
                    return new Written("point", key, name, step);
                }
                case 1 -> {
                    require(wire.post(
                            "/clientlib/tags/add-tags-to-experiment",
                            "{\"experimentKey\":\"" + key + "\",\"addedTags\":[\"" + name + "\"]}"));
                    return new Written("tag", key, name, 0);
                }
                case 2 -> {
                    require(wire.upload(
                            "/clientlib/asset/upload?experimentId=" + key + "&assetId=" + name + "&fileName=" + name,
                            content(name)));
                    return new Written("asset", key, name, 0);
                }
                default -> {
                    String fresh = String.format(Locale.ROOT, "%032x", own.nextLong() >>> 1);
                    require(wire.start(WORKSPACE, PROJECT, fresh, false));
                    return new Written("run", fresh, name, 0);
                }
            }
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    /** A server that is about to end may reply 503, which is not an answer. */
    private static void require(Wire.Answer answer) {
        if (answer.status() == 503) {
            throw new UncheckedIOException(new IOException("the server is ending"));
        }
        if (answer.status() != 200) {
            throw new AssertionError("answered " + answer.status() + " " + answer.text());
        }
    }

    private static String content(String name) {
        return name.repeat(200);
    }

    private static String key(int run) {
        return String.format(Locale.ROOT, "f%031x", run);
    }

    private String curve(String key) {
        StringBuilder values = new StringBuilder();
        for (int step = 0; step < pointsPerRun; step++) {
            values.append(step == 0 ? "" : ",")
                    .append("{\"metricName\":\"loss\",\"metricValue\":")
                    .append(1.0 / (1 + step + key.hashCode() % 7))
                    .append(",\"step\":")
                    .append(step)
                    .append(",\"timestamp\":")
                    .append(1_700_000_000_000L + 1000L * step)
                    .append('}');
        }
        return "{\"experimentKey\":\"" + key + "\",\"values\":[" + values + "]}";
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kill-rounds-client");
        thread.start();
        return thread;
    }

    static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** {@code cometsh server} in a process of its own. */
    static final class Served implements AutoCloseable {
        final URI address;
        private final Process process;

        Served(Path folder, String... before) throws IOException {
            this(builder(folder, before).redirectError(ProcessBuilder.Redirect.INHERIT));
        }

        private Served(ProcessBuilder builder) throws IOException {
            process = builder.start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null) {
                throw new IOException("the server ended without an address");
            }
            address = URI.create(line);
        }

        static Served with(Map<String, String> environment, Path folder, String... before) throws IOException {
            ProcessBuilder builder = builder(folder, before).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            return new Served(builder);
        }

        /** The error of a server that does not start; a failure of the test when it does. */
        static String refused(Path folder, String... before) throws IOException, InterruptedException {
            Process process = builder(folder, before).redirectErrorStream(true).start();
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() == 0) {
                    throw new AssertionError("it ended well: " + output);
                }
                return output;
            } finally {
                process.destroyForcibly();
            }
        }

        private static ProcessBuilder builder(Path folder, String... before) {
            Path program = Path.of("").toAbsolutePath().resolve("bin/cometsh");
            List<String> command = new ArrayList<>(List.of(before));
            command.addAll(List.of(program.toString(), "server", "--port", "0", "--data", folder.toString()));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("COMETSH_BUILD", "off");
            builder.environment().put("COMETSH_CDS", "off");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            return builder;
        }

        /** The processor time that it used so far. */
        Duration processorTime() {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }

        void term() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not end within a minute of TERM");
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
