package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.lang.EvaluationThread;
import io.cometsh.shell.Evaluation.EvaluationResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EvaluationTest {
    @Test
    void gives_the_text_of_the_value() {
        assertThat(new Evaluation(() -> "2").run()).isEqualTo(new EvaluationResult.Done("2"));
    }

    @Test
    void gives_whatever_was_thrown() {
        Error error = new StackOverflowError();
        assertThat(new Evaluation(() -> {
                            throw error;
                        })
                        .run())
                .isEqualTo(new EvaluationResult.Failed(error));
    }

    @Test
    void the_first_interrupt_ends_code_that_listens() {
        CountDownLatch never = new CountDownLatch(1);
        Evaluation evaluation = new Evaluation(() -> {
            never.await();
            return "";
        });
        evaluation.interrupt();
        assertThat(evaluation.run()).isInstanceOf(EvaluationResult.Interrupted.class);
    }

    @Test
    void code_that_ignores_interrupts_is_abandoned_and_can_print_and_store_nothing_more() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicReference<Throwable> ended = new AtomicReference<>();
        CountDownLatch end = new CountDownLatch(1);
        Evaluation evaluation = new Evaluation(() -> {
            while (released.getCount() > 0) {
                Thread.onSpinWait();
            }
            try {
                EvaluationThread.check();
            } catch (Error stopped) {
                ended.set(stopped);
            }
            end.countDown();
            return "";
        });
        evaluation.interrupt();
        assertThat(evaluation.run()).isEqualTo(new EvaluationResult.GivenUp(false));
        released.countDown();
        end.await();
        assertThat(ended.get())
                .as("an error, which catch (Exception e) lets through")
                .hasMessage("interrupted");
    }

    @Test
    void impatient_keys_are_one_interrupt() {
        Evaluation evaluation = new Evaluation(() -> {
            new CountDownLatch(1).await();
            return "";
        });
        evaluation.interrupt();
        evaluation.interrupt();
        evaluation.interrupt();
        assertThat(evaluation.run()).isInstanceOf(EvaluationResult.Interrupted.class);
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
        assertThat(evaluation.run()).isEqualTo(new EvaluationResult.Done("cleaned up"));
    }
}
