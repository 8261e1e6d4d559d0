package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** When the rounds of {@code sync --every} start, on a clock of the test. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoundsTest {
    private final AtomicLong seconds = new AtomicLong(100);
    private final List<Long> starts = new ArrayList<>();

    /** @param lengths of the rounds, in seconds */
    private void run(long... lengths) {
        Rounds rounds = new Rounds(Duration.ofSeconds(10), () -> seconds.get() * 1_000_000_000, nanos -> {
            // A sleep may be a second late.
            seconds.addAndGet(nanos / 1_000_000_000 + (nanos > 0 ? 1 : 0));
            if (starts.size() == lengths.length) {
                throw new InterruptedException();
            }
        });
        assertThatThrownBy(() -> rounds.run(first -> {
                    assertThat(first).isEqualTo(starts.isEmpty());
                    starts.add(seconds.get() - 100);
                    seconds.addAndGet(lengths[starts.size() - 1]);
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_late_start_does_not_make_the_next_one_later() {
        run(3, 3, 3, 3);
        assertThat(starts).containsExactly(0L, 11L, 21L, 31L);
    }

    @Test
    void a_long_round_is_followed_at_once_and_is_not_made_up_for() {
        run(35, 3, 3);
        assertThat(starts).containsExactly(0L, 35L, 46L);
    }
}
