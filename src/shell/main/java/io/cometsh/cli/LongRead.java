package io.cometsh.cli;

import java.util.Locale;
import java.util.Optional;

/** How long a read takes that the server's limit makes longer than an hour. */
final class LongRead {
    private LongRead() {}

    /** The time as a text; empty when it is less than an hour, or the server has no limit. */
    static Optional<String> of(ApiConnection connection, long runs, int requestsEach) {
        int hourly = connection.isLocal() ? 0 : connection.settings().requestsPerHour();
        return of(runs, requestsEach, hourly);
    }

    static Optional<String> of(long runs, int requestsEach, int hourly) {
        long requests = runs * requestsEach;
        if (hourly <= 0 || requests <= hourly) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "about %,.1f hours: %,d experiments, %s each, and the server takes %,d requests an hour from a key",
                (double) requests / hourly,
                runs,
                requestsEach == 1 ? "one request" : requestsEach + " requests",
                hourly));
    }
}
