package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.shell.Evaluation.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EvaluationTest {
    @Test
    void gives_the_text_of_the_value() {
        assertThat(new Evaluation(() -> "2").run(() -> {})).isEqualTo(new Outcome.Done("2"));
    }

    @Test
    void gives_whatever_was_thrown() {
        Error error = new StackOverflowError();
        assertThat(new Evaluation(() -> {
                            throw error;
                        })
                        .run(() -> {}))
                .isEqualTo(new Outcome.Failed(error));
    }

    @Test
    void the_first_interrupt_ends_code_that_listens() {
        CountDownLatch never = new CountDownLatch(1);
        Evaluation evaluation = new Evaluation(() -> {
            never.await();
            return "";
        });
        evaluation.interrupt();
        assertThat(evaluation.run(() -> {})).isInstanceOf(Outcome.Interrupted.class);
    }

    @Test
    void the_second_interrupt_abandons_code_that_does_not_listen_after_a_hint() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicReference<Evaluation> evaluation = new AtomicReference<>();
        evaluation.set(new Evaluation(() -> {
            while (released.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "";
        }));
        evaluation.get().interrupt();
        // The hint comes while it is still running; the user presses again.
        assertThat(evaluation.get().run(() -> evaluation.get().interrupt())).isEqualTo(new Outcome.Abandoned());
        released.countDown();
    }

    @Test
    void an_interrupt_that_comes_too_late_does_not_take_the_value_away() {
        Evaluation evaluation = new Evaluation(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                return "cleaned up";
            }
            return "";
        });
        evaluation.interrupt();
        assertThat(evaluation.run(() -> {})).isEqualTo(new Outcome.Done("cleaned up"));
    }
}
