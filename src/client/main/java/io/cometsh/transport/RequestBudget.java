package io.cometsh.transport;

/**
 * Decides when the next attempt may begin: {@code options.withBudget(budget)}. Each attempt, repeats included, takes its
 * place first. Several transports, or several processes, that share one budget keep one limit together; without one, a
 * transport keeps {@link TransportOptions#requestsPerHour()} on its own.
 */
@FunctionalInterface
public interface RequestBudget {
    /** Waits on the calling thread until one more attempt may begin. */
    void acquire(ApiRequest request) throws InterruptedException;
}
