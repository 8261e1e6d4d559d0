package io.cometsh.spark;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.JsonCalls;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.MissingKeyException;
import io.cometsh.settings.Setting;
import io.cometsh.settings.SettingsException;
import io.cometsh.settings.SettingsReader;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.OptionNames;
import io.cometsh.transport.Proxies;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How to reach the server, as it travels from the driver to the executors. It holds the key and never prints it. Each
 * process has one transport for all of its tasks: connections, adaptive limit and budget are shared.
 */
final class Connection implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Map<String, Open> OPEN = new ConcurrentHashMap<>();
    private static final OptionNames NAMES = new OptionNames("option url", "option keyFile", null);

    private final URI root;
    private final SecretKey key;
    private final LinkedHashMap<String, String> headers;
    private final URI httpProxy;
    private final URI httpsProxy;
    private final ArrayList<String> proxyExceptions;
    private final boolean checkCertificates;
    private final String caBundle;
    private final Duration readTimeout;
    private final Duration retryBudget;
    private final double backoffFactor;
    private final int retries;
    private final BudgetShare budget;
    private final String fingerprint;

    private record Open(Transport transport, ExperimentReads reads) {}

    private Connection(TransportOptions options, CometOptions given, int executors) {
        root = options.root();
        key = new SecretKey(options.apiKey(), options.keySource(), !given.areKeysOfExecutors());
        headers = new LinkedHashMap<>(options.extraHeaders());
        httpProxy = options.proxies().http();
        httpsProxy = options.proxies().https();
        proxyExceptions = new ArrayList<>(options.proxies().exceptions());
        checkCertificates = options.checkCertificates();
        caBundle = options.caBundle() == null ? null : options.caBundle().toString();
        readTimeout = options.readTimeout();
        retryBudget = options.retryBudget();
        backoffFactor = options.backoffFactorSeconds();
        retries = options.retries();
        fingerprint = fingerprint(root + " " + options.apiKey());
        budget = new BudgetShare(
                fingerprint, options.requestsPerHour(), given.number(CometOptions.BUDGET_SECONDS, 3600, 1), executors);
    }

    /**
     * The connection of the driver, by the settings that the command line has too: environment, files, {@code keyFile}.
     *
     * @throws IllegalArgumentException without a key, and when Spark shows it
     */
    static Connection of(CometOptions options) {
        TransportOptions found = transportOptions(options.text(CometOptions.URL, null), options);
        ShownKeys.refuse(SparkProcesses.settings(), found.apiKey());
        return new Connection(found, options, SparkProcesses.executors());
    }

    private static TransportOptions transportOptions(String url, CometOptions options) {
        String file = options.text(CometOptions.KEY_FILE, null);
        Arguments arguments = Arguments.none()
                .with(Setting.URL, "option url", url)
                .with(Setting.RETRIES, "option retries", options.text(CometOptions.RETRIES, null))
                .with(
                        Setting.REQUESTS_PER_HOUR,
                        "option requestsPerHour",
                        options.text(CometOptions.REQUESTS_PER_HOUR, null))
                .withKeyFile(file == null ? null : Path.of(file));
        String home = System.getProperty("user.home");
        try {
            TransportOptions found = SettingsReader.read(
                            arguments,
                            System.getenv(),
                            Path.of("").toAbsolutePath(),
                            home == null ? null : Path.of(home))
                    .transportOptions();
            return found.keySource() == null ? found : found.withKeySource(inSpark(found.keySource()));
        } catch (MissingKeyException e) {
            throw new IllegalArgumentException(
                    firstLine(e) + ": set COMET_API_KEY in the environment of the driver (of each executor with option"
                            + " keys=executors), store it with \"cometsh login\", or name a file with option keyFile",
                    e);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(inSpark(e.getMessage()), e);
        }
    }

    private static String inSpark(String text) {
        return text.replace(OptionNames.COMMAND_LINE.keyFile(), NAMES.keyFile())
                .replace(OptionNames.COMMAND_LINE.url(), NAMES.url());
    }

    private static String firstLine(Exception e) {
        return e.getMessage().lines().findFirst().orElse("");
    }

    /** The same for the same server and key, and of no use to anybody who reads it. */
    private static String fingerprint(String text) {
        return UUID.nameUUIDFromBytes(("comet budget " + text).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** An api of the driver; what it does not know is an error. */
    Api api() {
        return new Api(
                transport(), () -> root, ApiOptions.defaults().withStrict(true).withWarnings(SparkLog::warn));
    }

    Transport transport() {
        return open().transport;
    }

    /** The reads of single runs. */
    ExperimentReads reads() {
        return open().reads;
    }

    private Open open() {
        String whose = key.isThere() ? "driver's " : "own ";
        return OPEN.computeIfAbsent(whose + fingerprint + retries + budget, any -> {
            Transport transport = new OkHttpTransport(options());
            return new Open(transport, new ExperimentReads(new JsonCalls(transport), null, SparkLog::warn));
        });
    }

    private TransportOptions options() {
        TransportOptions options = (key.isThere()
                        ? TransportOptions.of(root, key.value()).withKeySource(key.source())
                        : ownKey())
                .withNames(NAMES)
                .withRetries(retries)
                .withBackoffFactorSeconds(backoffFactor)
                .withRetryBudget(retryBudget)
                .withTimeout(readTimeout)
                .withExtraHeaders(headers)
                .withCheckCertificates(checkCertificates)
                .withCaBundle(caBundle == null ? null : Path.of(caBundle))
                .withProxies(new Proxies(httpProxy, httpsProxy, proxyExceptions))
                .withListener(new TaskCounts.Listener());
        return budget.isLimited() ? options.withBudget(new SharedBudget(budget)) : options;
    }

    /** With the key that this process finds, and where it found it. */
    private TransportOptions ownKey() {
        TransportOptions own = transportOptions(root.toString(), CometOptions.of(Map.of()));
        return TransportOptions.of(root, own.apiKey()).withKeySource(own.keySource() + " of an executor");
    }

    @Override
    public String toString() {
        return "Connection[" + root + "]";
    }
}
