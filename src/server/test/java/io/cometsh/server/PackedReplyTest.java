package io.cometsh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which replies are compressed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PackedReplyTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static CometServer server;

    @BeforeAll
    static void start() throws IOException {
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> read(String... headers) throws IOException, InterruptedException {
        URI list = server.address().resolve("/api/rest/v2/experiments?workspaceName=demo&projectName=digits");
        return HTTP.send(
                HttpRequest.newBuilder(list)
                        .header("Authorization", "k")
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Via             | 1.1 proxy           | gzip",
                "Forwarded       | for=192.0.2.1       | gzip, deflate",
                "X-Forwarded-For | 192.0.2.1           | deflate, GZIP;q=0.5",
                "X-Forwarded-Proto | https             | br, gzip",
            })
    void compresses_a_read_that_a_proxy_passes_on(String header, String value, String accepted) throws Exception {
        HttpResponse<byte[]> packed = read(header, value, "Accept-Encoding", accepted);
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        byte[] plain = read("Accept", "*/*").body();
        assertThat(packed.body()).hasSizeLessThan(plain.length / 3);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body()))).hasBinaryContent(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0, br", "br", ""})
    void compresses_nothing_for_a_client_that_does_not_accept_gzip(String accepted) throws Exception {
        HttpResponse<byte[]> plain = read("Via", "1.1 proxy", "Accept-Encoding", accepted);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).asString().startsWith("{");
    }

    @Test
    void compresses_nothing_for_a_client_on_this_machine() throws Exception {
        assertThat(read("Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }
}
