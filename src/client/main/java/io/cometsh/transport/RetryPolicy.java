package io.cometsh.transport;

import java.net.ProtocolException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Which attempts are repeated, and after what wait. */
final class RetryPolicy {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final TransportOptions options;

    RetryPolicy(TransportOptions options) {
        this.options = options;
    }

    /**
     * The wait before the next attempt, or empty when there is none.
     *
     * @param attempts how many were made
     * @param spent how long the request has taken so far
     */
    Optional<Duration> waitAfter(ApiRequest request, AttemptResult outcome, int attempts, Duration spent) {
        if (attempts > options.retries() || !mayRepeat(request, outcome)) {
            return Optional.empty();
        }
        Duration wait = wantedByServer(outcome).orElseGet(() -> backOff(attempts));
        return spent.plus(wait).compareTo(options.retryBudget()) > 0 ? Optional.empty() : Optional.of(wait);
    }

    /** How long the server asks to wait, when it does. */
    Optional<Duration> wantedByServer(AttemptResult outcome) {
        if (outcome instanceof AttemptResult.Answered answer && mayAskToWait(answer.status())) {
            return parse(answer.retryAfter(), options.pacing().now());
        }
        return Optional.empty();
    }

    /** The wait before the next try of a server that is about to be there; empty for every other failure. */
    Optional<Duration> momentAfter(AttemptResult outcome, Duration spent) {
        boolean notThere =
                outcome instanceof AttemptResult.Failed failed && !failed.sent() && !isPermanent(failed.cause());
        return notThere && spent.compareTo(options.connectPatience()) < 0
                ? Optional.of(Duration.ofNanos(
                        (long) (MOMENT.toNanos() * options.pacing().random())))
                : Optional.empty();
    }

    private static boolean mayAskToWait(int status) {
        return status == 413 || status == 429 || status == 503;
    }

    private boolean mayRepeat(ApiRequest request, AttemptResult outcome) {
        if (outcome instanceof AttemptResult.Answered answer) {
            return switch (answer.status()) {
                // Turned away before anything was done, so a write may be repeated too.
                case 429 -> true;
                // A server that sends Retry-After refused the request; a proxy may reply 503 after the server was at
                // work.
                case 503 -> request.isRepeatable() || wantedByServer(outcome).isPresent();
                // Too large stays too large, unless the server sends Retry-After.
                case 413 -> wantedByServer(outcome).isPresent();
                case 500, 502, 504 -> request.isRepeatable();
                default -> false;
            };
        }
        AttemptResult.Failed failed = (AttemptResult.Failed) outcome;
        return !isPermanent(failed.cause()) && (!failed.sent() || request.isRepeatable());
    }

    /** A certificate that is not trusted, or redirects in a circle: the next attempt would end the same way. */
    private static boolean isPermanent(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SSLPeerUnverifiedException
                    || at instanceof SSLHandshakeException
                            && at.getCause() instanceof java.security.cert.CertificateException
                    || Failures.saysNoTls(at)
                    || at instanceof ProtocolException && Failures.words(at).startsWith("Too many follow-up")) {
                return true;
            }
        }
        return false;
    }

    /** Full jitter: anything from nothing to the doubling bound, so that clients that failed together come back apart. */
    private Duration backOff(int attempts) {
        double bound = Math.min(
                LONGEST_WAIT.toSeconds(), options.backoffFactorSeconds() * Math.pow(2, Math.min(attempts - 1, 30)));
        return Duration.ofNanos((long) (bound * 1e9 * options.pacing().random()));
    }

    /** Seconds, or a date of HTTP; anything else gives nothing, and a date that is past gives "now". */
    static Optional<Duration> parse(String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = Duration.between(now, date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
