package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.spark.BudgetBooks.Book;
import io.cometsh.support.FakePacing;
import io.cometsh.transport.RequestWindow;
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
        Book book = new Book("key", 7, WINDOW);
        List<Long> begins = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            RequestWindow.Place place = books.reserve(book);
            pacing.sleep(place.pause());
            begins.add(pacing.nanoTime());
            books.counted(book, place.number());
        }
        for (int i = 7; i < begins.size(); i++) {
            assertThat(begins.get(i) - begins.get(i - 7)).isEqualTo(WINDOW.toNanos());
        }
        assertThat(books.reserve(new Book("another key", 7, WINDOW)).pause()).isZero();
    }

    @Test
    void without_a_book_the_shares_of_all_processes_are_no_more_than_the_limit() {
        assertThat(share(2).shared().requests()).isEqualTo(300);
        for (int executors = 1; executors < 50; executors++) {
            BudgetShare share = share(executors);
            assertThat(executors * share.divided(false).requests()
                            + share.divided(true).requests())
                    .isBetween(200, 300);
        }
        assertThat(share(0).divided(true)).isEqualTo(share(0).shared());
        assertThat(new BudgetShare("key", 3, 10, 100).divided(false).requests()).isEqualTo(1);
    }

    private static BudgetShare share(int executors) {
        return new BudgetShare("key", 300, 10, executors);
    }
}
