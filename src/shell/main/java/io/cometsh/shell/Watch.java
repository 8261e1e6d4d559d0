package io.cometsh.shell;

import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.text.Quantity;
import io.cometsh.transport.CometConnectionException;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.CometReplyException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/**
 * Something that is looked at again and again, with answers that are new each time:
 * {@code watch(5) { exp.state } until { it != "running" }}.
 */
public final class Watch {
    private static final int NANOS_A_MILLI = 1_000_000;
    /** Of a long list so many experiments are on the screen; the others need no new facts. */
    private static final int MOST_REFRESHED = 50;

    private final Duration every;
    private final Duration timeout;
    private final Callable<?> body;
    private final Runnable fresh;
    private final WatchDisplay display;
    private boolean patient;
    private int rounds;

    /**
     * @param timeout null for none
     * @param fresh forgets what is kept of the server's answers; run before each evaluation
     */
    public Watch(Duration every, Duration timeout, Callable<?> body, Runnable fresh, WatchDisplay display) {
        this.every = every;
        this.timeout = timeout;
        this.body = body;
        this.fresh = fresh;
        this.display = display;
    }

    /** From now on, an unreachable server does not end the watch: the next evaluation tries again. */
    Watch toleratingOutages() {
        patient = true;
        return this;
    }

    /**
     * Evaluates again and again until the condition holds.
     *
     * @param condition gets the value; its result is a Groovy truth value, as in {@code if}
     * @return the value for which the condition held
     * @throws WatchTimeoutException when the condition does not hold within the timeout
     * @throws InterruptedException at Ctrl-C
     */
    public Object until(Function<Object, Object> condition) throws Exception {
        long began = System.nanoTime();
        try (display) {
            while (true) {
                try {
                    Object value = evaluate();
                    if (DefaultTypeTransformation.castToBoolean(condition.apply(value))) {
                        return value;
                    }
                } catch (CometException e) {
                    if (!patient || !isOutage(e)) {
                        throw e;
                    }
                    display.fail(e.getMessage());
                }
                long left = timeout == null ? Long.MAX_VALUE : timeout.toNanos() - (System.nanoTime() - began);
                if (left <= 0) {
                    throw new WatchTimeoutException("watch: the condition did not hold within " + seconds(timeout)
                            + " s (" + Quantity.of(rounds, "evaluation") + ")");
                }
                long wait = Math.min(left, every.toNanos());
                Thread.sleep(wait / NANOS_A_MILLI, (int) (wait % NANOS_A_MILLI));
            }
        }
    }

    private static boolean isOutage(CometException failure) {
        return failure instanceof CometConnectionException
                || failure instanceof CometReplyException
                || failure instanceof CometHttpException http && (http.status() >= 500 || http.status() == 429);
    }

    /** The number of evaluations. */
    int rounds() {
        return rounds;
    }

    private Object evaluate() throws Exception {
        fresh.run();
        Object value = body.call();
        if (value instanceof Experiment experiment) {
            experiment.refresh();
        } else if (value instanceof ExperimentList list) {
            list.subList(0, Math.min(MOST_REFRESHED, list.size())).refresh();
        }
        rounds++;
        display.show(value, rounds);
        return value;
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toMillis() / 1000.0).replaceAll("\\.0$", "");
    }

    /** What a script sees that forgot the other half. */
    @Override
    public String toString() {
        return "watch(...) looks as soon as it knows when to stop: watch(5) { ... } until { it == ... }";
    }
}
