package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Await;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a server that ends while they write. */
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class EndingTest {
    private static final int ROUNDS = 12;
    private static final int CLIENTS = 8;

    @TempDir
    Path folder;

    /** Each write adds a line, so that one that is done twice or not at all shows. Half of the clients open a connection for each write. */
    @Test
    void servers_that_follow_each_other_do_each_write_once() throws Exception {
        CometServer server = CometServer.start(ServerOptions.inFolder(folder));
        URI address = server.address();
        String key = new Wire(address).create("w", "p");
        AtomicInteger written = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<List<String>>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int number = client;
            clients.add(threads.submit(() -> write(address, key, number, written, ended)));
        }
        threads.shutdown();
        for (int round = 0; round < ROUNDS; round++) {
            int before = written.get();
            Await.until(
                    "some more writes, or a client that failed",
                    () -> written.get() >= before + 3 * CLIENTS
                            || clients.stream().anyMatch(Future::isDone));
            server.close();
            server = CometServer.start(ServerOptions.inFolder(folder).withPort(address.getPort()));
        }
        ended.countDown();
        List<String> acknowledged = new ArrayList<>();
        for (Future<List<String>> client : clients) {
            acknowledged.addAll(client.get());
        }
        String output = new Wire(address)
                .rest("experiment/output?experimentKey=" + key)
                .get("output")
                .asText();
        server.close();
        assertThat(output.lines()).containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    private static List<String> write(
            URI address, String key, int number, AtomicInteger written, CountDownLatch ended) {
        List<String> acknowledged = new ArrayList<>();
        OkHttpTransport transport = transport(address);
        for (int i = 0; ended.getCount() > 0; i++) {
            String line = number + "-" + i;
            transport.send(ApiRequest.post(
                    "write/experiment/output",
                    "{\"experimentKey\":\"" + key + "\",\"outputLines\":[{\"output\":\"" + line + "\\n\"}]}"));
            acknowledged.add(line);
            written.incrementAndGet();
            if (number % 2 == 0) {
                transport.close();
                transport = transport(address);
            }
        }
        transport.close();
        return acknowledged;
    }

    private static OkHttpTransport transport(URI address) {
        return new OkHttpTransport(TransportOptions.of(address, "k").withConnectPatience(Duration.ofMinutes(1)));
    }

    @Test
    void a_request_whose_body_is_still_coming_is_answered_and_later_ones_are_turned_away() throws Exception {
        CometServer server = CometServer.start(ServerOptions.inFolder(folder));
        String body = "{\"workspaceName\":\"w\",\"projectName\":\"p\"}";
        try (Socket slow = new Socket("127.0.0.1", server.address().getPort())) {
            send(slow, head("write/experiment/create", body.length()));
            assertThat(line(slow)).isEqualTo("HTTP/1.1 100 Continue");
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(60)));
            Wire others = new Wire(server.address());
            Await.until(
                    "others to be turned away",
                    () -> others.get("/api/rest/v2/workspaces").status() == 503);
            assertThat(closing).isNotDone();
            send(slow, body);
            line(slow);
            line(slow);
            assertThat(line(slow)).startsWith("HTTP/1.1 200");
            closing.get(60, TimeUnit.SECONDS);
        }
        try (CometServer next = CometServer.start(ServerOptions.inFolder(folder))) {
            assertThat(Wire.texts(new Wire(next.address()).rest("workspaces").get("workspaceNames")))
                    .contains("w");
        }
    }

    @Test
    void one_that_has_to_hurry_cuts_what_is_not_there_and_keeps_what_was_acknowledged() throws Exception {
        CometServer server = CometServer.start(ServerOptions.inFolder(folder));
        new Wire(server.address()).create("w", "p");
        try (Socket slow = new Socket("127.0.0.1", server.address().getPort())) {
            send(slow, head("write/experiment/create", 100));
            assertThat(line(slow)).isEqualTo("HTTP/1.1 100 Continue");
            CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> server.close(Duration.ofHours(1)));
            server.hurry();
            closing.get(60, TimeUnit.SECONDS);
            assertThat(slow.getInputStream().readAllBytes()).asString().doesNotContain("200");
        }
        try (CometServer next = CometServer.start(ServerOptions.inFolder(folder))) {
            assertThat(Wire.texts(new Wire(next.address()).rest("workspaces").get("workspaceNames")))
                    .contains("w");
        }
    }

    private static String head(String endpoint, int length) {
        return "POST /api/rest/v2/" + endpoint + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: k\r\n"
                + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next line, byte by byte. */
    private static String line(Socket socket) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int b = socket.getInputStream().read();
                b != '\n' && b >= 0;
                b = socket.getInputStream().read()) {
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }
}
