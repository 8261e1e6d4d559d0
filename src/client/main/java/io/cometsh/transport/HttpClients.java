package io.cometsh.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** The HTTP library, set up: each call has a client of its own, and all of them share threads and connections. */
final class HttpClients implements AutoCloseable {
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(10);

    private final TransportOptions options;
    private final HttpUrl root;
    private final OkHttpClient shared;

    HttpClients(TransportOptions options) {
        this.options = options;
        root = HttpUrl.get(options.root().toString());
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(options.connectTimeout())
                .readTimeout(options.readTimeout())
                .writeTimeout(options.readTimeout())
                .dispatcher(dispatcher(options.maxParallel()))
                .connectionPool(new ConnectionPool(options.maxParallel(), 30, TimeUnit.SECONDS));
        if ("http".equals(options.root().getScheme())
                && ServerAddress.isLoopback(options.root().getHost())) {
            // Loading the system's certificates takes longer than everything else here, and nothing would use them.
            client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
            // Nor does a proxy reach this machine: Java's settings for proxies are not read.
            client.proxy(Proxy.NO_PROXY);
        } else {
            Tls.loadBeside();
            client.connectionSpecs(List.of(Tls.spec(), ConnectionSpec.CLEARTEXT));
            Tls.apply(options, client);
        }
        if (!options.proxies().isNone()) {
            client.proxySelector(new Selector(options.proxies())).proxyAuthenticator(proxyLogin(options.proxies()));
        }
        shared = client.build();
    }

    /** The server's root. */
    HttpUrl root() {
        return root;
    }

    /**
     * A call that the attempt follows. It may silently replace a stale connection, or it sends at most once.
     *
     * <p>A tag of the request would bring the attempt here too, by a search through all libraries.
     */
    Call newCall(ApiRequest request, Request http, Attempt attempt) {
        boolean uploads = !request.parts().isEmpty();
        OkHttpClient.Builder client = shared.newBuilder()
                .eventListener(attempt)
                .addNetworkInterceptor(new OwnHeaders(options, root, attempt))
                .retryOnConnectionFailure(request.isRepeatable() && !uploads);
        if (uploads && UPLOAD_TIMEOUT.compareTo(options.readTimeout()) > 0) {
            // A server may be busy with a large file long after it has received the last byte.
            client.readTimeout(UPLOAD_TIMEOUT);
        }
        return client.build().newCall(http);
    }

    @Override
    public void close() {
        shared.dispatcher().cancelAll();
        shared.dispatcher().executorService().shutdown();
        shared.connectionPool().evictAll();
    }

    private static Dispatcher dispatcher(int maxParallel) {
        AtomicInteger count = new AtomicInteger();
        // Daemons: a call that hangs must not keep the program alive after its last line.
        ExecutorService threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 20, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "comet-http-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        Dispatcher dispatcher = new Dispatcher(threads);
        // The adaptive limit is the bound; a cancelled call may linger here while its place is used again.
        dispatcher.setMaxRequests(4 * maxParallel);
        dispatcher.setMaxRequestsPerHost(4 * maxParallel);
        return dispatcher;
    }

    private static Authenticator proxyLogin(Proxies proxies) {
        return (route, response) -> {
            if (response.request().header("Proxy-Authorization") != null) {
                return null;
            }
            HttpUrl url = response.request().url();
            URI proxy = proxies.forAddress(url.scheme(), url.host(), url.port());
            if (proxy == null || proxy.getRawUserInfo() == null) {
                return null;
            }
            String[] login = proxy.getRawUserInfo().split(":", 2);
            String basic = Credentials.basic(decoded(login[0]), login.length < 2 ? "" : decoded(login[1]));
            return response.request()
                    .newBuilder()
                    .header("Proxy-Authorization", basic)
                    .build();
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Puts key and extra headers on what goes to our server, and on nothing that a redirect sends elsewhere. */
    private static final class OwnHeaders implements Interceptor {
        private final TransportOptions options;
        private final HttpUrl root;
        private final Attempt attempt;

        OwnHeaders(TransportOptions options, HttpUrl root, Attempt attempt) {
            this.options = options;
            this.root = root;
            this.attempt = attempt;
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Connection connection = chain.connection();
            if (connection != null && attempt.needsCheck() && !IdleConnection.isOpen(connection.socket())) {
                attempt.setStale();
                throw new IOException("the server closed the idle connection");
            }
            Request.Builder request = chain.request().newBuilder();
            if (isOurs(chain.request().url())) {
                request.header("X-COMET-SDK-SOURCE", "API");
                options.extraHeaders().forEach(request::header);
                if (options.apiKey() != null) {
                    request.header("Authorization", options.apiKey());
                }
            }
            if (attempt.isAsking()) {
                request.header("Expect", "100-continue");
            }
            Response response = chain.proceed(request.build());
            String wait = response.header("Retry-After", response.header("Retry-After-Custom"));
            if (response.isRedirect() && loses(chain.request(), response)) {
                attempt.setMovedTo(response.header("Location"));
                return response.newBuilder().removeHeader("Location").build();
            }
            if (wait == null || response.isRedirect()) {
                return response;
            }
            attempt.setRetryAfter(wait);
            // The library repeats a 503 with "Retry-After: 0" automatically, unseen and uncounted: our loop decides.
            return response.newBuilder().removeHeader("Retry-After").build();
        }

        /** Whether the library would continue with a GET and lose the written data. */
        private static boolean loses(Request request, Response response) {
            return request.method().equals("POST") && response.code() >= 301 && response.code() <= 303;
        }

        /** The same server, or the same host after the usual step from http to https. */
        private boolean isOurs(HttpUrl url) {
            boolean same = url.scheme().equals(root.scheme()) && url.port() == root.port();
            boolean secured = !root.isHttps() && root.port() == 80 && url.isHttps() && url.port() == 443;
            return url.host().equals(root.host()) && (same || secured);
        }
    }

    private static final class Selector extends ProxySelector {
        private final Proxies proxies;

        Selector(Proxies proxies) {
            this.proxies = proxies;
        }

        @Override
        public List<Proxy> select(URI address) {
            URI proxy = proxies.forAddress(address.getScheme(), address.getHost(), ServerAddress.port(address));
            if (proxy == null) {
                return List.of(Proxy.NO_PROXY);
            }
            boolean socks = proxy.getScheme().toLowerCase(Locale.ROOT).startsWith("socks");
            int port = proxy.getPort() >= 0 ? proxy.getPort() : socks ? 1080 : ServerAddress.port(proxy);
            return List.of(new Proxy(
                    socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(proxy.getHost(), port)));
        }

        @Override
        public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
            // There is no second proxy to turn to; the call itself reports the failure.
        }
    }
}
