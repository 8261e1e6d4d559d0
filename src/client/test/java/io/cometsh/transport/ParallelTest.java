package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ParallelTest extends ServedTransport {
    @Test
    void sends_as_many_at_once_as_allowed_and_no_more() throws Exception {
        transport("", options -> options.withMaxParallel(4));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore arrived = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                arrived.release();
                go.acquire();
                inside.decrementAndGet();
                return json(200, "{}").build();
            }
        });
        ExecutorService callers = Executors.newFixedThreadPool(24);
        List<Future<ApiReply>> replies = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
            replies.add(callers.submit(() -> transport.send(workspaces())));
        }
        arrived.acquire(4);
        go.release(24);
        for (Future<ApiReply> reply : replies) {
            assertThat(reply.get().text()).isEqualTo("{}");
        }
        callers.shutdown();
        assertThat(most.get()).isEqualTo(4);
        assertThat(server.getRequestCount()).isEqualTo(24);
    }

    @Test
    void a_burst_of_429s_slows_down_and_loses_nothing() throws Exception {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return refused.add(request.getTarget())
                        ? json(429, error("slow down")).build()
                        : json(200, "{}").build();
            }
        });
        ExecutorService callers = Executors.newFixedThreadPool(16);
        List<Future<ApiReply>> replies = new ArrayList<>();
        for (int number = 0; number < 64; number++) {
            ApiRequest request = ApiRequest.get("experiment/tags", Map.of("experimentKey", "k" + number));
            replies.add(callers.submit(() -> transport.send(request)));
        }
        for (Future<ApiReply> reply : replies) {
            assertThat(reply.get().status()).isEqualTo(200);
        }
        callers.shutdown();
        assertThat(server.getRequestCount()).isEqualTo(128);
        assertThat(pacing.slept).hasSize(64);
        assertThat(transport.parallel()).isLessThan(16);
    }
}
