package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest extends ServedTransport {
    private CometHttpException refused(ApiRequest request) {
        return catchThrowableOfType(CometHttpException.class, () -> transport.send(request));
    }

    @Test
    void names_the_request_the_status_and_the_servers_words() {
        answer(404, "{\"msg\":\"no such project\",\"code\":404,\"data\":null,\"sdk_error_code\":0}");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("workspaceName", "demo");
        parameters.put("projectName", "x");
        CometHttpException failure = refused(ApiRequest.get("project/column-names", parameters));
        assertThat(failure)
                .hasMessage("GET project/column-names?workspaceName=demo&projectName=x: 404 no such project");
        assertThat(failure.isNotFound()).isTrue();
        assertThat(failure.isUnauthorized()).isFalse();
        assertThat(failure.serverMessage()).isEqualTo("no such project");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void a_write_does_not_follow_a_redirect_that_makes_it_a_read_and_shows_the_target(int status) {
        server.enqueue(json(status, "")
                .setHeader("Location", "https://comet.acme.org/api")
                .build());
        assertThat(catchThrowable(() -> transport.send(addTag())))
                .isInstanceOf(CometReplyException.class)
                .hasMessage("POST write/experiment/tags: " + status
                        + ", the server sends writes on to https://comet.acme.org/api\n"
                        + "It was not sent there: set the address with COMET_URL_OVERRIDE or --url.");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void a_write_that_is_sent_on_as_it_is_arrives_whole(int status) throws Exception {
        server.enqueue(json(status, "").setHeader("Location", "/moved").build());
        answer(200, "{}");
        transport.send(addTag());
        received();
        RecordedRequest moved = received();
        assertThat(moved.getMethod() + " " + moved.getTarget()).isEqualTo("POST /moved");
        assertThat(moved.getBody().utf8()).contains("addedTags");
    }

    @Test
    void errors_of_the_system_in_another_language_are_understood() {
        ConnectException german = new ConnectException("Failed to connect to /127.0.0.1:1");
        german.initCause(new ConnectException("Verbindungsaufbau abgelehnt"));
        assertThat(message(german)).startsWith("GET workspaces: can't reach ").contains(": connection refused\n");
        assertThat(message(certificate(new CertificateExpiredException("NotAfter: yesterday"))))
                .contains("its certificate is not valid any more\nThe server needs a new certificate");
        assertThat(message(certificate(new CertificateNotYetValidException("NotBefore: tomorrow"))))
                .contains("its certificate is not valid yet\n", "clock");
    }

    private static SSLHandshakeException certificate(CertificateException cause) {
        SSLHandshakeException failure = new SSLHandshakeException("PKIX path validation failed");
        failure.initCause(new CertificateException(cause));
        return failure;
    }

    private static String message(IOException failure) {
        TransportOptions options = TransportOptions.of(URI.create("https://comet.acme.org"), KEY);
        return new Failures(options, new Redactor(List.of(KEY)))
                .of(workspaces(), new AttemptResult.Failed(failure, false), 1, Duration.ZERO, Optional.empty())
                .getMessage();
    }

    @Test
    void keeps_comets_own_number() {
        answer(400, "{\"msg\":\"no such run\",\"sdk_error_code\":90211}");
        CometHttpException failure = refused(workspaces());
        assertThat(failure.sdkErrorCode()).isEqualTo(90211);
        assertThat(failure.isNotFound()).isTrue();
        assertThat(failure.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"x\"]", "null", "\"x\"", "{\"code\":400}", "{\"msg\":7}", "{broken"})
    void shows_the_body_when_it_is_not_an_error_object(String body) {
        answer(400, body);
        CometHttpException failure = refused(workspaces());
        assertThat(failure).hasMessage("GET workspaces: 400 " + body);
        assertThat(failure.sdkErrorCode()).isZero();
    }

    @Test
    void gives_the_reason_when_there_is_no_body() {
        answer(404, "");
        assertThat(refused(workspaces())).hasMessageStartingWith("GET workspaces: 404");
    }

    @Test
    void shows_the_first_printable_characters_of_a_page_in_one_line() {
        answer(400, "<h1>\n\tBad\u001b[31m \u0000 request</h1>" + "x".repeat(500));
        assertThat(refused(workspaces()).serverMessage())
                .startsWith("<h1> Bad[31m request</h1>xxx")
                .endsWith("x…")
                .hasSize(201);
    }

    @Test
    void after_a_401_names_the_refused_key_and_how_to_set_another() {
        answer(401, error("bad key"));
        CometHttpException failure = refused(workspaces());
        assertThat(failure)
                .hasMessage("GET workspaces: 401 bad key\n"
                        + "The API key from environment variable COMET_API_KEY was not accepted:"
                        + " give another with COMET_API_KEY, \"cometsh login\" or --api-key-file.");
        assertThat(failure.isUnauthorized()).isTrue();
    }

    @Test
    void after_a_403_names_the_person_to_ask() {
        answer(403, error("view only"));
        assertThat(refused(workspaces()))
                .hasMessageContaining("environment variable COMET_API_KEY may not do this: ask the workspace's owner");
    }

    @Test
    void after_a_401_without_a_key_reports_that_none_was_sent() {
        try (OkHttpTransport keyless =
                new OkHttpTransport(TransportOptions.of(server.url("/").uri(), null))) {
            answer(401, error("no key"));
            assertThat(catchThrowable(() -> keyless.send(workspaces())))
                    .hasMessageEndingWith(
                            "\nNo API key was sent: give one with COMET_API_KEY, \"cometsh login\" or --api-key-file.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json;charset=utf-8", "Application/JSON; charset=UTF-8"})
    void takes_json_under_any_spelling_of_its_label(String type) {
        server.enqueue(json(200, " {\"a\":1}").setHeader("Content-Type", type).build());
        assertThat(Replies.requireJson(workspaces(), transport.send(workspaces())))
                .isEqualTo(" {\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takes_json_without_a_label_or_as_bytes() {
        server.enqueue(json(200, "[]").removeHeader("Content-Type").build());
        server.enqueue(json(200, "null")
                .setHeader("Content-Type", "application/octet-stream")
                .build());
        assertThat(Replies.requireJson(workspaces(), transport.send(workspaces())))
                .hasSize(2);
        assertThat(Replies.requireJson(workspaces(), transport.send(workspaces())))
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | <html>login</html> | answered text/html, not JSON: is the address a Comet server?",
                "text/html | {\"a\":1} | answered text/html, not JSON: is the address a Comet server?",
                "application/json | <html> | answered application/json, not JSON: is the address a Comet server?",
                "text/plain | oops | answered text/plain, not JSON: is the address a Comet server?",
                "application/json | '' | answered 200 with an empty body, not JSON",
            })
    void refuses_a_reply_that_is_not_json(String type, String body, String words) {
        ApiReply reply = new ApiReply(200, type, body.getBytes(StandardCharsets.UTF_8));
        assertThat(catchThrowable(() -> Replies.requireJson(workspaces(), reply)))
                .isInstanceOf(CometReplyException.class)
                .hasMessage("GET workspaces: " + words);
    }

    @Test
    void reports_broken_and_missing_the_same_way() {
        ApiReply reply = new ApiReply(200, "application/json", "{".getBytes(StandardCharsets.UTF_8));
        assertThat(Replies.notJson(workspaces(), reply, new IllegalStateException()))
                .hasMessage("GET workspaces: the reply (application/json) is broken JSON:"
                        + " is the address a Comet server?");
        assertThat(Replies.missing(workspaces(), "workspaceNames"))
                .hasMessage("GET workspaces: the reply has no \"workspaceNames\"");
    }

    @Test
    void reports_a_redirect_without_a_target() {
        server.enqueue(json(302, "").build());
        assertThat(catchThrowable(() -> transport.send(workspaces())))
                .isInstanceOf(CometReplyException.class)
                .hasMessageStartingWith("GET workspaces: answered 302 and no address to continue at");
    }

    @Test
    void gives_up_at_once_on_redirects_in_a_circle() {
        for (int step = 0; step < 21; step++) {
            server.enqueue(json(302, "")
                    .setHeader("Location", "/api/rest/v2/workspaces")
                    .build());
        }
        assertThat(catchThrowable(() -> transport.send(workspaces())))
                .isInstanceOf(CometConnectionException.class)
                .hasMessageContaining("Too many follow-up requests");
        assertThat(pacing.slept).isEmpty();
    }

    @Test
    void reports_that_the_server_does_not_speak_tls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread speaker = new Thread(() -> speak(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            speaker.start();
            String address = "127.0.0.1:" + plain.getLocalPort();
            TransportOptions options =
                    TransportOptions.of(URI.create("https://" + address), KEY).withPacing(pacing);
            try (OkHttpTransport secure = new OkHttpTransport(options)) {
                assertThat(catchThrowable(() -> secure.send(workspaces())))
                        .isInstanceOf(CometConnectionException.class)
                        .hasMessage("GET workspaces: can't reach " + address
                                + ": it does not speak TLS (https)\nWrite http:// in COMET_URL_OVERRIDE or --url.");
            }
            speaker.join();
        }
        assertThat(pacing.slept).isEmpty();
    }

    @Test
    void asks_whether_it_is_https_when_the_handshake_ends_early() throws Exception {
        try (ServerSocket shy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread closer = new Thread(() -> speak(shy, ""));
            closer.start();
            TransportOptions options = TransportOptions.of(URI.create("https://127.0.0.1:" + shy.getLocalPort()), KEY)
                    .withPacing(pacing)
                    .withRetries(0);
            try (OkHttpTransport secure = new OkHttpTransport(options)) {
                assertThat(catchThrowable(() -> secure.send(workspaces())))
                        .hasMessageContaining("TLS: ")
                        .hasMessageEndingWith("\nDoes it speak https, and is the address right?"
                                + " COMET_URL_OVERRIDE or --url sets it.");
            }
            closer.join();
        }
    }

    @Test
    void the_key_appears_nowhere() throws Exception {
        transport("", options -> options.withRetries(0).withExtraHeaders(Map.of("X-Allow", "letmein-please")));
        StringBuilder messages = new StringBuilder();
        ApiRequest withKey = ApiRequest.get("project", Map.of("x", KEY));
        for (int status : new int[] {400, 401, 403, 404, 413, 429, 500, 503}) {
            answer(status, error("the key " + KEY + " and letmein-please are wrong"));
            record(messages, withKey);
            answer(status, "plain " + KEY);
            record(messages, withKey);
        }
        server.enqueue(json(302, "")
                .setHeader("Location", "http://localhost:" + server.getPort() + "/x?key=" + KEY)
                .build());
        answer(500, error(KEY));
        record(messages, withKey);
        server.enqueue(json(302, "").setHeader("Location", KEY + "://x").build());
        record(messages, withKey);
        try (ServerSocket garbage = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread speaker = new Thread(() -> speak(garbage, "HTTQ " + KEY + "\r\n\r\n"));
            speaker.start();
            TransportOptions options = TransportOptions.of(
                            URI.create("http://127.0.0.1:" + garbage.getLocalPort()), KEY + "*e30=")
                    .withRetries(0)
                    .withListener(events::add);
            messages.append(options);
            try (OkHttpTransport odd = new OkHttpTransport(options)) {
                messages.append(odd);
                append(messages, catchThrowable(() -> odd.send(withKey)));
            }
            speaker.join();
        }
        for (String bad : new String[] {KEY + "\n", KEY + "é", "two words " + KEY}) {
            try (OkHttpTransport odd =
                    new OkHttpTransport(TransportOptions.of(URI.create("http://127.0.0.1:1"), "a\n" + bad + "b"))) {
                append(messages, catchThrowable(() -> odd.send(workspaces())));
            }
        }
        messages.append(events);
        assertThat(messages).hasSizeGreaterThan(2000).doesNotContain(KEY).doesNotContain("letmein-please");
        assertThat(messages).contains("<hidden>");
    }

    private void record(StringBuilder messages, ApiRequest request) {
        append(messages, catchThrowable(() -> transport.send(request)));
    }

    private static void append(StringBuilder messages, Throwable thrown) {
        assertThat(thrown).isInstanceOf(CometException.class);
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            messages.append(at).append('\n');
            for (Throwable more : at.getSuppressed()) {
                messages.append(more).append('\n');
            }
        }
        if (thrown instanceof CometHttpException failure) {
            messages.append(failure.serverMessage());
        }
    }

    private static void speak(ServerSocket listener, String words) {
        try (Socket socket = listener.accept();
                OutputStream out = socket.getOutputStream()) {
            socket.getInputStream().read(new byte[1000]);
            out.write(words.getBytes(StandardCharsets.UTF_8));
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    @Test
    void hides_a_short_key_only_where_it_stands_alone() {
        Redactor redactor = new Redactor(java.util.List.of("K"));
        assertThat(redactor.clean("no Key named K, or K*e30=")).isEqualTo("no Key named <hidden>, or <hidden>*e30=");
    }

    @Test
    void hides_a_key_however_it_is_written() {
        String key = "a\"b\\c/d&e<f+g=";
        Redactor redactor = new Redactor(java.util.List.of(key));
        for (String written : new String[] {
            key,
            "a%22b%5Cc%2Fd%26e%3Cf%2Bg%3D",
            "a%22b%5cc%2fd%26e%3cf%2bg%3d",
            "a\\\"b\\\\c/d&e<f+g=",
            "a\\\"b\\\\c\\/d&e<f+g=",
            "a&quot;b\\c/d&amp;e&lt;f+g="
        }) {
            assertThat(redactor.clean("key " + written + " refused")).isEqualTo("key <hidden> refused");
        }
        assertThat(redactor.clean("a and b/c stay")).isEqualTo("a and b/c stay");
    }
}
