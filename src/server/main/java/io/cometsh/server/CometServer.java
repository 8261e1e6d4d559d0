package io.cometsh.server;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
import io.cometsh.server.page.Site;
import io.cometsh.server.route.ClientWaits;
import io.cometsh.server.route.Front;
import io.cometsh.server.route.Metrics;
import io.cometsh.server.route.Pages;
import io.cometsh.server.route.RequestMonitor;
import io.cometsh.server.route.Services;
import io.cometsh.server.sample.SampleWorkspace;
import io.cometsh.server.service.Accounts;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An embedded server that speaks Comet's REST v2 and the protocol of the official SDK's live logging.
 *
 * <pre>{@code
 * try (CometServer server = CometServer.start(ServerOptions.inMemory())) {
 *     System.out.println(server.address());   // http://127.0.0.1:40123/
 * }
 * }</pre>
 *
 * <p>Everything that was acknowledged is on disk (without a data folder, in a temporary folder until close). All threads are daemons: a program that only serves has to wait itself.
 */
public final class CometServer implements AutoCloseable {
    /**
     * Each request that comes in or goes out has a thread, slow clients included; how many are worked on at once is limited elsewhere. Not virtual threads: the HTTP server reads in
     * synchronized methods, in which they block a processor before Java 24.
     */
    private static final int THREADS = 4096;

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(CometServer.class.getName());

    private final HttpServer http;
    private final ClientWaits waits;
    private final Door door;
    private final ThreadPoolExecutor workers;
    private final ScheduledExecutorService sweeper;
    private final Warming warming;
    private final Services services;
    private final URI address;
    private final AtomicBoolean closed = new AtomicBoolean();

    static {
        HttpSettings.apply();
    }

    private CometServer(
            HttpServer http,
            ClientWaits waits,
            Door door,
            ThreadPoolExecutor workers,
            ScheduledExecutorService sweeper,
            Warming warming,
            Services services,
            URI address) {
        this.http = http;
        this.waits = waits;
        this.door = door;
        this.workers = workers;
        this.sweeper = sweeper;
        this.warming = warming;
        this.services = services;
        this.address = address;
    }

    /**
     * Starts a server; it is bound and answers when this returns.
     *
     * @throws UncheckedIOException when the port is taken or the host is not of this machine
     * @throws io.cometsh.server.store.StoreException when the data folder cannot be opened, for instance because another process serves it
     */
    public static CometServer start(ServerOptions options) {
        return start(options, Clock.systemUTC());
    }

    static CometServer start(ServerOptions options, Clock clock) {
        return start(options, clock, null);
    }

    static CometServer start(ServerOptions options, Clock clock, LocalKey local) {
        return start(options, clock, local, ClientWaits.Limits.DEFAULT);
    }

    /** @param local proves to processes of this user that the server is that of their folder; null for a server of its own */
    static CometServer start(ServerOptions options, Clock clock, LocalKey local, ClientWaits.Limits limits) {
        if (options.dataFolder() != null) {
            PrivateFolder.make(options.dataFolder());
        }
        Store store = Store.open(options.dataFolder(), options.programs());
        try {
            if (options.sample()) {
                SampleWorkspace.load(store);
            }
            Services services = Services.over(store, new Accounts(options.keys()), clock);
            HttpServer http = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByName(options.host()), options.port()), 1024);
            ThreadPoolExecutor workers = new ThreadPoolExecutor(
                    0,
                    THREADS,
                    30,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    daemons("comet-server-"),
                    CometServer::awaitThread);
            ClientWaits waits = new ClientWaits(limits);
            http.setExecutor(waits.over(workers));
            Door door = new Door();
            Front front = front(options);
            RequestMonitor monitor = new RequestMonitor(front);
            AccessLog log = new AccessLog(options.log(), options.screen());
            Metrics metrics = new Metrics(monitor, store, version(), log::lost);
            monitor.add(metrics);
            monitor.add(log);
            List<Filter> filters = List.of(waits.filter(), monitor, door);
            http.createContext("/", services.router(front, pages(services, options, local), metrics))
                    .getFilters()
                    .addAll(filters);
            if (local != null) {
                http.createContext(LocalKey.proofPath(), local.proofs())
                        .getFilters()
                        .addAll(filters);
            }
            startAsDaemon(http);
            // Two threads: one may wait for the disk.
            ScheduledExecutorService sweeper = Executors.newScheduledThreadPool(2, daemons("comet-server-sweeper-"));
            sweeper.scheduleWithFixedDelay(() -> sweep(services), 5, 5, TimeUnit.SECONDS);
            long interval = limits.interval().toMillis();
            sweeper.scheduleWithFixedDelay(waits::cutOverdue, interval, interval, TimeUnit.MILLISECONDS);
            String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
            return new CometServer(
                    http,
                    waits,
                    door,
                    workers,
                    sweeper,
                    new Warming(store),
                    services,
                    URI.create("http://" + host + ":" + http.getAddress().getPort() + "/"));
        } catch (IOException e) {
            store.close();
            throw new UncheckedIOException(
                    "cannot listen on " + options.host() + ":" + options.port() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123/}. */
    public URI address() {
        return address;
    }

    private static String version() {
        String version = CometServer.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    Services services() {
        return services;
    }

    /** As {@link #close(Duration)}, within 5 seconds. */
    @Override
    public void close() {
        close(DRAIN);
    }

    /**
     * Refuses new requests with 503, answers the current ones, stores their writes and releases the data folder.
     *
     * @param drain waits at most about this long for the answers
     */
    public void close(Duration drain) {
        if (closed.getAndSet(true)) {
            return;
        }
        door.close();
        warming.close();
        waits.end(drain);
        sweeper.shutdownNow();
        http.stop(0);
        workers.shutdown();
        try {
            if (waits.isHurried() || !workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        services.store().close();
    }

    /** Makes a {@link #close} that waits for answers stop waiting: their connections are cut. What was acknowledged is kept. */
    public void hurry() {
        waits.hurry();
    }

    /** The HTTP server's own thread is like the thread that starts it; it must not keep a program alive that has nothing more to do. */
    private static void startAsDaemon(HttpServer http) {
        Thread starter = new Thread(http::start, "comet-server-start");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** More requests than threads: the next one waits until a thread is free. */
    private static void awaitThread(Runnable exchange, ThreadPoolExecutor workers) {
        try {
            workers.getQueue().put(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Made when a browser first asks: no class of the pages is loaded before. */
    private static Supplier<Pages> pages(Services services, ServerOptions options, LocalKey local) {
        return new Supplier<>() {
            private Pages pages;

            @Override
            public synchronized Pages get() {
                if (pages == null) {
                    pages = new Site(
                            services,
                            options.queries(),
                            local == null
                                    ? "The key that your scripts log with. The admin of this server gives it out."
                                    : LocalKey.help(options.dataFolder()));
                }
                return pages;
            }
        };
    }

    private static Front front(ServerOptions options) throws IOException {
        Set<InetAddress> proxies = new HashSet<>();
        for (String proxy : options.proxies()) {
            try {
                proxies.addAll(List.of(InetAddress.getAllByName(proxy)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("the proxy " + proxy + " is not an address of a machine", e);
            }
        }
        return new Front(
                options.host(), InetAddress.getByName(options.host()).isLoopbackAddress(), Set.copyOf(proxies));
    }

    private static void sweep(Services services) {
        try {
            services.experiments().endSilent();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.ERROR, "silent runs could not be ended: " + e.getMessage());
        } catch (RuntimeException e) {
            // An exception would end the periodic check permanently.
            LOG.log(System.Logger.Level.ERROR, "silent runs could not be ended", e);
        }
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
