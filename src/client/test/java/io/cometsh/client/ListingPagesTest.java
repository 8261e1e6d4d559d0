package io.cometsh.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listings page by page: which pages are read, when, and their size. */
class ListingPagesTest {
    private static final int RUNS = 25;

    private final FakeTransport server = new FakeTransport()
            .on(
                    "projects",
                    "{\"projects\":[{\"projectName\":\"digits\",\"projectId\":\"p-1\"},{\"projectName\":\"faces\",\"projectId\":\"p-2\"}]}")
            .on("experiments", request -> page(request, RUNS));
    private final Api api = TestApi.of(server);

    private static String page(ApiRequest request, int runs) {
        Map<String, String> asked = request.parameters();
        int size = Integer.parseInt(asked.getOrDefault("size", "1000000"));
        int from = (Integer.parseInt(asked.getOrDefault("page", "1")) - 1) * size;
        return "{\"experiments\":"
                + FakeProject.rows(IntStream.range(Math.min(from, runs), Math.min(from + size, runs))) + "}";
    }

    @Test
    void a_page_is_asked_for_with_its_size_and_its_order() {
        assertThat(api.getExperiments("demo", "digits", null, 2, 10, "startTime", "desc"))
                .hasSize(10)
                .first()
                .extracting(Experiment::getKey)
                .isEqualTo(FakeProject.key(10));
        assertThat(server.requests().get(0).parameters())
                .containsEntry("page", "2")
                .containsEntry("size", "10")
                .containsEntry("sortBy", "startTime")
                .containsEntry("sortOrder", "desc");
    }

    @Test
    void an_invalid_page_is_refused_before_any_request() {
        for (Object[] wrong : List.<Object[]>of(
                new Object[] {1, null, null, null},
                new Object[] {0, 10, null, null},
                new Object[] {1, 0, null, null},
                new Object[] {null, null, "name", null},
                new Object[] {null, null, null, "up"},
                new Object[] {1, 2, "startTime", null})) {
            assertThatThrownBy(() -> api.getExperiments(
                            "demo", "digits", null, (Integer) wrong[0], (Integer) wrong[1], (String) wrong[2], (String)
                                    wrong[3]))
                    .isInstanceOf(CometException.class);
            assertThatThrownBy(() -> api.genExperiments(
                            "demo", "digits", null, (Integer) wrong[0], (Integer) wrong[1], (String) wrong[2], (String)
                                    wrong[3]))
                    .isInstanceOf(CometException.class);
        }
        assertThatThrownBy(() -> api.getExperiments("demo", null, null, 1, 2, null, null))
                .hasMessageContaining("give projectName");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_stream_asks_for_nothing_before_it_is_read_and_for_no_more_pages_than_are_needed() {
        Iterator<Experiment> stream =
                api.genExperiments("demo", "digits", null, null, 10, null, null).iterator();
        assertThat(server.requests()).isEmpty();
        IntStream.range(0, 10).forEach(i -> stream.next());
        assertThat(server.requests()).hasSize(1);
        stream.next();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void a_stream_ends_with_a_short_page_and_has_all() {
        assertThat(api.genExperiments("demo", "digits", null, null, 10, null, null)
                        .map(Experiment::getKey))
                .hasSize(RUNS)
                .doesNotHaveDuplicates();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void a_stream_of_one_page_is_that_page() {
        assertThat(api.genExperiments("demo", "digits", null, 3, 10, null, null))
                .hasSize(5);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_server_that_knows_no_pages_gives_each_experiment_once() {
        server.on("experiments", request -> page(ApiRequest.get("experiments", Map.of()), RUNS));
        assertThat(api.genExperiments("demo", "digits", null, null, 10, null, null))
                .hasSize(RUNS);
        assertThat(api.genExperiments("demo", "digits", null, null, RUNS, null, null))
                .hasSize(RUNS);
    }

    @Test
    void an_experiment_that_moves_to_the_next_page_while_it_is_read_comes_once() {
        server.on("experiments", request -> {
            int page = Integer.parseInt(request.parameters().get("page"));
            return "{\"experiments\":" + FakeProject.rows(page == 1 ? IntStream.range(0, 10) : IntStream.range(9, 15))
                    + "}";
        });
        assertThat(api.genExperiments("demo", "digits", null, null, 10, null, null))
                .hasSize(15);
    }

    @Test
    void the_stream_of_a_workspace_goes_from_project_to_project() {
        Iterator<Experiment> stream = api.genExperiments("demo").iterator();
        assertThat(server.requests()).isEmpty();
        IntStream.range(0, RUNS).forEach(i -> stream.next());
        assertThat(server.last().parameters()).containsEntry("projectName", "digits");
        stream.next();
        assertThat(server.last().parameters()).containsEntry("projectName", "faces");
    }

    @Test
    void a_pattern_chooses_among_the_streamed() {
        assertThat(api.genExperiments("demo", "digits", "run 1\\d").map(Experiment::getName))
                .hasSize(10)
                .startsWith("run 10");
    }
}
