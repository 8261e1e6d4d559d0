package io.cometsh.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns a failed outcome into the exception whose message a user can act on. */
final class Failures {
    private static final int WORDS_SHOWN = 200;

    private final TransportOptions options;
    private final Redactor redactor;
    private final String keySettings;
    private final String urlSettings;
    private final String timeoutSettings;

    Failures(TransportOptions options, Redactor redactor) {
        this.options = options;
        this.redactor = redactor;
        OptionNames names = options.names();
        keySettings = "COMET_API_KEY, \"cometsh login\" or " + names.keyFile();
        urlSettings = "COMET_URL_OVERRIDE or " + names.url();
        timeoutSettings = "COMET_TIMEOUT_API" + (names.timeout() == null ? "" : " or " + names.timeout());
    }

    /**
     * The exception for an outcome that is not repeated any more.
     *
     * @param wanted how long the server asked to wait, if that was too long
     */
    CometException of(
            ApiRequest request, AttemptResult outcome, int attempts, Duration spent, Optional<Duration> wanted) {
        String asked = redactor.clean(request.describe());
        if (outcome instanceof AttemptResult.Answered answer) {
            return answered(request, asked, answer, tried(attempts, spent), wanted);
        }
        AttemptResult.Failed failed = (AttemptResult.Failed) outcome;
        return unreachable(request, asked, failed, tried(attempts, spent));
    }

    /** Why an attempt was not good, in a few words: {@code 503 Service Unavailable}. */
    String brief(AttemptResult outcome) {
        return outcome instanceof AttemptResult.Answered answer
                ? (answer.status() + " " + Sanitizer.printable(redactor.clean(answer.reason()), WORDS_SHOWN)).strip()
                : reason((AttemptResult.Failed) outcome);
    }

    private CometException answered(
            ApiRequest request, String asked, AttemptResult.Answered answer, String tried, Optional<Duration> wanted) {
        if (answer.movedTo() != null) {
            return new CometReplyException(
                    asked + ": " + answer.status() + ", the server sends writes on to "
                            + Sanitizer.printable(redactor.clean(answer.movedTo()), WORDS_SHOWN)
                            + "\nIt was not sent there: set the address with " + urlSettings + ".",
                    null);
        }
        if (answer.status() < 400) {
            return new CometReplyException(
                    asked + ": answered " + answer.status() + " and no address to continue at: is " + options.root()
                            + " a Comet server?",
                    null);
        }
        JsonNode error = json(answer.body());
        String message = error != null && error.path("msg").isTextual()
                ? error.get("msg").asText()
                : new String(answer.body(), StandardCharsets.UTF_8);
        String words = Sanitizer.printable(redactor.clean(message), WORDS_SHOWN);
        int code = error == null ? 0 : error.path("sdk_error_code").asInt(0);
        String shown = words.isEmpty() ? Sanitizer.printable(redactor.clean(answer.reason()), WORDS_SHOWN) : words;
        String waits = wanted.filter(wait -> answer.status() != 413 || !wait.isZero())
                .map(wait -> tried.isEmpty() ? " (asks to wait " + seconds(wait) + ")" : "")
                .orElse("");
        String text = (asked + ": " + answer.status() + " " + shown).strip() + tried + waits;
        return new CometHttpException(text + nextStep(request, answer), answer.status(), words, code);
    }

    private String nextStep(ApiRequest request, AttemptResult.Answered answer) {
        int status = answer.status();
        String from = options.keySource() == null ? "" : " from " + options.keySource();
        if (status == 401) {
            return options.apiKey() == null
                    ? "\nNo API key was sent: give one with " + keySettings + "."
                    : "\nThe API key" + from + " was not accepted: give another with " + keySettings + ".";
        }
        if (status == 403) {
            return options.apiKey() == null
                    ? "\nNo API key was sent: give one with " + keySettings + "."
                    : "\nThe API key" + from + " may not do this: ask the workspace's owner, or give another with "
                            + keySettings + ".";
        }
        if (!request.isRepeatable()
                && (status == 500 || status == 502 || status == 504 || status == 503 && answer.retryAfter() == null)) {
            return "\nIt was not repeated, because it may have taken effect.";
        }
        return "";
    }

