package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.query.Column;
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
    private final List<String> log = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final Names names = new Names();

    /** Counts its calls, and does what the test says. */
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
        public List<Column> columns(String workspace, String project) {
            return List.of();
        }

        @Override
        public List<ExperimentName> experiments(String workspace, String project) {
            return List.of();
        }
    }

    private final LiveNames live = new LiveNames(names, queued::add, now::get, log::add);

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
        assertThat(live.workspaces(Patience.none())).isEmpty();
        land();
        assertThat(live.workspaces(Patience.none())).containsExactly("demo");
        assertThat(names.calls).isEqualTo(1);
    }

    @Test
    void has_one_call_in_flight_for_a_place_and_one_for_another() {
        live.workspaces(Patience.none());
        live.workspaces(Patience.none());
        assertThat(queued).hasSize(1);
        live.projects("demo", Patience.none());
        live.projects("other", Patience.none());
        assertThat(queued).hasSize(3);
        land();
        assertThat(live.projects("other", Patience.none())).containsExactly("of other");
    }

    @Test
    void gives_a_stale_copy_while_a_fresh_one_is_fetched() {
        live.workspaces(Patience.none());
        land();
        names.workspaces = List.of("demo", "new");
        now.set(LiveNames.FRESH_NANOS - 1);
        assertThat(live.workspaces(Patience.none())).containsExactly("demo");
        assertThat(queued).isEmpty();
        now.set(LiveNames.FRESH_NANOS);
        assertThat(live.workspaces(Patience.none())).containsExactly("demo");
        assertThat(queued).hasSize(1);
        land();
        assertThat(live.workspaces(Patience.none())).containsExactly("demo", "new");
    }

    @Test
    void an_error_is_an_empty_list_and_one_line_in_the_log_and_is_tried_again_later() {
        names.failure = new IllegalStateException("no route");
        live.workspaces(Patience.none());
        land();
        assertThat(live.workspaces(Patience.none())).isEmpty();
        assertThat(log).containsExactly("TAB: no workspaces: no route");
        assertThat(queued).isEmpty();
        names.failure = null;
        now.set(LiveNames.FAILED_NANOS);
        live.workspaces(Patience.none());
        land();
        assertThat(live.workspaces(Patience.none())).containsExactly("demo");
    }

    @Test
    void an_error_while_refreshing_keeps_the_copy() {
        live.workspaces(Patience.none());
        land();
        names.failure = new IllegalStateException("no route");
        now.set(LiveNames.FRESH_NANOS);
        live.workspaces(Patience.none());
        land();
        assertThat(live.workspaces(Patience.none())).containsExactly("demo");
    }

    @Test
    void clear_forgets_the_names_and_the_answer_that_was_under_way() {
        live.workspaces(Patience.none());
        live.clear();
        land();
        names.workspaces = List.of("after");
        assertThat(live.workspaces(Patience.none())).isEmpty();
        land();
        assertThat(live.workspaces(Patience.none())).containsExactly("after");
    }

    @Test
    void waits_for_the_first_answer_when_it_comes_soon() {
        LiveNames inBackground = new LiveNames(names, background, System::nanoTime, log::add);
        assertThat(inBackground.workspaces(new Patience(20_000, () -> false))).containsExactly("demo");
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
                log::add);
        long start = System.nanoTime();
        assertThat(stuck.workspaces(new Patience(300, () -> false))).isEmpty();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(299);
        // With a patience of an hour the test would end by its timeout if the second press waited at all.
        assertThat(stuck.workspaces(new Patience(3_600_000, () -> false))).isEmpty();
        never.countDown();
    }

    @Test
    void a_typed_key_ends_the_wait_at_once() {
        assertThat(live.workspaces(new Patience(3_600_000, () -> true))).isEmpty();
    }
}
