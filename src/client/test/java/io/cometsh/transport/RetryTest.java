package io.cometsh.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RetryTest extends ServedTransport {
    @Test
    void retries_a_503_and_then_returns_the_workspaces() {
        answer(503, "");
        answer(200, "{\"workspaceNames\":[\"demo\"]}");
        assertThat(transport.send(workspaces()).text()).contains("demo");
        assertThat(pacing.slept).hasSize(1);
        assertThat(events).extracting(RequestEvent::attempt).containsExactly(1, 2);
        assertThat(events).extracting(RequestEvent::status).containsExactly(503, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void tries_a_read_four_times(int status) {
        for (int attempt = 0; attempt < 4; attempt++) {
            answer(status, error("x"));
        }
        CometHttpException failure = catchThrowableOfType(CometHttpException.class, () -> transport.send(workspaces()));
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure).hasMessageStartingWith("GET workspaces: " + status + " x (tried 4 times in ");
        assertThat(server.getRequestCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 405, 409, 413, 501})
    void asks_only_once_when_the_answer_would_be_the_same(int status) {
        answer(status, error("x"));
        assertThat(catchThrowable(() -> transport.send(workspaces()))).isInstanceOf(CometHttpException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(pacing.slept).isEmpty();
    }

    @Test
    void waits_a_random_part_of_a_doubling_time() {
        pacing.random = 0.25;
        for (int attempt = 0; attempt < 4; attempt++) {
            answer(500, "");
        }
        catchThrowable(() -> transport.send(workspaces()));
        assertThat(pacing.slept)
                .containsExactly(Duration.ofMillis(500), Duration.ofMillis(1000), Duration.ofMillis(2000));
    }

    @Test
    void never_waits_longer_than_a_minute_of_its_own_accord() {
        pacing.random = 0.999_999;
        transport("", options -> options.withRetries(9).withRetryBudget(Duration.ofHours(1)));
        for (int attempt = 0; attempt < 10; attempt++) {
            answer(500, "");
        }
        catchThrowable(() -> transport.send(workspaces()));
        assertThat(pacing.slept).hasSize(9).allMatch(wait -> wait.toSeconds() < 60);
    }

    @Test
    void begins_no_wait_that_would_pass_the_budget() {
        pacing.random = 0.999_999;
        transport("", options -> options.withRetryBudget(Duration.ofSeconds(7)));
        for (int attempt = 0; attempt < 3; attempt++) {
            answer(500, "");
        }
        assertThat(catchThrowable(() -> transport.send(workspaces()))).hasMessageContaining("tried 3 times in 6 s");
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void without_retries_asks_once() {
        transport("", options -> options.withRetries(0));
        answer(500, error("x"));
        assertThat(catchThrowable(() -> transport.send(workspaces()))).hasMessage("GET workspaces: 500 x");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 429, 503})
    void waits_the_seconds_that_the_server_asks_for(int status) {
        server.enqueue(json(status, "").setHeader("Retry-After", "7").build());
        answer(200, "{}");
        transport.send(workspaces());
        assertThat(pacing.slept).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void waits_until_the_date_that_the_server_names() {
        server.enqueue(json(429, "")
                .setHeader("Retry-After", "Fri, 2 Jan 2026 03:04:15 GMT")
                .build());
        answer(200, "{}");
        transport.send(workspaces());
        assertThat(pacing.slept).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void does_not_wait_for_a_500_that_names_a_time() {
        pacing.random = 0;
        server.enqueue(json(500, "").setHeader("Retry-After", "7").build());
        answer(200, "{}");
        transport.send(workspaces());
        assertThat(pacing.slept).containsExactly(Duration.ZERO);
    }

    @Test
    void counts_every_503_that_may_be_repeated_at_once() {
        for (int attempt = 0; attempt < 4; attempt++) {
            server.enqueue(
                    json(503, error("slow down")).setHeader("Retry-After", "0").build());
        }
        assertThat(catchThrowable(() -> transport.send(workspaces()))).hasMessageContaining("503 slow down");
        assertThat(server.getRequestCount()).isEqualTo(4);
        assertThat(events).hasSize(4);
    }

    @Test
    void gives_up_when_the_server_asks_for_more_than_the_budget() {
        server.enqueue(
                json(429, error("limit")).setHeader("Retry-After", "3600").build());
        assertThat(catchThrowable(() -> transport.send(workspaces())))
                .hasMessage("GET workspaces: 429 limit (asks to wait 3600 s)");
        assertThat(pacing.slept).isEmpty();
    }

    @Test
    void reads_seconds_dates_and_nonsense() {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(RetryPolicy.parse(null, now)).isEmpty();
        assertThat(RetryPolicy.parse("soon", now)).isEmpty();
        assertThat(RetryPolicy.parse("-1", now)).isEmpty();
        assertThat(RetryPolicy.parse("99999999999999", now)).isEmpty();
        assertThat(RetryPolicy.parse(" 3 ", now)).contains(Duration.ofSeconds(3));
        assertThat(RetryPolicy.parse("Thu, 1 Jan 2026 00:00:00 GMT", now)).contains(Duration.ZERO);
    }

    @Test
    void repeats_a_write_that_was_turned_away() throws Exception {
        answer(429, "");
        server.enqueue(json(503, "").setHeader("Retry-After", "1").build());
        answer(200, "{}");
        transport.send(addTag());
        assertThat(server.getRequestCount()).isEqualTo(3);
        assertThat(received().getBody().utf8()).contains("addedTags");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void does_not_repeat_a_write_that_may_have_taken_effect(int status) {
        answer(status, error("x"));
        assertThat(catchThrowable(() -> transport.send(addTag())))
                .hasMessage("POST write/experiment/tags: " + status
                        + " x\nIt was not repeated, because it may have taken effect.");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void repeats_a_post_that_only_asks() {
        answer(500, "");
        answer(200, "{}");
        transport.send(ApiRequest.post("project/query", "{}"));
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void repeats_a_write_by_get_unless_it_creates_something() {
        answer(500, "");
        answer(200, "{}");
        transport.send(ApiRequest.get("write/experiment/archive", Map.of("experimentKey", "k")));
        answer(500, "");
        assertThat(catchThrowable(
                        () -> transport.send(ApiRequest.get("write/project/add-share-link", Map.of("projectId", "p")))))
                .isInstanceOf(CometHttpException.class);
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void knows_a_write_below_clientlib() {
        assertThat(ApiRequest.post("/clientlib/rest/v2/write/experiment/output", "{}")
                        .isRead())
                .isFalse();
        assertThat(ApiRequest.get("/clientlib/isAlive/ver", Map.of()).isRead()).isTrue();
        assertThat(ApiRequest.get("project/write-up", Map.of()).isRead()).isTrue();
    }

    @Test
    void repeats_a_read_whose_body_broke_off() {
        server.enqueue(json(200, "{\"workspaceNames\":[\"demo\"]}")
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        answer(200, "{\"workspaceNames\":[\"demo\"]}");
        assertThat(transport.send(workspaces()).text()).isEqualTo("{\"workspaceNames\":[\"demo\"]}");
        assertThat(events).extracting(RequestEvent::status).containsExactly(0, 200);
    }

    @Test
    void does_not_repeat_a_write_whose_reply_broke_off() {
        server.enqueue(json(200, "{\"msg\":\"saved\"}")
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        assertThat(catchThrowable(() -> transport.send(addTag())))
                .isInstanceOf(CometConnectionException.class)
                .hasMessageEndingWith("\nIt may still have arrived; it was not repeated.");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void repeats_a_read_that_stalls() {
        // Long enough for the second answer on a busy machine.
        transport("", options -> options.withTimeout(Duration.ofSeconds(2)));
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        answer(200, "{}");
        assertThat(transport.send(workspaces()).text()).isEqualTo("{}");
    }

    @Test
    void reports_how_long_it_waited_for_an_answer() {
        transport("", options -> options.withTimeout(Duration.ofMillis(150)).withRetries(0));
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        assertThat(catchThrowable(() -> transport.send(workspaces())))
                .hasMessage(
                        "GET workspaces: 127.0.0.1:" + server.getPort() + " did not answer within 150 ms\n"
                                + "COMET_TIMEOUT_API or --timeout gives it longer; COMET_URL_OVERRIDE or --url sets the address.");
    }

    @Test
    void repeats_a_read_whose_connection_closed_without_an_answer() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        answer(200, "{}");
        assertThat(transport.send(workspaces()).text()).isEqualTo("{}");
    }

    @Test
    void does_not_repeat_a_write_whose_connection_closed_without_an_answer() {
        answer(200, "{}");
        transport.send(addTag()); // so that the next one finds a used connection, which the library would replace
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        assertThat(catchThrowable(() -> transport.send(addTag()))).isInstanceOf(CometConnectionException.class);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_write_does_not_meet_an_idle_connection_that_the_server_has_closed() throws Exception {
        String reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        List<String> requests = new ArrayList<>();
        try (ServerSocket impatient = new ServerSocket(0)) {
            TransportOptions options = TransportOptions.of(
                            URI.create("http://127.0.0.1:" + impatient.getLocalPort()), KEY)
                    .withRetries(0)
                    .withListener(events::add);
            try (OkHttpTransport idle = new OkHttpTransport(options)) {
                for (ApiRequest request : List.of(workspaces(), addTag(), addTag())) {
                    CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
                        try (Socket connection = impatient.accept()) {
                            byte[] buffer = new byte[1 << 16];
                            requests.add(new String(
                                            buffer,
                                            0,
                                            connection.getInputStream().read(buffer))
                                    .split(" ")[0]);
                            connection.getOutputStream().write(reply.getBytes(UTF_8));
                            // What has come is read: the close is an orderly end and no reset.
                            while (connection.getInputStream().available() > 0) {
                                connection.getInputStream().read(buffer);
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
                    assertThat(idle.send(request).text()).isEqualTo("{}");
                    answered.join();
                }
            }
        }
        assertThat(requests).containsExactly("GET", "POST", "POST");
        assertThat(events).extracting(RequestEvent::status).containsExactly(200, 200, 200);
    }

    @Test
    void a_server_that_is_about_to_be_there_is_tried_until_it_is() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        AtomicReference<MockWebServer> late = new AtomicReference<>();
        TransportOptions options = TransportOptions.of(URI.create("http://127.0.0.1:" + port), KEY)
                .withConnectPatience(Duration.ofMinutes(1))
                .withRetries(0)
                .withPacing(pacing)
                .withListener(event -> {
                    events.add(event);
                    if (events.size() == 20) {
                        late.set(new MockWebServer());
                        late.get().enqueue(json(200, "{}").add100Continue().build());
                        try {
                            late.get().start(port);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                });
        try (OkHttpTransport patient = new OkHttpTransport(options)) {
            patient.send(addTag());
            assertThat(events).hasSize(21);
            assertThat(pacing.slept).hasSize(20).allMatch(wait -> wait.toMillis() <= 200);
        } finally {
            late.get().close();
        }
    }

    @Test
    void repeats_even_a_write_while_nobody_listens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TransportOptions options = TransportOptions.of(URI.create("http://127.0.0.1:" + port), KEY)
                .withPacing(pacing)
                .withListener(events::add);
        try (OkHttpTransport lonely = new OkHttpTransport(options)) {
            assertThat(catchThrowable(() -> lonely.send(addTag())))
                    .isInstanceOf(CometConnectionException.class)
                    .hasMessage("POST write/experiment/tags: can't reach 127.0.0.1:" + port
                            + ": connection refused (tried 4 times in 7 s)\n"
                            + "Is it running, and is the address right? COMET_URL_OVERRIDE or --url sets it.");
        }
        assertThat(events).extracting(RequestEvent::status).containsExactly(0, 0, 0, 0);
    }

    @Test
    void names_an_unknown_host() {
        TransportOptions options = TransportOptions.of(URI.create("https://nowhere.invalid"), KEY)
                .withPacing(pacing)
                .withRetries(0);
        try (OkHttpTransport lost = new OkHttpTransport(options)) {
            assertThat(catchThrowable(() -> lost.send(workspaces())))
                    .hasMessageStartingWith("GET workspaces: can't reach nowhere.invalid:443: unknown host\n");
        }
    }

    @Test
    void an_interrupt_cancels_a_call_that_waits_for_its_answer() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> transport.send(workspaces())));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        received();
        caller.interrupt();
        caller.join(4000); // less than the read timeout, so only the interrupt can have ended it
        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown.get())
                .isInstanceOf(CometInterruptedException.class)
                .hasMessage("GET workspaces: interrupted");
        assertThat(flag.get()).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_interrupt_ends_the_reading_of_a_body_that_has_stopped_to_come() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(1_000_000))
                .onResponseBody(SocketEffect.Stall.INSTANCE)
                .build());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowable(() -> {
            try (ApiStream stream = transport.open(workspaces())) {
                stream.body().readAllBytes();
            }
        })));
        caller.start();
        received();
        caller.interrupt();
        caller.join(4000); // less than the read timeout
        assertThat(caller.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOfAny(IOException.class, CometInterruptedException.class);
    }

    @Test
    void an_interrupt_ends_the_wait_before_a_repeat() {
        answer(503, "");
        TransportOptions options = TransportOptions.of(URI.create("http://127.0.0.1:" + server.getPort()), KEY)
                .withPacing(new Interrupting());
        try (OkHttpTransport patient = new OkHttpTransport(options)) {
            assertThat(catchThrowable(() -> patient.send(workspaces()))).isInstanceOf(CometInterruptedException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void lowers_the_bound_after_a_429_and_not_after_a_503() {
        answer(503, "");
        answer(200, "{}");
        transport.send(workspaces());
        assertThat(transport.parallel()).isEqualTo(8);
        answer(429, "");
        answer(200, "{}");
        transport.send(workspaces());
        assertThat(transport.parallel()).isEqualTo(4);
        assertThat(List.copyOf(events)).hasSize(4);
    }

    /** The user presses Ctrl-C during the wait. */
    private static final class Interrupting implements Pacing {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void sleep(Duration length) throws InterruptedException {
            throw new InterruptedException();
        }

        @Override
        public double random() {
            return 0;
        }
    }
}
