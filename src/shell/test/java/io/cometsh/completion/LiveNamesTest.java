package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.service.NotFoundException;
import io.cometsh.query.Source;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometHttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveNamesTest {
    private final ExecutorService background = Executors.newCachedThreadPool();
    private final List<Runnable> queued = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final Names names = new Names();

    /** Counts its calls, and does what the test sets. */
    private static class Names implements NameSource {
        List<String> workspaces = List.of("demo");
        RuntimeException failure;
        int calls;

        @Override
        public List<String> workspaces() {
            calls++;
            if (failure != null) {
                throw failure;
            }
            return workspaces;
        }

        @Override
        public List<String> projects(String workspace) {
            calls++;
            return List.of("of " + workspace);
        }

        @Override
        public ValueSample values(ProjectRef place, Source source, String name) {
            return new ValueSample(List.of("adam"), 1, 1);
        }
    }

    private final LiveNames live = new LiveNames(names, queued::add, now::get, notices::add);

    private void land() {
        List<Runnable> calls = List.copyOf(queued);
        queued.clear();
        calls.forEach(Runnable::run);
    }

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    @Test
    void gives_nothing_while_the_call_is_out_and_the_names_once_it_is_back() {
        assertThat(live.within(Deadline.none()).workspaces()).isEmpty();
        land();
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo");
        assertThat(names.calls).isEqualTo(1);
    }

    @Test
    void has_one_call_in_flight_for_a_place_and_one_for_another() {
        live.within(Deadline.none()).workspaces();
        live.within(Deadline.none()).workspaces();
        assertThat(queued).hasSize(1);
        live.within(Deadline.none()).projects("demo");
        live.within(Deadline.none()).projects("other");
        assertThat(queued).hasSize(3);
        land();
        assertThat(live.within(Deadline.none()).projects("other")).containsExactly("of other");
    }

    @Test
    void gives_a_stale_copy_while_a_fresh_one_is_fetched() {
        live.within(Deadline.none()).workspaces();
        land();
        names.workspaces = List.of("demo", "new");
        now.set(LiveNames.FRESH_NANOS - 1);
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo");
        assertThat(queued).isEmpty();
        now.set(LiveNames.FRESH_NANOS);
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo");
        assertThat(queued).hasSize(1);
        land();
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo", "new");
    }

    @Test
    void an_outage_gives_an_empty_list_and_one_notice_and_a_retry_after_half_a_minute() {
        names.failure = new CometConnectionException("cannot reach http://localhost:1: connection refused", null);
        live.within(Deadline.none()).workspaces();
        land();
        assertThat(live.within(Deadline.none()).workspaces()).isEmpty();
        // Other places are not asked either.
        assertThat(live.within(Deadline.none()).projects("demo")).isEmpty();
        assertThat(queued).isEmpty();
        assertThat(notices)
                .containsExactly("names from the server are not available: cannot reach http://localhost:1:"
                        + " connection refused; TAB will try again in 30 s");
        now.set(LiveNames.FAILED_NANOS);
        live.within(Deadline.none()).workspaces();
        land();
        assertThat(notices).hasSize(1);
        names.failure = null;
        now.set(2 * LiveNames.FAILED_NANOS);
        live.within(Deadline.none()).workspaces();
        land();
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo");
        assertThat(live.within(Deadline.none()).projects("demo")).isEmpty();
        land();
        assertThat(live.within(Deadline.none()).projects("demo")).containsExactly("of demo");
    }

    @Test
    void the_next_outage_is_reported_again() {
        names.failure = new CometConnectionException("refused", null);
        live.within(Deadline.none()).workspaces();
        land();
        names.failure = null;
        now.set(LiveNames.FAILED_NANOS);
        live.within(Deadline.none()).workspaces();
        land();
        names.failure = new CometHttpException("workspaces: 401, the key is not valid", 401, "", 0);
        now.addAndGet(LiveNames.FRESH_NANOS);
        live.within(Deadline.none()).workspaces();
        land();
        assertThat(notices).hasSize(2);
        assertThat(notices.get(1)).contains("401");
    }

    @Test
    void what_is_not_there_is_no_outage() {
        names.failure = new NotFoundException("no workspace \"x\"");
        live.within(Deadline.none()).workspaces();
        land();
        assertThat(live.within(Deadline.none()).workspaces()).isEmpty();
        assertThat(notices).isEmpty();
        names.failure = null;
        live.within(Deadline.none()).projects("demo");
        land();
        assertThat(live.within(Deadline.none()).projects("demo")).containsExactly("of demo");
    }

    @Test
    void a_slow_call_is_reported_once() {
        live.within(Deadline.none()).workspaces();
        now.set(NameCircuitBreaker.OVERDUE_NANOS - 1);
        live.within(Deadline.none()).workspaces();
        assertThat(notices).isEmpty();
        now.set(NameCircuitBreaker.OVERDUE_NANOS);
        live.within(Deadline.none()).workspaces();
        live.within(Deadline.none()).workspaces();
        assertThat(notices)
                .containsExactly("names from the server are not available: no answer for 5 s;"
                        + " TAB will have them when it answers");
        land();
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo");
    }

    @Test
    void clear_ends_the_pause() {
        names.failure = new CometConnectionException("refused", null);
        live.within(Deadline.none()).workspaces();
        land();
        names.failure = null;
        live.clear();
        live.within(Deadline.none()).workspaces();
        land();
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo");
    }

    @Test
    void values_are_kept_for_the_session() {
        ProjectRef place = new ProjectRef("demo", "digits");
        assertThat(live.values(place, Source.PARAMETERS, "opt", Deadline.none()))
                .isNull();
        land();
        now.set(1000 * LiveNames.FRESH_NANOS);
        assertThat(live.values(place, Source.PARAMETERS, "opt", Deadline.none()).values())
                .containsExactly("adam");
        assertThat(queued).isEmpty();
        live.clear();
        assertThat(live.values(place, Source.PARAMETERS, "opt", Deadline.none()))
                .isNull();
    }

    @Test
    void patience_knows_whether_something_is_still_on_its_way() {
        Deadline first = Deadline.none();
        live.within(first).workspaces();
        assertThat(first.wasInVain()).isTrue();
        land();
        Deadline second = Deadline.none();
        live.within(second).workspaces();
        assertThat(second.wasInVain()).isFalse();
    }

    @Test
    void an_error_while_refreshing_keeps_the_copy() {
        live.within(Deadline.none()).workspaces();
        land();
        names.failure = new IllegalStateException("no route");
        now.set(LiveNames.FRESH_NANOS);
        live.within(Deadline.none()).workspaces();
        land();
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("demo");
    }

    @Test
    void clear_forgets_the_names_and_the_answer_that_was_under_way() {
        live.within(Deadline.none()).workspaces();
        live.clear();
        land();
        names.workspaces = List.of("after");
        assertThat(live.within(Deadline.none()).workspaces()).isEmpty();
        land();
        assertThat(live.within(Deadline.none()).workspaces()).containsExactly("after");
    }

    @Test
    void waits_for_the_first_answer_when_it_comes_soon() {
        LiveNames inBackground = new LiveNames(names, background, System::nanoTime, notices::add);
        assertThat(inBackground.within(new Deadline(20_000, () -> false)).workspaces())
                .containsExactly("demo");
    }

    @Test
    void a_source_that_never_answers_costs_the_first_press_its_patience_and_the_second_nothing() {
        CountDownLatch never = new CountDownLatch(1);
        LiveNames stuck = new LiveNames(
                new Names() {
                    @Override
                    public List<String> workspaces() {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return List.of();
                    }
                },
                background,
                System::nanoTime,
                notices::add);
        long start = System.nanoTime();
        assertThat(stuck.within(new Deadline(300, () -> false)).workspaces()).isEmpty();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(299);
        // With a deadline of an hour the test would end by its timeout if the second press waited at all.
        assertThat(stuck.within(new Deadline(3_600_000, () -> false)).workspaces())
                .isEmpty();
        never.countDown();
    }

    @Test
    void a_typed_key_ends_the_wait_at_once() {
        assertThat(live.within(new Deadline(3_600_000, () -> true)).workspaces())
                .isEmpty();
    }
}
