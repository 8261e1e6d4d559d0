package io.cometsh.settings;

import io.cometsh.transport.Proxies;
import io.cometsh.transport.ServerAddress;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of one session, each with its source. A value is checked when it is used, so that a bad one does not
 * stop what does not need it.
 */
public final class Settings {
    private static final Set<String> YES = Set.of("t", "true", "yes", "y", "1", "on");
    private static final Set<String> NO = Set.of("f", "false", "no", "n", "0", "off");
    private static final double LONGEST_SECONDS = 10_000_000;
    /** What Comet documents for its own service: so many submissions an hour from an API key. */
    private static final int LIMIT_OF_COMET = 15_000;

    private static final int SHORTEST_SECRET = 8;

    private static final double LARGEST_RATE = 10_000_000;

    private final Map<Setting, ResolvedValue> found;
    private final Map<Setting, Foreign> foreign;
    private final Map<Setting, FileProblem> hidden;
    private final List<FileProblem> problems;
    private final List<String> notices;
    private final KeyCommand command;
    // A command runs only when the key is needed: it can ask for a finger or a password.
    private ApiKey key;

    Settings(
            Map<Setting, ResolvedValue> found,
            Map<Setting, Foreign> foreign,
            Map<Setting, FileProblem> hidden,
            List<FileProblem> problems,
            List<String> notices,
            KeyCommand command) {
        this.found = Map.copyOf(found);
        this.foreign = Map.copyOf(foreign);
        this.hidden = Map.copyOf(hidden);
        this.problems = List.copyOf(problems);
        this.notices = List.copyOf(notices);
        this.command = command;
        ResolvedValue given = found.get(Setting.API_KEY);
        this.key = given == null || isCommand(given) ? null : ApiKey.parse(given.value());
    }

    private static boolean isCommand(ResolvedValue given) {
        return given != null && given.origin() instanceof Origin.CommandOutput;
    }

    /** The key, which a command is now asked for; null when nobody gives one. */
    private synchronized ApiKey key() {
        ResolvedValue given = found.get(Setting.API_KEY);
        if (key == null && isCommand(given)) {
            key = ApiKey.parse(command.run(given.value(), given.origin().toString()));
        }
        return key;
    }

    private synchronized ApiKey keyThatIsKnown() {
        return key;
    }

    /**
     * A setting as {@code cometsh config} shows it.
     *
     * @param value {@code <hidden>} for a secret; empty when there is none
     */
    public record SettingRow(String name, String value, String source) {}

