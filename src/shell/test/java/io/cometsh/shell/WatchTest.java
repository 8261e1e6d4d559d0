package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.export.Table;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WatchTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final Duration SOON = Duration.ofMillis(1);

    private final StringBuilder screen = new StringBuilder();
    private final ValueText values = new ValueText(3, PlotDisplay::plain);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger forgotten = new AtomicInteger();

    private Watch watch(Duration timeout, WatchDisplay display) {
        return new Watch(SOON, timeout, looks::incrementAndGet, forgotten::incrementAndGet, display);
    }

    @Test
    void looks_again_until_the_condition_holds_and_returns_the_value() throws Exception {
        Object last =
                watch(null, WatchDisplay.lines(screen::append, values, NOON)).until(value -> (int) value >= 3);
        assertThat(last).isEqualTo(3);
        assertThat(forgotten).hasValue(3);
        assertThat(screen).hasToString("12:00:00 1\n12:00:00 2\n12:00:00 3\n");
    }

    @Test
    void a_condition_counts_as_in_groovy() throws Exception {
        assertThat(watch(null, WatchDisplay.NONE).until(value -> (int) value == 2 ? List.of(1) : List.of()))
                .isEqualTo(2);
    }

    @Test
    void the_end_of_the_time_is_an_error_that_names_it() {
        assertThatThrownBy(() -> watch(Duration.ofMillis(30), WatchDisplay.NONE).until(value -> false))
                .isInstanceOf(WatchTimeoutException.class)
                .hasMessageStartingWith("watch: the condition did not hold within 0.03 s (");
    }

    @Test
    void an_interrupt_ends_it() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> watch(null, WatchDisplay.NONE).until(value -> false))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void on_a_terminal_it_goes_back_to_its_first_line_and_erases() throws Exception {
        WatchDisplay display = WatchDisplay.inPlace(screen::append, () -> 80, () -> 24, values, NOON);
        new Watch(SOON, null, () -> "a\nb".repeat(looks.incrementAndGet()), () -> {}, display)
                .until(value -> looks.get() == 2);
        assertThat(screen).hasToString("""
                a
                b
                12:00:00 UTC, evaluation 1; Ctrl-C ends
                \u001b[3A\r\u001b[Ja
                ba
                b
                12:00:00 UTC, evaluation 2; Ctrl-C ends
                """);
    }

    @Test
    void a_look_that_fails_keeps_the_last_value_in_sight() {
        WatchDisplay display = WatchDisplay.inPlace(screen::append, () -> 80, () -> 24, values, NOON);
        display.show("a", 1);
        display.fail("GET projects: cannot reach the server");
        display.show("b", 2);
        assertThat(screen).hasToString("""
                a
                12:00:00 UTC, evaluation 1; Ctrl-C ends
                \u001b[2A\r\u001b[Ja
                12:00:00 UTC: GET projects: cannot reach the server. It is tried again; Ctrl-C ends
                \u001b[2A\r\u001b[Jb
                12:00:00 UTC, evaluation 2; Ctrl-C ends
                """.replace("again; Ctrl-C ends\n\u001b[2A", "again; Ctrl-C\nends\n\u001b[3A"));
    }

    @Test
    void only_an_outage_is_outlived_and_only_where_that_is_wanted() throws Exception {
        CometException away = new CometConnectionException("away", null);
        assertThat(failingOnce(away).toleratingOutages().until(value -> true)).isEqualTo(2);
        assertThatThrownBy(() -> failingOnce(away).until(value -> true)).isSameAs(away);
        CometException wrong = new CometException("no such project", null);
        assertThatThrownBy(() -> failingOnce(wrong).toleratingOutages().until(value -> true))
                .isSameAs(wrong);
    }

    private Watch failingOnce(CometException failure) {
        looks.set(0);
        Callable<Object> look = () -> {
            if (looks.incrementAndGet() == 1) {
                throw failure;
            }
            return looks.get();
        };
        return new Watch(SOON, null, look, () -> {}, WatchDisplay.NONE);
    }

    @Test
    void what_the_screen_has_no_room_for_is_cut_and_counted() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rows.add(List.of("a wide name that has no room " + i));
        }
        WatchDisplay display = WatchDisplay.inPlace(screen::append, () -> 20, () -> 6, values, NOON);
        display.show(new Table(List.of("name"), rows), 1);
        assertThat(screen).hasToString("""
                name
                --------------------
                a wide name that ha…
                … and 3 more lines
                12:00:00 UTC, evalu…
                """);
    }
}
