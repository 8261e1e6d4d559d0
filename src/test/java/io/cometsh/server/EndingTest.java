package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a server that ends while they write. */
class EndingTest {
    @TempDir
    Path folder;

    @Test
    void a_write_is_answered_or_surely_not_done() throws Exception {
        for (int round = 0; round < 4; round++) {
            Path data = folder.resolve("round" + round);
            LocalServer server = LocalServer.open(data, null, false);
            assertThat(LocalKey.read(data).answers()).isTrue();
            String key = new Wire(server.address(), server.key()).create("w", "p");
            int clients = 8;
            CountDownLatch writing = new CountDownLatch(clients);
            ExecutorService threads = Executors.newFixedThreadPool(clients);
            List<Future<String>> ends = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int number = client;
                ends.add(threads.submit(() -> {
                    try (OkHttpTransport transport = new OkHttpTransport(TransportOptions.of(
                                    server.address(), LocalKey.read(data).key())
                            .withRetries(0))) {
                        for (int i = 0; ; i++) {
                            transport.send(ApiRequest.post(
                                    "write/experiment/tags",
                                    "{\"experimentKey\":\"" + key + "\",\"addedTags\":[\"" + number + "-" + i
                                            + "\"]}"));
                            writing.countDown();
                        }
                    } catch (CometHttpException e) {
                        return String.valueOf(e.status());
                    } catch (CometException e) {
                        return e.getMessage().contains("connection refused") ? "refused" : e.getMessage();
                    }
                }));
            }
            threads.shutdown();
            writing.await();
            server.close();
            Map<String, Integer> seen = new TreeMap<>();
            for (Future<String> end : ends) {
                seen.merge(end.get(), 1, Integer::sum);
            }
            assertThat(seen.keySet()).isSubsetOf("503", "refused");
        }
    }
}
