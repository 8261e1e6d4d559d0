package io.cometsh.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProgressTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final Display terminal =
            new Display(new PrintStream(screen, true, StandardCharsets.UTF_8), () -> 120, false, clock::get);

    @Test
    void work_of_half_a_second_shows_how_far_it_is_and_what_it_cost() {
        String last;
        try (Progress progress = terminal.begin("metrics", "runs", 4)) {
            progress.step(1);
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            progress.request(false);
            progress.request(true);
            progress.note("1,200 points");
            progress.step(1);
            // Percent and count are read one after the other, so a drawing may have only one of them.
            last = drawn("50%");
        }
        assertThat(last).contains("metrics", "50%", "2/4 runs", "1,200 points, 2 requests, 1 retry");
    }

    @Test
    void short_work_draws_nothing() {
        try (Progress progress = terminal.begin("metrics", "runs", 2)) {
            progress.step(1);
            clock.addAndGet(Duration.ofMillis(400).toNanos());
            progress.step(1);
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_line_that_is_printed_meanwhile_is_on_its_own() {
        try (Progress progress = terminal.begin("metrics", "runs", -1)) {
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            progress.step(1);
            drawn("metrics");
            progress.message("warning: half done");
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("\r\033[Kwarning: half done\nmetrics");
    }

    @Test
    void for_a_reader_that_speaks_there_is_a_line_every_ten_seconds() {
        Display spoken =
                new Display(new PrintStream(screen, true, StandardCharsets.UTF_8), () -> 120, true, clock::get);
        try (Progress progress = spoken.begin("metrics", "runs", 40)) {
            for (int i = 0; i < 25; i++) {
                clock.addAndGet(Duration.ofSeconds(1).toNanos());
                progress.request(i == 3);
                progress.step(1);
            }
        }
        assertThat(screen.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo("""
                metrics: 9 of 40 runs, 10 requests, 1 retry
                metrics: 19 of 40 runs, 20 requests, 1 retry
                """);
    }

    @Test
    void nothing_stays_on_the_screen() {
        try (Progress progress = terminal.begin("metrics", "runs", 2)) {
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            progress.step(2);
            drawn("metrics");
        }
        assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("\r\033[K");
    }

    @Test
    void without_a_terminal_it_only_counts() {
        try (Progress progress = Display.NONE.begin("metrics", "runs", 2)) {
            progress.step(2);
            progress.message("nobody hears this");
            assertThat(progress.done()).isEqualTo(2);
        }
    }

    /** The library draws on a thread of its own: waits until it has drawn the words. */
    private String drawn(String words) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            String text = screen.toString(StandardCharsets.UTF_8);
            if (text.contains(words)) {
                return text;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("not drawn: " + screen.toString(StandardCharsets.UTF_8));
    }
}
