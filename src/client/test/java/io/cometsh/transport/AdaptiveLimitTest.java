package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.transport.AdaptiveLimit.RequestResult;
import io.cometsh.transport.AdaptiveLimit.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class AdaptiveLimitTest {
    private static List<Ticket> take(AdaptiveLimit limit, int count) throws InterruptedException {
        List<Ticket> tickets = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            tickets.add(limit.acquire());
        }
        return tickets;
    }

    @Test
    void a_burst_of_429s_halves_once() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(16);
        for (Ticket ticket : take(limit, 16)) {
            limit.release(ticket, RequestResult.REFUSED, Duration.ZERO);
        }
        assertThat(limit.current()).isEqualTo(8);
    }

    @Test
    void one_429_after_the_other_goes_down_to_one_and_no_further() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(16);
        for (int round = 0; round < 8; round++) {
            limit.release(limit.acquire(), RequestResult.REFUSED, Duration.ZERO);
        }
        assertThat(limit.current()).isEqualTo(1);
        limit.release(limit.acquire(), RequestResult.UNKNOWN, Duration.ZERO);
    }

    @Test
    void successes_raise_it_by_one_a_round_up_to_the_first_bound() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(4);
        limit.release(limit.acquire(), RequestResult.REFUSED, Duration.ZERO);
        assertThat(limit.current()).isEqualTo(2);
        for (int round = 0; round < 3; round++) {
            limit.release(limit.acquire(), RequestResult.ANSWERED, Duration.ZERO);
        }
        assertThat(limit.current()).isEqualTo(3);
        for (int round = 0; round < 100; round++) {
            limit.release(limit.acquire(), RequestResult.ANSWERED, Duration.ZERO);
        }
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void a_far_server_gets_more_requests_while_its_replies_come_as_fast() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        assertThat(limit.current()).isEqualTo(16);
        round(limit, Duration.ofMillis(20));
        assertThat(limit.current()).isEqualTo(32);
        round(limit, Duration.ofMillis(30));
        round(limit, Duration.ofMillis(39));
        round(limit, Duration.ofMillis(20));
        assertThat(limit.current()).isEqualTo(64);
    }

    @Test
    void a_busy_server_gets_no_more_and_again_fewer_requests() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        round(limit, Duration.ofMillis(20));
        assertThat(limit.current()).isEqualTo(32);
        round(limit, Duration.ofMillis(60));
        assertThat(limit.current()).isEqualTo(32);
        round(limit, Duration.ofMillis(100));
        assertThat(limit.current()).isEqualTo(16);
    }

    @Test
    void a_near_server_gets_no_more_requests_however_fast_it_replies() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        round(limit, Duration.ofMillis(1));
        round(limit, Duration.ofMillis(1));
        assertThat(limit.current()).isEqualTo(16);
    }

    @ParameterizedTest(name = "{0} ms: {1}")
    @CsvSource({"1, 8", "12, 8", "24, 16", "30, 20", "48, 32", "500, 32"})
    void until_all_places_are_taken_it_follows_the_fastest_reply(int millis, int expected) throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        for (int number = 0; number < 100; number++) {
            limit.release(
                    limit.acquire(), RequestResult.ANSWERED, Duration.ofMillis(number == 1 ? millis : millis + 25));
        }
        assertThat(limit.current()).isEqualTo(expected);
    }

    @Test
    void once_all_places_were_taken_a_reply_moves_it_by_one_at_most() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        limit.release(limit.acquire(), RequestResult.ANSWERED, Duration.ofMillis(1));
        List<Ticket> tickets = take(limit, 8);
        limit.release(tickets.get(0), RequestResult.ANSWERED, Duration.ofMillis(60));
        assertThat(limit.current()).isEqualTo(8);
        for (int number = 0; number < 100; number++) {
            limit.release(limit.acquire(), RequestResult.ANSWERED, Duration.ofMillis(1));
        }
        assertThat(limit.current()).isEqualTo(16);
    }

    @Test
    void a_far_server_gets_no_more_than_are_allowed() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(4);
        limit.release(limit.acquire(), RequestResult.ANSWERED, Duration.ofMillis(60));
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void a_429_ends_the_rise_above_the_first_number() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(64);
        round(limit, Duration.ofMillis(20));
        round(limit, Duration.ofMillis(20));
        assertThat(limit.current()).isEqualTo(64);
        limit.release(limit.acquire(), RequestResult.REFUSED, Duration.ofMillis(20));
        assertThat(limit.current()).isEqualTo(16);
        round(limit, Duration.ofMillis(20));
        assertThat(limit.current()).isEqualTo(16);
    }

    /** As many requests at once as are allowed, and another one always waiting. */
    private static void round(AdaptiveLimit limit, Duration took) throws InterruptedException {
        int allowed = limit.current();
        List<Ticket> tickets = new ArrayList<>(take(limit, allowed));
        for (int number = 0; number < allowed; number++) {
            limit.release(tickets.remove(0), RequestResult.ANSWERED, took);
            while (tickets.size() < limit.current()) {
                tickets.add(limit.acquire());
            }
        }
        tickets.forEach(ticket -> limit.release(ticket, RequestResult.UNKNOWN, Duration.ZERO));
    }

    @Test
    void a_cancelled_request_changes_nothing() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(4);
        limit.release(limit.acquire(), RequestResult.UNKNOWN, Duration.ZERO);
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void lets_no_more_in_than_allowed_and_the_first_first() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(1);
        Ticket held = limit.acquire();
        BlockingQueue<Integer> entered = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            int mine = number;
            Thread thread = new Thread(() -> {
                try {
                    Ticket ticket = limit.acquire();
                    entered.add(mine);
                    limit.release(ticket, RequestResult.ANSWERED, Duration.ZERO);
                } catch (InterruptedException stop) {
                    entered.add(-1);
                }
            });
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            threads.add(thread);
        }
        assertThat(entered).isEmpty();
        limit.release(held, RequestResult.ANSWERED, Duration.ZERO);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(entered).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void an_interrupt_ends_the_waiting_and_the_next_one_gets_the_place() throws Exception {
        AdaptiveLimit limit = new AdaptiveLimit(1);
        Ticket held = limit.acquire();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Thread waiting = new Thread(() -> {
            try {
                limit.acquire();
            } catch (InterruptedException stop) {
                heard.add("interrupted");
            }
        });
        waiting.start();
        waiting.interrupt();
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("interrupted");
        limit.release(held, RequestResult.ANSWERED, Duration.ZERO);
        assertThat(take(limit, 1)).hasSize(1);
    }

    @Test
    void needs_at_least_one() {
        assertThatThrownBy(() -> new AdaptiveLimit(0)).hasMessageContaining("at least one");
    }
}
