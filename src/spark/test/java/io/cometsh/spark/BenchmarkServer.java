package io.cometsh.spark;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.DelayingProxy;
import io.cometsh.support.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The server of {@code scripts/bench/spark}: a program, no test. {@code BenchmarkServer FOLDER PROJECT RUNS METRICS POINTS} fills
 * a project of the workspace {@code bench} and prints two addresses: the server's, and that of a proxy that holds each
 * request for 100 ms. {@code FOLDER/requests.log} has a line for each request. It ends with its standard input.
 */
public final class BenchmarkServer {
    private static final Duration FAR = Duration.ofMillis(100);

    private BenchmarkServer() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int metrics = Integer.parseInt(args[3]);
        int points = Integer.parseInt(args[4]);
        ServerOptions options = ServerOptions.inFolder(folder.resolve("data")).withLog(folder.resolve("requests.log"));
        try (CometServer server = CometServer.start(options);
                DelayingProxy far = DelayingProxy.before(server.address())) {
            Worlds.fill(server, "bench", args[1], Integer.parseInt(args[2]), (run, i) -> {
                run.start(1_700_000_000_000L + 1000L * i).param("lr", 1.0 / (1 + i % 50));
                for (int m = 0; m < metrics; m++) {
                    int metric = m;
                    // 16 or 17 digits, as a training logs them.
                    IntToDoubleFunction value = step -> (i + 1.0) / (step + 7 * metric + 3);
                    run.metric("metric_" + m, value.applyAsDouble(points));
                    run.curve(
                            "metric_" + m,
                            IntStream.range(0, points).mapToDouble(value).toArray());
                }
            });
            far.delay(FAR);
            System.out.println(server.address() + " " + far.uri());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