    private CometException unreachable(ApiRequest request, String asked, AttemptResult.Failed failed, String tried) {
        IOException cause = redactor.clean(failed.cause());
        String next = failed.sent() && !request.isRepeatable()
                ? "\nIt may still have arrived; it was not repeated."
                : "\n" + advice(failed);
        return new CometConnectionException(asked + ": " + reason(failed) + tried + next, cause);
    }

    private String reason(AttemptResult.Failed failed) {
        URI root = options.root();
        int port = ServerAddress.port(root);
        String server = root.getHost() + ":" + port;
        URI proxy = options.proxies().forAddress(root.getScheme(), root.getHost(), port);
        String through = proxy == null ? "" : " through the proxy " + Proxies.shown(proxy);
        String cannot = "can't reach " + server + through + ": ";
        for (Throwable at = failed.cause(); at != null; at = at.getCause()) {
            if (at instanceof UnknownHostException) {
                return cannot + "unknown host";
            }
            if (at instanceof SocketTimeoutException) {
                return failed.sent()
                        ? server + through + " did not answer within " + seconds(options.readTimeout())
                        : cannot + "no connection within " + seconds(options.connectTimeout());
            }
            if (at instanceof NoRouteToHostException) {
                return cannot + "no route to the host";
            }
            // The innermost one is the system's; its words are in the language of the user.
            if (at instanceof ConnectException && at.getCause() == null) {
                return cannot + "connection refused";
            }
            if (saysNoTls(at)) {
                return cannot + "it does not speak TLS (https)";
            }
            if (isCertificate(at)) {
                return cannot + "TLS: " + certificate(at);
            }
            if (at instanceof SSLException) {
                return cannot + "TLS: " + Sanitizer.printable(redactor.clean(words(at)), WORDS_SHOWN);
            }
        }
        if (failed.cause() instanceof ProtocolException
                && !words(failed.cause()).contains("unexpected end of stream")) {
            return server + through + " did not answer in HTTP: "
                    + Sanitizer.printable(redactor.clean(words(failed.cause())), WORDS_SHOWN);
        }
        return failed.sent()
                ? server + through + " closed the connection before the reply was complete"
                : cannot + Sanitizer.printable(redactor.clean(words(failed.cause())), WORDS_SHOWN);
    }

    private String advice(AttemptResult.Failed failed) {
        for (Throwable at = failed.cause(); at != null; at = at.getCause()) {
            if (saysNoTls(at)) {
                return "Write http:// in " + urlSettings + ".";
            }
            if (isCertificate(at) && certificate(at).contains("valid")) {
                return "The server needs a new certificate, if the clock of this machine is right.";
            }
            if (isCertificate(at)) {
                return "COMET_INCLUDE_CUSTOM_CA_BUNDLE names a PEM file to trust; " + urlSettings
                        + " sets the address.";
            }
            if (at instanceof SSLException) {
                return "Does it speak https, and is the address right? " + urlSettings + " sets it.";
            }
            if (at instanceof SocketTimeoutException && failed.sent()) {
                return timeoutSettings + " gives it longer; " + urlSettings + " sets the address.";
            }
        }
        return "Is it running, and is the address right? " + urlSettings + " sets it.";
    }

    static boolean saysNoTls(Throwable failure) {
        return failure instanceof SSLException && words(failure).contains("Unsupported or unrecognized SSL message");
    }

    private static boolean isCertificate(Throwable failure) {
        return failure instanceof SSLPeerUnverifiedException
                || failure instanceof CertificateException
                || failure instanceof SSLHandshakeException && failure.getCause() instanceof CertificateException;
    }

    /** What is wrong with a certificate. */
    private static String certificate(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CertificateExpiredException) {
                return "its certificate is not valid any more";
            }
            if (at instanceof CertificateNotYetValidException) {
                return "its certificate is not valid yet";
            }
            if (at instanceof SSLPeerUnverifiedException) {
                return "its certificate is for another name";
            }
        }
        return "its certificate is not trusted";
    }

    static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String tried(int attempts, Duration spent) {
        return attempts < 2 ? "" : " (tried " + attempts + " times in " + seconds(spent) + ")";
    }

    private static String seconds(Duration length) {
        return length.toMillis() < 950 ? length.toMillis() + " ms" : Math.round(length.toMillis() / 1000.0) + " s";
    }

    /** The error object of a body; null when it is none. */
    private static JsonNode json(byte[] body) {
        try {
            JsonNode node = JsonTree.of(body);
            return node.isObject() ? node : null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
