package io.cometsh.client;

import static io.cometsh.client.FakeProject.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.export.Table;
import io.cometsh.support.FakeTransport;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.TransportOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reads of many experiments: in parallel under one bound, in order; they end when one fails or the user interrupts. */
class ParallelReadsTest {
    private static final int MOST = TransportOptions.DEFAULT_PARALLEL;

    @Test
    void begins_as_many_reads_as_the_transport_may_send_and_never_more() {
        FakeProject project = new FakeProject(3 * MOST);
        CyclicBarrier all = new CyclicBarrier(MOST);
        project.transport.on("experiment/metrics/summary", request -> {
            // Passes only when so many reads are under way together.
            await(all);
            return "{\"values\":[{\"name\":\"loss\",\"valueCurrent\":\"1\"}]}";
        });

        Table table = project.api().getExperiments("demo", "digits").table("metrics.loss");

        assertThat(table.rows()).hasSize(3 * MOST);
        assertThat(project.transport.mostAtOnce()).isEqualTo(MOST);
    }

    @Test
    void keeps_to_a_smaller_bound_that_the_options_set() {
        FakeProject project = new FakeProject(12);
        CyclicBarrier three = new CyclicBarrier(3);
        project.transport.on("experiment/tags", request -> {
            await(three);
            return "{\"tags\":[]}";
        });

        project.api(options -> new ApiOptions(false, 3, options.warnings()))
                .getExperiments("demo", "digits")
                .table("tags");

        assertThat(project.transport.mostAtOnce()).isEqualTo(3);
    }

    @Test
    void keeps_the_order_of_the_experiments_whichever_answer_comes_first() {
        FakeProject project = new FakeProject(16);
        CountDownLatch laterOnes = new CountDownLatch(15);
        project.transport.on("experiment/metrics/summary", request -> {
            int run = Integer.parseInt(request.parameters().get("experimentKey"));
            if (run == 0) {
                await(laterOnes);
            } else {
                laterOnes.countDown();
            }
            return "{\"values\":[{\"name\":\"loss\",\"valueCurrent\":\"" + run + "\"}]}";
        });

        Table table = project.api().getExperiments("demo", "digits").table("experiment_name", "metrics.loss");

        assertThat(table.rows())
                .isEqualTo(IntStream.range(0, 16)
                        .mapToObj(run -> List.<Object>of("run " + run, BigDecimal.valueOf(run)))
                        .toList());
    }

    @Test
    void begins_no_read_after_one_that_failed() {
        FakeProject project = new FakeProject(2_000);
        project.transport.on("experiment/tags", request -> {
            if (request.parameters().get("experimentKey").equals(key(3))) {
                throw FakeTransport.refusal(request, 403, "not yours", 0);
            }
            return "{\"tags\":[]}";
        });

        Api one = project.api(options -> new ApiOptions(false, 1, options.warnings()));
        assertThatThrownBy(() -> one.getExperiments("demo", "digits").table("tags"))
                .hasMessage("GET experiment/tags?experimentKey=" + key(3) + ": 403 not yours");
        assertThat(project.transport.count("experiment/tags")).isEqualTo(4);
    }

    @Test
    void throws_the_first_error_in_the_order_of_the_experiments() {
        FakeProject project = new FakeProject(40);
        CountDownLatch laterFailed = new CountDownLatch(1);
        project.transport.on("experiment/tags", request -> {
            int run = Integer.parseInt(request.parameters().get("experimentKey"));
            if (run == 9) {
                laterFailed.countDown();
                throw FakeTransport.refusal(request, 500, "the later one", 0);
            }
            if (run == 4) {
                await(laterFailed);
                throw FakeTransport.refusal(request, 403, "the first one", 0);
            }
            await(laterFailed);
            return "{\"tags\":[]}";
        });

        assertThatThrownBy(() -> project.api().getExperiments("demo", "digits").table("tags"))
                .isInstanceOf(CometHttpException.class)
                .hasMessage("GET experiment/tags?experimentKey=" + key(4) + ": 403 the first one");
    }

    @Test
    void an_interrupt_ends_the_reads_under_way_and_begins_no_other() throws Exception {
        FakeProject project = new FakeProject(500);
        CountDownLatch underWay = new CountDownLatch(MOST);
        CountDownLatch ended = new CountDownLatch(MOST);
        AtomicInteger begun = new AtomicInteger();
        project.transport.on("experiment/tags", request -> {
            begun.incrementAndGet();
            underWay.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
                throw new CometInterruptedException("interrupted");
            }
            return "";
        });
        ExperimentList all = project.api().getExperiments("demo", "digits");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread user = new Thread(() -> {
            try {
                all.table("tags");
            } catch (RuntimeException e) {
                stillInterrupted.set(Thread.currentThread().isInterrupted());
                thrown.set(e);
            }
        });

        user.start();
        assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
        user.interrupt();
        user.join(60_000);

        assertThat(thrown.get())
                .isInstanceOf(CometInterruptedException.class)
                .hasMessageStartingWith("interrupted: 0 of 500 experiments were read;");
        assertThat(stillInterrupted).isTrue();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(begun).hasValue(MOST);
    }

    @Test
    void a_closed_api_fails_and_reads_nothing() {
        FakeProject project = new FakeProject(5);
        Api api = project.api();
        ExperimentList all = api.getExperiments("demo", "digits");
        api.close();

        assertThatThrownBy(() -> all.table("tags"))
                .isInstanceOf(io.cometsh.transport.CometException.class)
                .hasMessage("this api has been closed");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the others did not come", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new CometInterruptedException("interrupted");
        }
    }
}
