package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.FakePacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestWindowTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int LIMIT = 7;

    private final FakePacing pacing = new FakePacing();
    private final RequestWindow window = new RequestWindow(LIMIT, WINDOW, pacing);

    /** A request that comes to the server at some time, and is answered later. */
    private record Flight(long number, long comes, long ends) {}

    @Test
    void however_long_requests_are_under_way_no_more_come_within_a_window() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            Random chance = new Random(seed);
            RequestWindow some = new RequestWindow(LIMIT, WINDOW, pacing);
            PriorityQueue<Flight> underWay = new PriorityQueue<>((a, b) -> Long.compare(a.ends, b.ends));
            List<Long> came = new ArrayList<>();
            while (came.size() < 100) {
                long now = pacing.nanoTime();
                RequestWindow.Place place = some.reserve();
                if (place.isReserved()) {
                    long comes = now + place.pause().toNanos() + chance.nextInt(3_000) * 1_000_000L;
                    came.add(comes);
                    underWay.add(new Flight(place.number(), comes, comes + chance.nextInt(3_000) * 1_000_000L));
                }
                pacing.sleep(Duration.ofMillis(chance.nextInt(200)));
                while (!underWay.isEmpty() && underWay.peek().ends <= pacing.nanoTime()) {
                    some.counted(underWay.poll().number);
                }
            }
            came.sort(null);
            for (int i = LIMIT; i < came.size(); i++) {
                assertThat(came.get(i) - came.get(i - LIMIT))
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(WINDOW.toNanos());
            }
        }
    }

    @Test
    void a_request_that_nobody_reports_does_not_hold_its_place_for_ever() throws Exception {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(window.reserve().pause()).isZero();
        }
        assertThat(window.reserve().isReserved()).isFalse();
        pacing.sleep(RequestWindow.LONGEST_WAY);
        assertThat(window.reserve()).satisfies(place -> {
            assertThat(place.isReserved()).isTrue();
            assertThat(place.pause()).isEqualTo(WINDOW);
        });
    }

    @Test
    void a_report_that_comes_twice_frees_one_place() throws Exception {
        RequestWindow.Place first = window.reserve();
        for (int i = 1; i < LIMIT; i++) {
            window.reserve();
        }
        window.counted(first.number());
        window.counted(first.number());
        pacing.sleep(WINDOW);
        assertThat(window.reserve().isReserved()).isTrue();
        assertThat(window.reserve().isReserved()).isFalse();
    }

    @Test
    void without_a_limit_each_request_begins_at_once() {
        RequestWindow any = new RequestWindow(0, WINDOW, pacing);
        for (int i = 0; i < 1000; i++) {
            assertThat(any.reserve().pause()).isZero();
        }
    }
}
