package io.cometsh.transport;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Everything the transport must know. Start from {@link #of}, then change what differs:
 * {@code TransportOptions.of(root, key).withRetries(0)}.
 *
 * @param root the server's address; a final {@code /clientlib} is cut, any other path kept
 * @param apiKey sent as it is; null sends none
 * @param keySource where the key came from, for messages: {@code environment variable COMET_API_KEY}
 * @param connectTimeout for opening a connection
 * @param readTimeout for each read of a reply
 * @param retries repeats after the first attempt
 * @param backoffFactorSeconds the n-th repeat waits a random time of at most this, doubled n-1 times
 * @param retryBudget the longest time a request may take with all its waits; no repeat is begun that would wait beyond
 *     it
 * @param connectPatience so long a server that cannot be reached is tried again after short waits, beside the repeats; for
 *     one that another process is about to start
 * @param extraHeaders sent with every request to the server; their values are treated as secrets
 * @param checkCertificates false accepts any certificate
 * @param caBundle a PEM file or a folder of them, trusted beside the system's own; null for none
 * @param maxParallel how many requests may be under way at once; of more than 16, the others only while a far server replies as
 *     fast as to a few
 * @param requestsPerHour how many attempts may begin within any hour; 0 for any number
 * @param budget asked before each attempt instead of {@code requestsPerHour}, for a limit that is shared; null to keep
 *     {@code requestsPerHour} alone
 * @param names how errors call the settings that may be wrong
 */
public record TransportOptions(
        URI root,
        String apiKey,
        String keySource,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        double backoffFactorSeconds,
        Duration retryBudget,
        Duration connectPatience,
        Map<String, String> extraHeaders,
        boolean checkCertificates,
        Path caBundle,
        Proxies proxies,
        int maxParallel,
        int requestsPerHour,
        RequestBudget budget,
        OptionNames names,
        Pacing pacing,
        RequestListener listener) {
    /** Requests in flight at once, by default; {@link AdaptiveLimit} begins with fewer. */
    public static final int DEFAULT_PARALLEL = 64;

    public TransportOptions {
        root = ServerAddress.root(root.toString());
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        extraHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(extraHeaders));
        Objects.requireNonNull(proxies, "proxies");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(pacing, "pacing");
        Objects.requireNonNull(listener, "listener");
        if (retries < 0 || !(backoffFactorSeconds >= 0) || requestsPerHour < 0) {
            throw new IllegalArgumentException("retries, their back-off factor and a rate can't be negative");
        }
    }

    /** Comet's own defaults: 10 seconds for connecting and for each read, 3 repeats; 8 requests at once when the server is near,
     * up to 32 when it is far, and up to 64 while it replies as fast. */
    public static TransportOptions of(URI root, String apiKey) {
        return new TransportOptions(
                root,
                apiKey,
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                3,
                2,
                Duration.ofMinutes(2),
                Duration.ZERO,
                Map.of(),
                true,
                null,
                Proxies.NONE,
                DEFAULT_PARALLEL,
                0,
                null,
                OptionNames.COMMAND_LINE,
                Pacing.SYSTEM,
                RequestListener.NONE);
    }

    /** These options with another {@link #keySource()}. */
    public TransportOptions withKeySource(String keySource) {
        return with(draft -> draft.keySource = keySource);
    }

    /** The same time for connecting and for each read. */
    public TransportOptions withTimeout(Duration timeout) {
        return with(draft -> {
            draft.connectTimeout = timeout;
            draft.readTimeout = timeout;
        });
    }

    /** These options with another {@link #retries()}. */
    public TransportOptions withRetries(int retries) {
        return with(draft -> draft.retries = retries);
    }

    /** These options with another {@link #backoffFactorSeconds()}. */
    public TransportOptions withBackoffFactorSeconds(double backoffFactorSeconds) {
        return with(draft -> draft.backoffFactorSeconds = backoffFactorSeconds);
    }

    /** These options with another {@link #retryBudget()}. */
    public TransportOptions withRetryBudget(Duration retryBudget) {
        return with(draft -> draft.retryBudget = retryBudget);
    }

    /** These options with another {@link #connectPatience()}. */
    public TransportOptions withConnectPatience(Duration connectPatience) {
        return with(draft -> draft.connectPatience = connectPatience);
    }

    /** These options with another {@link #extraHeaders()}. */
    public TransportOptions withExtraHeaders(Map<String, String> extraHeaders) {
        return with(draft -> draft.extraHeaders = extraHeaders);
    }

    /** These options with another {@link #checkCertificates()}. */
    public TransportOptions withCheckCertificates(boolean checkCertificates) {
        return with(draft -> draft.checkCertificates = checkCertificates);
    }

    /** These options with another {@link #caBundle()}. */
    public TransportOptions withCaBundle(Path caBundle) {
        return with(draft -> draft.caBundle = caBundle);
    }

    /** These options with another {@link #proxies()}. */
    public TransportOptions withProxies(Proxies proxies) {
        return with(draft -> draft.proxies = proxies);
    }

    /** These options with another {@link #maxParallel()}. */
    public TransportOptions withMaxParallel(int maxParallel) {
        return with(draft -> draft.maxParallel = maxParallel);
    }

    /** These options with another {@link #requestsPerHour()}. */
    public TransportOptions withRequestsPerHour(int requestsPerHour) {
        return with(draft -> draft.requestsPerHour = requestsPerHour);
    }

    /** These options with another {@link #budget()}. */
    public TransportOptions withBudget(RequestBudget budget) {
        return with(draft -> draft.budget = budget);
    }

    /** These options with other {@link #names()}. */
    public TransportOptions withNames(OptionNames names) {
        return with(draft -> draft.names = names);
    }

    /** These options with another {@link #pacing()}. */
    public TransportOptions withPacing(Pacing pacing) {
        return with(draft -> draft.pacing = pacing);
    }

    /** These options with another {@link #listener()}. */
    public TransportOptions withListener(RequestListener listener) {
        return with(draft -> draft.listener = listener);
    }

    /** One set of changes to a copy: nineteen components are written out here and nowhere else. */
    private TransportOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    private static final class Draft {
        private final URI root;
        private final String apiKey;
        private String keySource;
        private Duration connectTimeout;
        private Duration readTimeout;
        private int retries;
        private double backoffFactorSeconds;
        private Duration retryBudget;
        private Duration connectPatience;
        private Map<String, String> extraHeaders;
        private boolean checkCertificates;
        private Path caBundle;
        private Proxies proxies;
        private int maxParallel;
        private int requestsPerHour;
        private RequestBudget budget;
        private OptionNames names;
        private Pacing pacing;
        private RequestListener listener;

        Draft(TransportOptions options) {
            root = options.root;
            apiKey = options.apiKey;
            keySource = options.keySource;
            connectTimeout = options.connectTimeout;
            readTimeout = options.readTimeout;
            retries = options.retries;
            backoffFactorSeconds = options.backoffFactorSeconds;
            retryBudget = options.retryBudget;
            connectPatience = options.connectPatience;
            extraHeaders = options.extraHeaders;
            checkCertificates = options.checkCertificates;
            caBundle = options.caBundle;
            proxies = options.proxies;
            maxParallel = options.maxParallel;
            requestsPerHour = options.requestsPerHour;
            budget = options.budget;
            names = options.names;
            pacing = options.pacing;
            listener = options.listener;
        }

        TransportOptions options() {
            return new TransportOptions(
                    root,
                    apiKey,
                    keySource,
                    connectTimeout,
                    readTimeout,
                    retries,
                    backoffFactorSeconds,
                    retryBudget,
                    connectPatience,
                    extraHeaders,
                    checkCertificates,
                    caBundle,
                    proxies,
                    maxParallel,
                    requestsPerHour,
                    budget,
                    names,
                    pacing,
                    listener);
        }
    }

    /**
     * Whether a text can be sent in a header: it has only printed characters of ASCII.
     *
     * @param first the first one that is allowed: a blank, or {@code '!'} for a key, which has no blanks
     */
    public static boolean isPrintable(String text, char first) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Without the key and the values of the headers. */
    @Override
    public String toString() {
        return "TransportOptions[root=" + root + ", apiKey=" + (apiKey == null ? "none" : "<hidden>") + ", keySource="
                + keySource + ", connectTimeout=" + connectTimeout + ", readTimeout=" + readTimeout + ", retries="
                + retries + ", backoffFactorSeconds=" + backoffFactorSeconds + ", retryBudget=" + retryBudget
                + ", connectPatience=" + connectPatience
                + ", extraHeaders=" + extraHeaders.keySet() + ", checkCertificates=" + checkCertificates
                + ", caBundle=" + caBundle + ", proxies=" + proxies + ", maxParallel=" + maxParallel
                + ", requestsPerHour=" + requestsPerHour + "]";
    }
}
