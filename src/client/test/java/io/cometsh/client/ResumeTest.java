package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupted download continues where it stopped, over a real connection that a server drops in the middle. */
class ResumeTest {
    private static final int SIZE = 1 << 20;
    private static final String SAME = "\"v1\"";

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final List<String> ranges = new ArrayList<>();
    private final List<String> matches = new ArrayList<>();
    private final byte[] content = new byte[SIZE];
    private Api api;

    /** How the server treats a request for a part, and how often it drops the connection first. */
    private boolean knowsRanges = true;

    private String etag = SAME;
    private int breaks = 1;

    @BeforeEach
    void start() throws IOException {
        new Random(7).nextBytes(content);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
        HttpUrl root = server.url("/");
        OkHttpTransport transport = new OkHttpTransport(TransportOptions.of(root.uri(), "key"));
        api = new Api(transport, root::uri, ApiOptions.defaults());
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        String range = request.getHeaders().get("Range");
        ranges.add(range);
        matches.add(request.getHeaders().get("If-Match"));
        int from = range == null || !knowsRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from > 0
                && matches.get(matches.size() - 1) != null
                && !matches.get(matches.size() - 1).equals(etag)) {
            return new MockResponse.Builder().code(412).build();
        }
        MockResponse.Builder reply = new MockResponse.Builder()
                .code(from > 0 ? 206 : 200)
                .addHeader("Content-Type", "application/octet-stream")
                .body(new Buffer().write(content, from, SIZE - from));
        if (etag != null) {
            reply.addHeader("ETag", etag);
        }
        if (from > 0) {
            reply.addHeader("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
        }
        if (breaks > 0) {
            breaks--;
            reply.onResponseBody(new SocketEffect.CloseSocket());
        }
        return reply.build();
    }

    private void download() {
        api.downloadExperimentAsset("k", "a", folder.resolve("file").toString());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void continues_where_it_stopped_and_checks_that_the_content_is_the_same() throws IOException {
        download();
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
        assertThat(ranges).hasSize(2);
        assertThat(ranges.get(0)).isNull();
        assertThat(Integer.parseInt(ranges.get(1).replaceAll("\\D", ""))).isBetween(1, SIZE - 1);
        assertThat(matches.get(1)).isEqualTo(SAME);
    }

    @Test
    void what_does_not_break_off_is_asked_for_once_and_whole() throws IOException {
        breaks = 0;
        download();
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
        assertThat(ranges).containsExactly((String) null);
    }

    @Test
    void continues_several_times_while_bytes_arrive() throws IOException {
        breaks = 4;
        download();
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
        assertThat(ranges).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void begins_again_at_a_server_that_knows_no_ranges() throws IOException {
        knowsRanges = false;
        download();
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
    }

    @Test
    void begins_again_when_the_content_has_become_another() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                MockResponse reply = answer(request);
                if (ranges.size() == 1) {
                    new Random(8).nextBytes(content);
                    etag = "\"v2\"";
                }
                return reply;
            }
        });
        download();
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
        assertThat(ranges.get(ranges.size() - 1)).isNull();
    }

    @Test
    void a_weak_name_is_not_held_against_the_server_but_compared() throws IOException {
        etag = "W/\"v1\"";
        download();
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
        assertThat(matches).containsOnlyNulls();
        assertThat(ranges).hasSize(2);
    }

    @Test
    void continues_without_an_etag() throws IOException {
        etag = null;
        download();
        assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(content);
        assertThat(ranges.get(1)).startsWith("bytes=");
    }

    @Test
    void gives_up_when_nothing_more_comes_and_leaves_no_file() throws IOException {
        knowsRanges = false;
        breaks = 1000;
        assertThatThrownBy(this::download)
                .isInstanceOf(CometConnectionException.class)
                .hasMessageContaining("broke off after");
        assertThat(files()).isEmpty();
        assertThat(ranges.size()).isLessThan(10);
    }
}