    /** All settings in a fixed order, secrets as {@code <hidden>}. */
    public List<SettingRow> rows() {
        List<SettingRow> rows = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String value = value(setting).orElse("");
            String shown = setting.isSecret() && !value.isEmpty() ? "<hidden>" : withoutPassword(value);
            rows.add(new SettingRow(setting.variable(), shown, origin(setting).toString()));
        }
        return rows;
    }

    /** Files that could not be understood and were left out. */
    public List<FileProblem> problems() {
        return problems;
    }

    /** What the user should know and what stops nothing: broken files, and two different addresses. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(notices);
        problems.forEach(problem -> warnings.add(problem + " (the file is left out)"));
        ApiKey known = keyThatIsKnown();
        if (known != null && known.serverAddress() != null && isGiven(Setting.URL)) {
            try {
                URI own = ServerAddress.root(known.serverAddress());
                URI set = ServerAddress.root(found.get(Setting.URL).value());
                if (!own.equals(set)) {
                    warnings.add("the API key belongs to " + own + ", but " + origin(Setting.URL) + " sets " + set
                            + ", which is used");
                }
            } catch (IllegalArgumentException badAddress) {
                warnings.add("the address inside the API key can't be used: " + badAddress.getMessage());
            }
        }
        return warnings;
    }

    /** What could be safer about where the key is kept and sent; {@code cometsh config} shows it. */
    public List<String> advice() {
        List<String> advice = new ArrayList<>();
        foreign.keySet().stream()
                .filter(setting -> !isHarmless(setting, foreign.get(setting)))
                .sorted()
                .forEach(setting -> advice.add(refusal(setting)));
        ResolvedValue given = found.get(Setting.API_KEY);
        if (given == null || !(given.origin() instanceof Origin.InFile file)) {
            return advice;
        }
        try {
            boolean open = Files.getPosixFilePermissions(file.path()).stream()
                    .anyMatch(right -> right != PosixFilePermission.OWNER_READ
                            && right != PosixFilePermission.OWNER_WRITE
                            && right != PosixFilePermission.OWNER_EXECUTE);
            if (open) {
                advice.add(file.path() + " holds the API key, and others may read it: chmod 600 " + file.path());
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            // Rights that nobody knows are no reason for advice.
            return advice;
        }
        return advice;
    }

    /** The value, or the default. An empty value counts as none, but hides the values from files. */
    public Optional<String> value(Setting setting) {
        if (setting == Setting.URL && !isGiven(setting) && key() != null && key().serverAddress() != null) {
            return Optional.of(key().serverAddress());
        }
        return isGiven(setting) ? Optional.of(found.get(setting).value()) : Optional.ofNullable(setting.byDefault());
    }

    /** Where the value came from. */
    public Origin origin(Setting setting) {
        if (setting == Setting.URL && !isGiven(setting) && key() != null && key().serverAddress() != null) {
            return new Origin.SmartKey(found.get(Setting.API_KEY).origin());
        }
        ResolvedValue value = found.get(setting);
        // An empty address means the default one; any other empty value was chosen.
        return value == null || !isGiven(setting) && setting.byDefault() != null
                ? new Origin.Default()
                : value.origin();
    }

    /** Whether there is a key that could be sent; a command that has not been asked yet counts as one. */
    public boolean hasKey() {
        ApiKey known = keyThatIsKnown();
        return known == null ? isCommand(found.get(Setting.API_KEY)) : known.text() != null;
    }

    /** Whether a text holds the key, as far as it is known: no command is asked for it. */
    public boolean isKeyIn(String text) {
        ApiKey known = keyThatIsKnown();
        if (known == null || known.text() == null) {
            return false;
        }
        // What is before the star of a smart key is a key too.
        int star = known.text().indexOf('*');
        String secret = star < 0 ? known.text() : known.text().substring(0, star);
        // A made-up key of a few letters is in many words.
        return secret.length() >= SHORTEST_SECRET && text.contains(secret);
    }

    /**
     * The API key as it is sent.
     *
     * @throws MissingKeyException when there is none, what was given is not a key, or a broken file may hold the one that
     *     was meant
     */
    public String requireKey() {
        // A broken file could have held another key, and the next one can belong to someone else.
        FileProblem problem = hidden.get(Setting.API_KEY);
        if (problem != null) {
            throw new MissingKeyException("the API key is unknown: " + problem);
        }
        ApiKey given = key();
        if (given == null) {
            throw new MissingKeyException(null);
        }
        if (given.text() == null) {
            throw new MissingKeyException("the API key from " + origin(Setting.API_KEY) + " " + given.fault());
        }
        return given.text();
    }

    /**
     * The server's root: scheme, host, port and any path before {@code /clientlib}.
     *
     * @throws SettingsException when the address is none
     */
    public URI serverRoot() {
        // A broken file could have held the address, and no other server may get the key that was meant for it.
        FileProblem problem = hidden.get(Setting.URL);
        if (problem != null) {
            throw new SettingsException("the server's address is unknown: " + problem
                    + "\nMend the file, or set COMET_URL_OVERRIDE in the environment.");
        }
        try {
            return ServerAddress.root(value(Setting.URL).orElseThrow());
        } catch (IllegalArgumentException bad) {
            String from = origin(Setting.URL) instanceof Origin.SmartKey smart
                    ? smart.toString()
                    : "COMET_URL_OVERRIDE (" + origin(Setting.URL) + ")";
            throw new SettingsException(from + ": " + bad.getMessage());
        }
    }

    /** The workspace to use when none is named. */
    public Optional<String> workspace() {
        return value(Setting.WORKSPACE);
    }

    /** The project to use when none is named; {@code general} by default. */
    public String project() {
        return value(Setting.PROJECT).orElseThrow();
    }

    /** A number of seconds, above 0. */
    public Duration seconds(Setting setting) {
        double seconds = number(setting);
        if (!(seconds > 0) || seconds > LONGEST_SECONDS) {
            throw bad(setting, "must be a number of seconds above 0");
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }

    /** A yes or no: {@code t true yes y 1 on}, {@code f false no n 0 off}. */
    public boolean flag(Setting setting) {
        String value = value(setting).orElse("").toLowerCase(Locale.ROOT);
        if (YES.contains(value) || NO.contains(value)) {
            return YES.contains(value);
        }
        throw bad(setting, "must be true or false");
    }

    /**
     * The transport's options by these settings, without listener: {@code new OkHttpTransport(settings.transportOptions())}.
     *
     * @throws MissingKeyException when there is no key
     * @throws SettingsException when a value can't be used, or a file of the working folder decides where a key of another
     *     source goes
     */
    public TransportOptions transportOptions() {
        new TreeMap<>(foreign).keySet().forEach(this::refuseForeign);
        return options(requireKey(), origin(Setting.API_KEY).toString());
    }

    /** As {@link #transportOptions()} for another server and key, such as the local one; no proxy is used for it. */
    public TransportOptions transportOptions(URI server, String otherKey) {
        return withLimits(TransportOptions.of(server, otherKey));
    }

    /** For a download from elsewhere: the proxies, the certificates and the limits of these settings, and no key. */
    public TransportOptions publicOptions(URI server) {
        TransportOptions options = withLimits(TransportOptions.of(server, ""))
                .withCheckCertificates(flag(Setting.CHECK_CERTIFICATES))
                .withProxies(proxies());
        return value(Setting.CA_BUNDLE).map(Path::of).map(options::withCaBundle).orElse(options);
    }

    private TransportOptions options(String apiKey, String keySource) {
        TransportOptions options = withLimits(
                        TransportOptions.of(serverRoot(), apiKey).withKeySource(keySource))
                .withRequestsPerHour(requestsPerHour())
                .withCheckCertificates(flag(Setting.CHECK_CERTIFICATES))
                .withProxies(proxies());
        Optional<String> header = value(Setting.HEADER_NAME);
        Optional<String> headerValue = value(Setting.HEADER_VALUE);
        if (header.isPresent() && headerValue.isPresent()) {
            options = options.withExtraHeaders(Map.of(header.get(), headerValue.get()));
        }
        return value(Setting.CA_BUNDLE).map(Path::of).map(options::withCaBundle).orElse(options);
    }

    /** A folder that one changes into must not decide where a key goes that is from somewhere else. */
    private void refuseForeign(Setting setting) {
        if (!isHarmless(setting, foreign.get(setting))) {
            throw new SettingsException(refusal(setting));
        }
    }

    private String refusal(Setting setting) {
        return "the " + foreign.get(setting).found().origin() + " sets " + setting.variable() + shown(setting)
                + ", but the API key is from " + origin(Setting.API_KEY)
                + ": a file of the working folder decides this only for a key of its own.\n"
                + "Put the key into the same file or name it with --api-key-file, or set "
                + (setting == Setting.URL ? "the address with --url or " : "")
                + setting.variable() + " in the environment.";
    }

    private String shown(Setting setting) {
        return setting == Setting.URL
                ? " to " + withoutPassword(found.get(setting).value())
                : "";
    }

    /** Whether it would be the same without the file. */
    private boolean isHarmless(Setting setting, Foreign one) {
        String value = one.found().value();
        if (value.isEmpty() || value.equals(one.without())) {
            return true;
        }
        if (setting != Setting.URL) {
            return setting == Setting.CHECK_CERTIFICATES && YES.contains(value.toLowerCase(Locale.ROOT));
        }
        try {
            ApiKey known = keyThatIsKnown();
            String own = known == null ? null : known.serverAddress();
            return ServerAddress.root(value).equals(ServerAddress.root(own == null ? one.without() : own));
        } catch (IllegalArgumentException bad) {
            return false;
        }
    }

    /** How many requests the server takes in an hour from a key, as far as that is known; 0 for any number. */
    public int requestsPerHour() {
        if (value(Setting.REQUESTS_PER_HOUR).isEmpty()) {
            String host = serverRoot().getHost().toLowerCase(Locale.ROOT);
            return host.equals("comet.com") || host.endsWith(".comet.com") ? LIMIT_OF_COMET : 0;
        }
        double given = number(Setting.REQUESTS_PER_HOUR);
        if (given < 0 || given > LARGEST_RATE || given != Math.rint(given)) {
            throw bad(Setting.REQUESTS_PER_HOUR, "must be a whole number from 0, for no limit, to 10,000,000");
        }
        return (int) given;
    }

    private TransportOptions withLimits(TransportOptions options) {
        double retries = number(Setting.RETRIES);
        double factor = number(Setting.BACKOFF_FACTOR);
        if (retries < 0 || retries > 1000 || retries != Math.rint(retries)) {
            throw bad(Setting.RETRIES, "must be a whole number from 0");
        }
        if (!(factor >= 0)) {
            throw bad(Setting.BACKOFF_FACTOR, "must be a number of seconds from 0");
        }
        return options.withTimeout(seconds(Setting.TIMEOUT))
                .withRetries((int) retries)
                .withBackoffFactorSeconds(factor);
    }

    private Proxies proxies() {
        String exceptions = value(Setting.NO_PROXY).orElse("");
        return new Proxies(
                proxy(Setting.HTTP_PROXY),
                proxy(Setting.HTTPS_PROXY),
                exceptions.isEmpty() ? List.of() : Arrays.asList(exceptions.split("[,\\s]+")));
    }

    private URI proxy(Setting setting) {
        String value = value(setting).orElse("");
        if (value.isEmpty()) {
            return null;
        }
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() != null
                    && Set.of("http", "https", "socks", "socks4", "socks5", "socks5h")
                            .contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                return uri;
            }
        } catch (URISyntaxException notAnAddress) {
            // The message below does not contain the value: it may hold a password.
        }
        throw new SettingsException(
                setting.variable() + " (" + origin(setting) + ") must be a proxy's address, as in http://proxy:3128");
    }

    private double number(Setting setting) {
        try {
            return Double.parseDouble(value(setting).orElse(""));
        } catch (NumberFormatException notANumber) {
            throw bad(setting, "must be a number");
        }
    }

    private SettingsException bad(Setting setting, String rule) {
        return new SettingsException(setting.variable() + " " + rule + ", not \""
                + value(setting).orElse("") + "\" (" + origin(setting) + ")");
    }

    private boolean isGiven(Setting setting) {
        ResolvedValue value = found.get(setting);
        return value != null && !value.value().isEmpty();
    }

    private static String withoutPassword(String value) {
        return value.replaceAll("(?<=://)[^/@\\s]*@", "");
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "Settings" + rows();
    }
}
