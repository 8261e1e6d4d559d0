package io.cometsh.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.RequestEvent;
import io.cometsh.transport.RequestListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CachingTransportTest {
    private final ScriptedTransport server = new ScriptedTransport();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private final List<RequestEvent> events = new ArrayList<>();
    private CachingTransport cache = cache(true, CachingTransport.DEFAULT_BYTES);

    private CachingTransport cache(boolean on, long bytes) {
        InstantSource clock = now::get;
        return new CachingTransport(server, on, bytes, events::add, clock);
    }

    private static ApiRequest read(String endpoint, String... parameters) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int at = 0; at < parameters.length; at += 2) {
            map.put(parameters[at], parameters[at + 1]);
        }
        return ApiRequest.get(endpoint, map);
    }

    private static ApiRequest tags(String key) {
        return read("experiment/tags", "experimentKey", key);
    }

    private static ApiRequest addTag(String key) {
        return ApiRequest.post("write/experiment/tags", "{\"experimentKey\":\"" + key + "\",\"addedTags\":[\"t\"]}");
    }

    private String ask(ApiRequest request) {
        return cache.send(request).text();
    }

    @Test
    void asks_once_and_reports_the_age_of_the_answer() {
        ApiReply first = cache.send(read("workspaces"));
        now.set(now.get().plusSeconds(60));
        ApiReply second = cache.send(read("workspaces"));
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(first.cachedSince()).isNull();
        assertThat(second.cachedSince()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(server.sent).hasSize(1);
    }

    @Test
    void takes_parameters_in_any_order_for_the_same_read_and_others_not() {
        ask(read("project", "workspaceName", "a", "projectName", "b"));
        ask(read("project", "projectName", "b", "workspaceName", "a"));
        assertThat(server.sent).hasSize(1);
        ask(read("project", "workspaceName", "a", "projectName", "c"));
        ask(read("project/notes", "workspaceName", "a", "projectName", "b"));
        assertThat(server.sent).hasSize(3);
    }

    @Test
    void does_not_cache_what_changes_often_nor_posts_nor_writes_by_get_nor_the_version() {
        for (String endpoint : CachePolicy.notCachedAtStart()) {
            assertAskedTwice(read(endpoint));
        }
        assertAskedTwice(ApiRequest.post("project/query", "{}"));
        assertAskedTwice(read("write/experiment/stop", "experimentKey", "k"));
        assertAskedTwice(read("write/experiment/asset/delete", "experimentKey", "k"));
        assertAskedTwice(read("/clientlib/isAlive/ver"));
        assertAskedTwice(read("artifacts/version", "workspace", "w", "consumerExperimentKey", "k"));
    }

    private void assertAskedTwice(ApiRequest request) {
        int before = server.sent.size();
        ask(request);
        ask(request);
        assertThat(server.sent).as(request.describe()).hasSize(before + 2);
    }

    @Test
    void keeps_neither_errors_nor_json_null() {
        server.failure = new CometException("no");
        assertThat(catchThrowable(() -> ask(read("workspaces")))).hasMessage("no");
        server.failure = null;
        server.body = request -> " null\n";
        ask(read("workspaces"));
        server.body = request -> "{}";
        ask(read("workspaces"));
        ask(read("workspaces"));
        assertThat(server.sent).hasSize(3);
    }

    @Test
    void hands_out_answers_that_nobody_else_can_change() {
        String text = ask(read("workspaces"));
        cache.send(read("workspaces")).body()[0] = 'X';
        assertThat(ask(read("workspaces"))).isEqualTo(text);
        cache.clearCache();
        ApiReply leader = cache.send(read("workspaces"));
        String fresh = leader.text();
        leader.body()[0] = 'X';
        assertThat(ask(read("workspaces"))).isEqualTo(fresh);
    }

    @Test
    void a_write_drops_the_reads_of_its_experiment_and_no_others() {
        String one = ask(tags("k1"));
        String other = ask(tags("k2"));
        String html = ask(read("experiment/html", "experimentKey", "k1"));
        cache.send(addTag("k1"));
        assertThat(ask(tags("k1"))).isNotEqualTo(one);
        assertThat(ask(tags("k2"))).isEqualTo(other);
        assertThat(ask(read("experiment/html", "experimentKey", "k1"))).isEqualTo(html);
    }

    @Test
    void a_write_that_failed_drops_them_too() {
        String old = ask(tags("k1"));
        server.failure = new CometException("timeout");
        assertThat(catchThrowable(() -> cache.send(addTag("k1")))).hasMessage("timeout");
        server.failure = null;
        assertThat(ask(tags("k1"))).isNotEqualTo(old);
    }

    @Test
    void switched_off_it_neither_reads_nor_stores_and_writes_still_count() {
        String stored = ask(read("workspaces"));
        String oldTags = ask(tags("k1"));
        cache.useCache(false);
        assertThat(cache.useCache()).isFalse();
        assertThat(ask(read("workspaces"))).isNotEqualTo(stored);
        ask(read("account-details"));
        cache.send(addTag("k1"));
        cache.useCache(true);
        assertThat(ask(read("workspaces"))).isEqualTo(stored);
        assertThat(ask(tags("k1"))).isNotEqualTo(oldTags);
        assertThat(cache.stats().byEndpoint()).doesNotContainKey("account-details");
    }

    @Test
    void made_switched_off_it_caches_once_switched_on() {
        cache = cache(false, 1 << 20);
        ask(read("workspaces"));
        ask(read("workspaces"));
        assertThat(server.sent).hasSize(2);
        cache.useCache(true);
        ask(read("workspaces"));
        ask(read("workspaces"));
        assertThat(server.sent).hasSize(3);
        cache.doCache("projects");
        ask(read("projects"));
        ask(read("projects"));
        assertThat(server.sent).hasSize(4);
    }

    @Test
    void lists_belong_to_one_object() {
        CachingTransport other = cache(true, 1 << 20);
        cache.doCache("projects");
        assertThat(cache.isCached("projects")).isTrue();
        assertThat(other.isCached("projects")).isFalse();
    }

    @Test
    void an_endpoint_that_is_not_cached_any_more_loses_its_answers() {
        String old = ask(tags("k1"));
        cache.doNotCache("experiment/tags");
        cache.doCache("experiment/tags");
        assertThat(ask(tags("k1"))).isNotEqualTo(old);
    }

    @Test
    void clears_all_or_what_is_named() {
        ask(read("workspaces"));
        ask(tags("k1"));
        cache.clearCache("experiment/tags");
        assertThat(cache.stats().byEndpoint().get("experiment/tags").entries()).isZero();
        assertThat(cache.stats().entries()).isEqualTo(1);
        cache.clearCache();
        assertThat(cache.stats().entries()).isZero();
        assertThat(cache.stats().bytes()).isZero();
        assertThat(cache.stats().oldestAge()).isEmpty();
    }

    @Test
    void refuses_an_unknown_endpoint_with_the_nearest_names() {
        assertThat(catchThrowable(() -> cache.doCache("tags")))
                .isInstanceOf(UnknownEndpointException.class)
                .hasMessageStartingWith("there is no read \"tags\"; nearest: \"experiment/tags\", ");
        assertThat(catchThrowable(() -> cache.doNotCache("projects", "experiment/tag")))
                .hasMessageContaining("nearest: \"experiment/tags\"");
        assertThat(catchThrowable(() -> cache.clearCache("nothing"))).isInstanceOf(UnknownEndpointException.class);
        assertThat(catchThrowable(() -> cache.doCache("write/experiment/stop")))
                .hasMessage("\"write/experiment/stop\" is a write; writes are never cached");
    }

    @Test
    void a_refused_list_changes_nothing() {
        catchThrowable(() -> cache.doCache("projects", "nothing"));
        assertThat(cache.isCached("projects")).isFalse();
    }

    @Test
    void counts_hits_misses_entries_bytes_and_the_oldest_age() {
        ask(read("workspaces"));
        ask(read("workspaces"));
        now.set(now.get().plusSeconds(90));
        ask(tags("k1"));
        CacheStats stats = cache.stats();
        assertThat(stats.on()).isTrue();
        assertThat(stats.hits()).isEqualTo(1);
        assertThat(stats.misses()).isEqualTo(2);
        assertThat(stats.entries()).isEqualTo(2);
        assertThat(stats.oldestAge()).contains(Duration.ofSeconds(90));
        assertThat(stats.bytes()).isPositive().isLessThan(stats.maxBytes());
        assertThat(stats.byEndpoint().get("workspaces"))
                .satisfies(part -> assertThat(part.hits()).isEqualTo(1))
                .satisfies(part -> assertThat(part.misses()).isEqualTo(1))
                .satisfies(part -> assertThat(part.entries()).isEqualTo(1));
        assertThat(stats.byEndpoint().values().stream()
                        .mapToLong(CacheStats.OfEndpoint::bytes)
                        .sum())
                .isEqualTo(stats.bytes());
    }

    @Test
    void tells_the_listener_of_answers_from_memory_only() {
        ask(tags("k1"));
        assertThat(events).isEmpty();
        ask(tags("k1"));
        assertThat(events)
                .containsExactly(
                        new RequestEvent("GET", "experiment/tags?experimentKey=k1", 200, 0, 0, Duration.ZERO, 1, true));
    }

    @Test
    void forgets_the_least_recently_used_when_full() {
        cache = cache(true, 10_000);
        server.body = request -> "{\"x\":\"" + "y".repeat(1500) + "\"}";
        for (int number = 0; number < 4; number++) {
            ask(tags("k" + number));
        }
        ask(tags("k0"));
        ask(tags("k4"));
        ask(tags("k5"));
        int before = server.sent.size();
        ask(tags("k0"));
        assertThat(server.sent).hasSize(before);
        ask(tags("k1"));
        assertThat(server.sent).hasSize(before + 1);
        assertThat(cache.stats().bytes()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void one_large_answer_does_not_push_out_the_others() {
        cache = cache(true, 10_000);
        ask(read("workspaces"));
        server.body = request -> "y".repeat(9000);
        ask(tags("k1"));
        ask(read("workspaces"));
        assertThat(cache.stats().entries()).isEqualTo(1);
        assertThat(server.sent).hasSize(2);
    }

    @Test
    void past_the_cache_reads_are_asked_and_writes_still_drop() {
        String old = ask(tags("k1"));
        assertThat(cache.uncached().send(tags("k1")).text()).isNotEqualTo(old);
        assertThat(ask(tags("k1"))).isEqualTo(old);
        cache.uncached().send(addTag("k1"));
        assertThat(ask(tags("k1"))).isNotEqualTo(old);
    }

    @Test
    void closes_what_it_wraps() {
        cache.close();
        assertThat(server.closed).isTrue();
    }

    /** A server that holds the answer to its first read until the test releases it. */
    private final class Slow {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        Slow() {
            server.body = request -> {
                int number = server.sent.size();
                if (asked.getCount() > 0) {
                    asked.countDown();
                    await(go);
                }
                return "{\"number\":" + number + "}";
            };
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CometInterruptedException("interrupted");
        }
    }

    private static Thread waitingFor(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void equal_reads_at_the_same_time_are_sent_once() throws Exception {
        Slow slow = new Slow();
        List<String> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            threads.add(waitingFor(() -> answers.add(ask(tags("k1")))));
        }
        slow.go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).hasSize(4).containsOnly("{\"number\":1}");
        assertThat(server.sent).hasSize(1);
        assertThat(cache.stats().hits()).isEqualTo(3);
    }

    @Test
    void a_write_overtakes_a_read_that_is_under_way() throws Exception {
        Slow slow = new Slow();
        Thread reader = waitingFor(() -> ask(tags("k1")));
        slow.asked.await();
        cache.send(addTag("k1"));
        slow.go.countDown();
        reader.join();
        assertThat(ask(tags("k1"))).isEqualTo("{\"number\":3}");
    }

    @Test
    void when_the_one_who_asks_is_interrupted_the_next_one_asks() throws Exception {
        Slow slow = new Slow();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread first = new Thread(() -> thrown.set(catchThrowable(() -> ask(tags("k1")))));
        first.start();
        slow.asked.await();
        AtomicReference<String> answer = new AtomicReference<>();
        Thread second = waitingFor(() -> answer.set(ask(tags("k1"))));
        first.interrupt();
        first.join();
        second.join();
        assertThat(thrown.get()).isInstanceOf(CometInterruptedException.class);
        assertThat(answer.get()).isEqualTo("{\"number\":2}");
    }

    @Test
    void an_interrupt_ends_the_waiting_for_another_ones_answer() throws Exception {
        Slow slow = new Slow();
        Thread first = new Thread(() -> ask(tags("k1")));
        first.start();
        slow.asked.await();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread second = waitingFor(() -> thrown.set(catchThrowable(() -> ask(tags("k1")))));
        second.interrupt();
        second.join();
        slow.go.countDown();
        first.join();
        assertThat(thrown.get())
                .isInstanceOf(CometInterruptedException.class)
                .hasMessage("GET experiment/tags?experimentKey=k1: interrupted");
    }

    @Test
    void a_failure_is_everybodys_and_the_next_read_asks_again() throws Exception {
        Slow slow = new Slow();
        server.body = request -> {
            if (slow.asked.getCount() > 0) {
                slow.asked.countDown();
                await(slow.go);
                throw new CometException("no");
            }
            return "{}";
        };
        List<Throwable> thrown = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread first = new Thread(() -> thrown.add(catchThrowable(() -> ask(tags("k1")))));
        first.start();
        slow.asked.await();
        Thread second = waitingFor(() -> thrown.add(catchThrowable(() -> ask(tags("k1")))));
        slow.go.countDown();
        first.join();
        second.join();
        assertThat(thrown).hasSize(2).allSatisfy(failure -> assertThat(failure).hasMessage("no"));
        assertThat(ask(tags("k1"))).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"projects", "registry-model/item/abc123/metadata", "experiment/tags"})
    void names_any_endpoint_of_the_table(String endpoint) {
        cache.doNotCache(endpoint);
        assertThat(cache.isCached(endpoint)).isFalse();
    }

    @Test
    void works_without_a_listener() {
        cache = new CachingTransport(server, true);
        ask(read("workspaces"));
        ask(read("workspaces"));
        assertThat(server.sent).hasSize(1);
        assertThat(RequestListener.NONE).isNotNull();
    }
}
