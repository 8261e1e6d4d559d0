package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.support.FakeTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardsTest {
    private final FakeTransport server =
            new FakeTransport().on("experiment/tags", "{\"tags\":[]}").on("project/query", "{\"experimentKeys\":[]}");
    private final List<String> reported = new ArrayList<>();

    static List<ApiRequest> writes() {
        return List.of(
                ApiRequest.post("write/experiment/tags", "{\"experimentKey\":\"k\",\"addedTags\":[\"t\"]}"),
                ApiRequest.post("/clientlib/rest/v2/write/experiment/output", "{\"experimentKey\":\"k\"}"),
                ApiRequest.get("write/experiment/delete", Map.of("experimentKey", "k")),
                // The server notes down for which experiment an artifact is read.
                ApiRequest.get("artifacts/version", Map.of("artifactName", "a", "consumerExperimentKey", "k")));
    }

    static List<ApiRequest> reads() {
        return List.of(
                ApiRequest.get("experiment/tags", Map.of("experimentKey", "k")),
                ApiRequest.post("project/query", "{\"workspaceName\":\"w\"}"));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void a_write_is_refused_when_only_reads_are_wanted(ApiRequest write) {
        assertThatThrownBy(() -> new ReadOnlyTransport(server).send(write))
                .isInstanceOf(ReadOnlyException.class)
                .hasMessageStartingWith(write.describe() + " was not sent");
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void a_read_is_sent_by_both(ApiRequest read) {
        new ReadOnlyTransport(server).send(read);
        new DryRunTransport(server, reported::add).send(read);

        assertThat(server.requests()).containsExactly(read, read);
        assertThat(reported).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void a_dry_run_tells_a_write_and_does_not_send_it(ApiRequest write) {
        ApiReply reply = new DryRunTransport(server, reported::add).send(write);

        assertThat(reported)
                .containsExactly("dry run: " + write.describe() + (write.json() == null ? "" : "\n" + write.json()));
        assertThat(reply.text()).contains("\"sdk_error_code\":0");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void closing_a_guard_closes_what_it_guards() {
        List<String> closed = new ArrayList<>();
        Transport open = new Transport() {
            @Override
            public ApiReply send(ApiRequest request) {
                throw new AssertionError(request);
            }

            @Override
            public void close() {
                closed.add("closed");
            }
        };

        new ReadOnlyTransport(open).close();
        new DryRunTransport(open, reported::add).close();

        assertThat(closed).hasSize(2);
    }
}
