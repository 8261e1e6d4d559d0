package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.route.ClientWaits;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that stop in the middle of a request or an answer. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowClientsTest {
    private static final int MANY = 500;
    private static final String KEY = "abcdefabcdefabcdefabcdefabcdef12";
    private static final ClientWaits.Limits SHORT =
            new ClientWaits.Limits(Duration.ofMillis(200), Duration.ofMillis(200));

    private final List<Socket> sockets = new ArrayList<>();
    private CometServer server;
    private String assetPath;

    /** What a client sends before it stops. */
    private enum Kind {
        HALF_A_REQUEST_LINE("GET /api/rest"),
        HALF_THE_HEADERS("GET /api/rest/v2/workspaces HTTP/1.1\r\nHost: localhost\r\nAuthor"),
        HALF_A_BODY_WITHOUT_A_KEY(
                "POST /clientlib/logger/add/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{\"apiKey\""),
        HALF_A_BODY("POST /clientlib/batch/logger/experiment/metric HTTP/1.1\r\nHost: localhost\r\nAuthorization: k\r\n"
                + "Content-Type: application/json\r\nContent-Length: 60000000\r\n\r\n{\"values\":["),
        HALF_A_CHUNKED_BODY(
                "POST /clientlib/batch/logger/experiment/metric HTTP/1.1\r\nHost: localhost\r\nAuthorization: k\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"va"),
        HALF_AN_UPLOAD("POST /clientlib/asset/upload?experimentId=" + KEY
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: k\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                + "Content-Length: 60000000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"");

        private final String sent;

        Kind(String sent) {
            this.sent = sent;
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void many_that_stop_in_a_request_hold_nobody_up(Kind kind) throws IOException {
        start(ClientWaits.Limits.DEFAULT);
        for (int i = 0; i < MANY; i++) {
            connect(kind.sent);
        }
        logs_a_run();
    }

    @Test
    void many_that_do_not_read_large_answers_hold_nobody_up() throws IOException {
        start(ClientWaits.Limits.DEFAULT);
        storeLargeAsset();
        storeLongCurve();
        for (int i = 0; i < MANY; i++) {
            Socket reader = connect(
                    i % 2 == 0
                            ? getAsset()
                            : get("/api/rest/v2/experiment/metrics/get-metric?metricName=curve&experimentKey=" + KEY));
            // The answer has begun: the server is at it.
            assertThat(reader.getInputStream().read()).isEqualTo('H');
        }
        logs_a_run();
    }

    @Test
    void many_that_send_nothing_hold_nobody_up() throws IOException {
        start(ClientWaits.Limits.DEFAULT);
        for (int i = 0; i < MANY; i++) {
            connect("");
        }
        logs_a_run();
    }

    @Test
    void one_that_sends_nothing_is_cut_off_and_those_beyond_the_limit_at_once(@TempDir Path folder) throws Exception {
        List<String> options = List.of(
                "-Dsun.net.httpserver.maxReqTime=1",
                "-Dsun.net.httpserver.clockTick=100",
                "-Djdk.httpserver.maxConnections=20");
        try (ChildProcess child = ChildProcess.start(options, "server", folder.toString())) {
            URI address = URI.create(child.line());
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                silent.add(connect(address, ""));
            }
            for (Socket one : silent) {
                assertThat(isCut(one)).isTrue();
            }
            logs_a_run(address);
        }
    }

    @Test
    void a_request_may_take_longer_than_the_wait_for_its_first_byte(@TempDir Path folder) throws Exception {
        List<String> options = List.of("-Dsun.net.httpserver.maxReqTime=1", "-Dsun.net.httpserver.clockTick=100");
        try (ChildProcess child = ChildProcess.start(options, "server", folder.toString())) {
            URI address = URI.create(child.line());
            Socket slow = connect(address, "GET /clientlib/isAlive/ver HTTP/1.1\r\nHost: localhost\r\n");
            // Each of these is cut after more than the wait.
            assertThat(isCut(connect(address, ""))).isTrue();
            assertThat(isCut(connect(address, ""))).isTrue();
            slow.getOutputStream().write("Connection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void the_limit_of_connections_leaves_files_for_the_data(@TempDir Path folder) throws IOException {
        Path limits = folder.resolve("limits");
        Files.writeString(
                limits, "Limit  Soft Limit  Hard Limit  Units\nMax open files            4096       8192     files\n");
        assertThat(HttpSettings.mostConnections(limits)).isEqualTo(4096 - 512);
        Files.writeString(limits, "Max open files            unlimited            unlimited            files\n");
        assertThat(HttpSettings.mostConnections(limits)).isEqualTo(65_536);
        assertThat(HttpSettings.mostConnections(folder.resolve("none"))).isEqualTo(8192);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void one_that_stops_in_a_request_is_cut_off(Kind kind) throws IOException {
        start(SHORT);
        assertThat(isCut(connect(kind.sent))).isTrue();
        logs_a_run();
    }

    @Test
    void one_that_does_not_read_a_large_answer_is_cut_off() throws IOException {
        start(SHORT);
        int size = storeLargeAsset();
        Socket reader = connect(getAsset());
        assertThat(reader.getInputStream().read()).isEqualTo('H');
        // Each of these is cut after the same time, so the reader's time is over as well.
        isCut(connect(Kind.HALF_A_REQUEST_LINE.sent));
        isCut(connect(Kind.HALF_A_REQUEST_LINE.sent));
        assertThat(rest(reader)).isLessThan(size);
        logs_a_run();
    }

    @Test
    void one_that_is_slow_but_sends_again_and_again_is_served() throws IOException {
        start(SHORT);
        String body = "{\"apiKey\":\"k\",\"experimentKey\":\"" + "0".repeat(32)
                + "\",\"teamName\":\"w\",\"projectName\":\"p\"}";
        Socket slow = connect("POST /clientlib/logger/add/run HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n");
        for (char next : body.toCharArray()) {
            slow.getOutputStream().write(next);
            slow.getOutputStream().flush();
        }
        assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 200");
    }

    private void start(ClientWaits.Limits limits) {
        server = CometServer.start(ServerOptions.inMemory(), Clock.systemUTC(), null, limits);
    }

    private void logs_a_run() {
        logs_a_run(server.address());
    }

    private static void logs_a_run(URI address) {
        Wire wire = new Wire(address);
        assertThat(wire.start("w", "p", KEY, true).status()).isEqualTo(200);
        for (int step = 0; step < 20; step++) {
            assertThat(wire.post(
                                    "/clientlib/batch/logger/experiment/metric",
                                    "{\"experimentKey\":\"" + KEY
                                            + "\",\"values\":[{\"metricName\":\"loss\",\"metricValue\":1,\"step\":"
                                            + step + "}]}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(wire.rest("experiment/metrics/get-metric?experimentKey=" + KEY + "&metricName=loss")
                        .get("metrics"))
                .hasSize(20);
    }

    private int storeLargeAsset() {
        Wire wire = new Wire(server.address());
        wire.start("w", "p", KEY, true);
        int size = 32 * 1024 * 1024;
        String id = wire.upload("/clientlib/asset/upload?experimentId=" + KEY + "&fileName=big", "x".repeat(size))
                .json()
                .get("assetId")
                .asText();
        assetPath = "/api/rest/v2/experiment/asset/get-asset?experimentKey=" + KEY + "&assetId=" + id;
        return size;
    }

    /** A curve of more than a connection holds while nobody reads it. */
    private void storeLongCurve() {
        String values = IntStream.range(0, 40_000)
                .mapToObj(step -> "{\"metricName\":\"curve\",\"metricValue\":0.123456789,\"step\":" + step + "}")
                .collect(Collectors.joining(","));
        assertThat(new Wire(server.address())
                        .post(
                                "/clientlib/batch/logger/experiment/metric",
                                "{\"experimentKey\":\"" + KEY + "\",\"values\":[" + values + "]}")
                        .status())
                .isEqualTo(200);
    }

    private String getAsset() {
        return get(assetPath);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: k\r\n\r\n";
    }

    private Socket connect(String sent) throws IOException {
        return connect(server.address(), sent);
    }

    private Socket connect(URI address, String sent) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 * 1024);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        sockets.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean isCut(Socket socket) throws IOException {
        return rest(socket) == 0;
    }

    /** How many bytes come until the server ends the connection. */
    private static long rest(Socket socket) throws IOException {
        long count = 0;
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = socket.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
            }
        } catch (SocketException e) {
            // Reset: the server left with bytes unread.
        }
        return count;
    }
}
