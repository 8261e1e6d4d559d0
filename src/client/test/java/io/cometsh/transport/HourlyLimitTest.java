package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class HourlyLimitTest extends ServedTransport {
    private final List<RequestWait> waits = new ArrayList<>();

    private final RequestListener noting = new RequestListener() {
        @Override
        public void onReply(RequestEvent event) {
            events.add(event);
        }

        @Override
        public void onWait(RequestWait wait) {
            waits.add(wait);
        }
    };

    private void limit(int requests) {
        transport("", options -> options.withRequestsPerHour(requests).withListener(noting));
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            answer(200, "{}");
            transport.send(workspaces());
        }
    }

    @Test
    void the_request_after_the_last_one_of_the_hour_waits_for_its_end() throws Exception {
        limit(3);
        ask(1);
        pacing.sleep(Duration.ofMinutes(20));
        pacing.slept.clear();
        ask(3);
        assertThat(pacing.slept).containsExactly(Duration.ofMinutes(40));
        assertThat(waits)
                .containsExactly(new RequestWait(
                        "GET workspaces", Duration.ofMinutes(40), "127.0.0.1 takes 3 requests an hour from a key"));
    }

    @Test
    void in_no_hour_are_there_more_than_allowed() {
        limit(5);
        List<Long> began = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            ask(1);
            began.add(pacing.nanoTime());
        }
        for (int i = 5; i < began.size(); i++) {
            assertThat(began.get(i) - began.get(i - 5))
                    .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
        }
    }

    @Test
    void repeats_count_too() {
        limit(2);
        answer(503, "");
        ask(1);
        waits.clear();
        ask(1);
        assertThat(waits).hasSize(1);
    }

    @Test
    void a_shared_budget_is_asked_before_each_attempt_instead_of_the_own_limit() {
        List<String> asked = new ArrayList<>();
        List<String> counted = new ArrayList<>();
        transport(
                "",
                options -> options.withRequestsPerHour(1).withListener(noting).withBudget(request -> {
                    asked.add(request.describe());
                    pacing.sleep(Duration.ofSeconds(7));
                    return () -> counted.add(request.describe());
                }));
        answer(503, "");
        ask(2);
        assertThat(asked).containsExactly("GET workspaces", "GET workspaces", "GET workspaces");
        assertThat(counted).as("answered").isEqualTo(asked);
        assertThat(pacing.slept).contains(Duration.ofSeconds(7)).doesNotContain(Duration.ofHours(1));
        assertThat(waits).as("of its own limit").allMatch(wait -> wait.reason().startsWith("503"));
    }

    @Test
    void a_budget_can_interrupt_the_wait() {
        transport(
                "",
                options -> options.withBudget(request -> {
                    throw new InterruptedException();
                }));
        assertThat(catchThrowable(() -> transport.send(workspaces()))).isInstanceOf(CometInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void without_a_limit_nobody_waits() {
        ask(20);
        assertThat(pacing.slept).isEmpty();
    }

    @Test
    void a_wait_before_a_repeat_is_reported_with_its_reason() {
        limit(0);
        answer(429, "");
        ask(1);
        assertThat(waits).singleElement().satisfies(wait -> {
            assertThat(wait.request()).isEqualTo("GET workspaces");
            assertThat(wait.reason()).startsWith("429");
            assertThat(wait.length()).isEqualTo(pacing.slept.get(0));
        });
    }

    @Test
    void a_negative_rate_is_refused() {
        assertThat(catchThrowable(() -> limit(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
