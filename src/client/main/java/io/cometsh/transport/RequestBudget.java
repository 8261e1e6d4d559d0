package io.cometsh.transport;

/**
 * Decides when the next attempt may begin: {@code options.withBudget(budget)}. Each attempt, repeats included, takes its
 * place first. Several transports, or several processes, that share one budget keep one limit together; without one, a
 * transport keeps {@link TransportOptions#requestsPerHour()} on its own.
 *
 * <pre>{@code
 * Semaphore places = new Semaphore(4);
 * TransportOptions atMostFour = options.withBudget(request -> {
 *     places.acquire();
 *     return places::release;
 * });
 * }</pre>
 */
@FunctionalInterface
public interface RequestBudget {
    /** Waits on the calling thread until one more attempt may begin, and returns its place. */
    Place acquire(ApiRequest request) throws InterruptedException;

    /** The place of one attempt within a limit. */
    @FunctionalInterface
    interface Place {
        /** A place that nobody counts. */
        Place UNCOUNTED = new Place() {
            @Override
            public void counted() {}
        };

        /** Called once, when the server has surely counted the attempt: it has answered, or the attempt has failed. */
        void counted();
    }
}
