package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest extends ServedTransport {
    @TempDir
    Path folder;

    private ApiRequest upload(Path file) {
        return ApiRequest.upload(
                "write/experiment/upload-asset",
                Map.of("experimentKey", "k"),
                List.of(BodyPart.file("file", "red.png", file), BodyPart.text("metadata", null, "{\"k\":1}")));
    }

    @Test
    void sends_files_and_values_as_a_form_whose_parts_have_no_type() throws Exception {
        Path file = Files.writeString(folder.resolve("red.png"), "the image");
        server.enqueue(new MockResponse.Builder().body("{\"assetId\":\"a\"}").build());

        assertThat(transport.send(upload(file)).text()).contains("assetId");

        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/api/rest/v2/write/experiment/upload-asset?experimentKey=k");
        assertThat(request.getHeaders().get("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo(KEY);
        assertThat(request.getBody().utf8())
                .contains("name=\"file\"; filename=\"red.png\"", "the image", "name=\"metadata\"", "{\"k\":1}")
                .doesNotContain("Content-Type");
    }

    @Test
    void an_upload_that_the_server_failed_on_is_not_repeated() throws Exception {
        Path file = Files.writeString(folder.resolve("red.png"), "the image");
        server.enqueue(new MockResponse.Builder().code(500).build());

        assertThatThrownBy(() -> transport.send(upload(file))).isInstanceOf(CometHttpException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_upload_that_was_turned_away_is_sent_again_whole() throws Exception {
        Path file = Files.writeString(folder.resolve("red.png"), "the image");
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .setHeader("Retry-After", "1")
                .build());
        server.enqueue(new MockResponse.Builder().body("{}").build());

        transport.send(upload(file));

        server.takeRequest();
        assertThat(server.takeRequest().getBody().utf8()).contains("the image");
    }

    @Test
    void a_dry_run_names_the_files_and_their_sizes() throws Exception {
        Path file = Files.writeString(folder.resolve("red.png"), "the image");
        StringBuilder reported = new StringBuilder();

        new DryRunTransport(transport, reported::append).send(upload(file));

        assertThat(reported.toString()).contains("file \"red.png\" (9 bytes)", "metadata (7 bytes)");
        assertThat(server.getRequestCount()).isZero();
    }
}
