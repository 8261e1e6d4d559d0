package io.cometsh.cli;

import io.cometsh.cache.CachingTransport;
import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Journals;
import io.cometsh.client.PanelContext;
import io.cometsh.progress.Progress;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.Setting;
import io.cometsh.settings.Settings;
import io.cometsh.settings.SettingsReader;
import io.cometsh.transport.DryRunTransport;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.ReadOnlyTransport;
import io.cometsh.transport.RequestListener;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The api of one run of the program, by its options and settings; opened by the first request. */
final class ApiConnection implements AutoCloseable {
    /** So long the next process may take to serve when the one that serves the local folder ends. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(60);

    private final GlobalOptions options;
    private final ProcessContext context;
    private final ReadProgress progress;
    private final RequestCount count = new RequestCount();
    private volatile RequestListener listener;
    private final Warnings warnings = new Warnings();
    private final RunLog log;
    private volatile boolean local;
    private Settings settings;
    private final LazyLocalServer localServer = new LazyLocalServer(this::localFolder, this::programs);
    private Transport transport;
    private DeferredTransport deferred;
    private Api api;
    private final List<Api> former = new ArrayList<>();
    private volatile Consumer<String> talk;
    private SqlSession sql;

    /** @param log null without {@code --log} */
    ApiConnection(GlobalOptions options, ProcessContext context, RequestListener listener, RunLog log) {
        this.options = options;
        this.context = context;
        this.log = log;
        talk = context.err()::println;
        progress = new ReadProgress(ProgressHelpers.display(options, context));
        RequestListener all = listener.and(new WaitNotice(this::notice, context.errIsTerminal()))
                .and(progress)
                .and(count);
        this.listener = log == null ? all : all.and(log);
        local = options.isLocal();
        QueryExtensions.use(this::api);
    }

    /** The api; nothing is asked and nothing needed before it is used. */
    synchronized Api api() {
        if (api == null) {
            Transport cache = new CachingTransport(
                    transport(), !options.noCache, CachingTransport.DEFAULT_BYTES, listener, InstantSource.system());
            api = new Api(cache, this::root, apiOptions());
        }
        return api;
    }

    /**
     * Another api of this run, with its guards and its log, until the run ends.
     *
     * @param key null for this run's
     * @param url null for this run's
     */
    synchronized Api another(String key, String url, boolean cached) {
        boolean here = url == null && isLocal();
        Settings other = settings(
                arguments().with(Setting.URL, "API(url: …)", url).with(Setting.API_KEY, "API(api_key: …)", key));
        Transport transport = guarded(new DeferredTransport(() -> open(other, here)));
        Supplier<URI> root = here ? localServer::address : other::serverRoot;
        Transport cache = new CachingTransport(
                transport, cached, CachingTransport.DEFAULT_BYTES, listener, InstantSource.system());
        Api made = new Api(cache, root, apiOptions());
        former.add(made);
        return made;
    }

    /** The transport that the api's cache uses. */
    synchronized Transport transport() {
        if (transport == null) {
            deferred = new DeferredTransport(this::open);
            transport = guarded(deferred);
        }
        return transport;
    }

    /** Gets ready for the first request, beside what the caller does next. A server inside this program is not started. */
    synchronized void prewarm() {
        transport();
        if (!isLocal() && !options.isOffline()) {
            deferred.prewarm();
        }
    }

    /** SQL over the mirror. */
    synchronized SqlSession sql() {
        if (sql == null) {
            sql = new SqlSession(options, context, this);
        }
        return sql;
    }

    /** How many requests were sent so far. */
    long requests() {
        return count.sent();
    }

    /** From now on a bar counts the requests, and messages are printed above the bar. */
    synchronized void showIn(Progress progress) {
        listener = listener.and(event -> progress.request(event.attempt() > 1));
        if (progress.isDrawn()) {
            talk = progress::message;
        }
    }

    synchronized Settings settings() {
        if (settings == null) {
            settings = settings(arguments());
            settings.warnings().forEach(this::warn);
        }
        return settings;
    }

    private Arguments arguments() {
        return Arguments.none()
                .with(Setting.URL, "--url", options.url)
                .with(Setting.WORKSPACE, "--workspace", options.workspace)
                .with(
                        Setting.TIMEOUT,
                        "--timeout",
                        options.timeoutSeconds == null ? null : options.timeoutSeconds.toString())
                .withKeyFile(options.apiKeyFile);
    }

    private Settings settings(Arguments arguments) {
        return SettingsReader.read(arguments, context.environment(), context.workingFolder(), context.home());
    }

    /** Reads the settings and connects again with the next request; objects handed out before keep their connection. */
    synchronized void reload() {
        settings = null;
        if (api != null) {
            former.add(api);
            api = null;
        }
        transport = null;
        local = options.isLocal();
    }

    /** Uses the server inside this program from now on. */
    void useLocal() {
        local = true;
    }

    boolean isLocal() {
        return local;
    }

    void warn(String warning) {
        if (log != null) {
            log.warning(warning);
        }
        if (warnings.isNew(warning)) {
            notice("warning: " + warning);
        }
    }

    /** Reports how many more warnings of the printed kinds there were: the work that caused them is over. */
    void settle() {
        warnings.counts().forEach(count -> notice("warning: " + count));
    }

    /** Something that is no warning and no data, such as how much of an answer is shown. */
    void notice(String text) {
        if (!options.quiet) {
            talk.accept(text);
        }
    }

    /** Nothing was done that a journal could showIn of where no write is sent. */
    private Journals journals() {
        Journals journals = Journals.ofUser(context.environment(), context.home());
        Journals here = isLocal() ? journals.ofServer("the local server in " + localFolder()) : journals;
        return options.dryRun || options.readOnly ? here.onlyRead() : here;
    }

    private ApiOptions apiOptions() {
        return ApiOptions.defaults()
                .withStrict(options.strict)
                .withWarnings(this::warn)
                .withJournals(this::journals)
                .withProgress(progress)
                .withPanel(() -> PanelContext.of(settings()));
    }

    /** Outside the opened connection: a write that is only shown needs neither a key nor a server. */
    private Transport guarded(Transport transport) {
        if (options.readOnly) {
            return new ReadOnlyTransport(transport);
        }
        return options.dryRun ? new DryRunTransport(transport, context.err()::println) : transport;
    }

    private Transport open() {
        return open(settings(), isLocal());
    }

    /** The local server has a key of its own, whichever one is given. */
    private Transport open(Settings settings, boolean here) {
        if (options.isOffline()) {
            return Offline.transport(options, context, here ? null : settings.serverRoot(), this::notice);
        }
        TransportOptions transport = here
                ? settings.transportOptions(localServer.address(), localServer.key())
                        .withConnectPatience(TAKE_OVER)
                : settings.transportOptions();
        return new OkHttpTransport(transport.withListener(listener));
    }

    private URI root() {
        return isLocal() && !options.isOffline()
                ? localServer.address()
                : settings().serverRoot();
    }

    private Path programs() {
        return ProgramFolders.programs(context);
    }

    private Path localFolder() {
        if (options.localFolder != null) {
            return options.localFolder;
        }
        return ProgramFolders.data(context).resolve("local");
    }

    @Override
    public synchronized void close() {
        settle();
        former.forEach(Api::close);
        if (sql != null) {
            sql.close();
        }
        if (api != null) {
            api.close();
        }
        localServer.close();
    }
}
