package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.FakePacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One limit for many processes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BudgetTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Test
    void all_who_ask_for_a_book_share_its_places() throws Exception {
        FakePacing pacing = new FakePacing();
        BudgetBooks books = new BudgetBooks(pacing);
        List<Long> begins = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            pacing.sleep(Duration.ofMillis(100));
            begins.add(pacing.nanoTime() + books.reserve("key", 7, WINDOW).toNanos());
        }
        for (int i = 7; i < begins.size(); i++) {
            assertThat(begins.get(i) - begins.get(i - 7)).isGreaterThanOrEqualTo(WINDOW.toNanos());
        }
        assertThat(books.reserve("another key", 7, WINDOW)).isZero();
    }

    @Test
    void a_book_leaves_some_of_the_limit_free_for_the_network() {
        assertThat(share(2).shared()).isEqualTo(291);
        assertThat(share(0).shared()).isEqualTo(300);
    }

    @Test
    void without_a_book_the_shares_of_all_processes_are_no_more_than_the_limit() {
        for (int executors = 1; executors < 50; executors++) {
            BudgetShare share = share(executors);
            assertThat(executors * share.divided(false) + share.divided(true)).isBetween(200, 300);
        }
        assertThat(share(0).divided(true)).isEqualTo(300);
        assertThat(new BudgetShare("key", 3, 10, 100).divided(false)).isEqualTo(1);
    }

    private static BudgetShare share(int executors) {
        return new BudgetShare("key", 300, 10, executors);
    }
}
