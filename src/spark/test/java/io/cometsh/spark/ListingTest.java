package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.support.FakeTransport;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The pages of a long list, many at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListingTest {
    private int runs;
    private int pushed;
    private final FakeTransport server = new FakeTransport()
            .on("projects", "{\"projects\":[{\"projectName\":\"p\"}]}")
            .on("experiments", request -> page(request.parameters()));

    /** While the pages are read, this many runs are new and push the others. */
    private String page(Map<String, String> parameters) {
        int page = Integer.parseInt(parameters.get("page"));
        int from = (page - 1) * 1000 - (page > 1 ? pushed : 0);
        StringJoiner rows = new StringJoiner(",", "{\"experiments\":[", "]}");
        for (int i = from; i < Math.min(runs, from + 1000); i++) {
            rows.add("{\"experimentKey\":\"k%d\",\"workspaceName\":\"w\",\"projectName\":\"p\"}".formatted(i));
        }
        return rows.toString();
    }

    private List<String> keys(long count) {
        Api api = new Api(server, () -> URI.create("http://stub/"), ApiOptions.defaults());
        return new Listing(api, CometOptions.of(Map.of("project", "w/p")))
                .all(count).stream().map(ExperimentMetadata::experimentKey).toList();
    }

    @Test
    void all_pages_come_in_the_servers_order_whatever_the_server_counts() {
        for (int size : new int[] {0, 1, 999, 1000, 1001, 3500, 4000}) {
            runs = size;
            for (long count : new long[] {0, size, size + 2500L}) {
                List<String> keys = keys(count);
                assertThat(keys).hasSize(size);
                for (int i = 0; i < size; i++) {
                    assertThat(keys.get(i)).isEqualTo("k" + i);
                }
            }
        }
    }

    @Test
    void a_run_that_moves_to_the_next_page_is_listed_once() {
        runs = 3500;
        pushed = 5;
        assertThat(keys(3500)).hasSize(3500).doesNotHaveDuplicates();
    }

    /** The first page comes alone; of the others, sixteen are under way before one is answered. */
    @Test
    void a_hundred_pages_are_asked_for_once_each_and_sixteen_at_a_time() throws Exception {
        runs = 100_000;
        CountDownLatch together = new CountDownLatch(16);
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        server.on("experiments", request -> {
            String page = request.parameters().get("page");
            asked.add(page);
            if (!page.equals("1")) {
                together.countDown();
                await(together);
            }
            return page(request.parameters());
        });
        assertThat(keys(runs)).hasSize(runs);
        // The last page is full: one more tells that there is none.
        assertThat(asked).hasSize(101).doesNotHaveDuplicates();
        assertThat(together.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
