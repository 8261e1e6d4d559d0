package io.cometsh.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * The transport that really sends: {@code new OkHttpTransport(TransportOptions.of(root, key))}.
 *
 * <p>Speaks to {@code {root}/api/rest/v2/}. Any number of threads may share one; {@link #close()} ends its connections.
 */
public final class OkHttpTransport implements Transport {
    /** How long a request may have no answer before the listener is called, and is called again. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final String USER_AGENT = "cometsh/" + version();

    private final TransportOptions options;
    private final AdaptiveLimit limit;
    private final RequestBudget budget;
    private final RetryPolicy retryPolicy;
    private final Redactor redactor;
    private final Failures failures;
    // Made on first use: loading the library is a good part of the program's start.
    private final Lazy<HttpClients> clients = new Lazy<>(this::open);
    private final AtomicBoolean loading = new AtomicBoolean();
    /** Most requests go to the endpoint of the last one. */
    private volatile Endpoint lastEndpoint;

    private volatile boolean closed;

    private record Endpoint(String name, HttpUrl url, HttpUrl.Builder withQuery) {
        HttpUrl with(String query) {
            synchronized (withQuery) {
                return withQuery.encodedQuery(query).build();
            }
        }
    }

    /** Opens no connection yet. */
    public OkHttpTransport(TransportOptions options) {
        this.options = options;
        this.limit = new AdaptiveLimit(options.maxParallel());
        this.budget = options.budget() == null ? new HourlyLimit(options) : options.budget();
        this.retryPolicy = new RetryPolicy(options);
        this.redactor = new Redactor(secrets(options));
        this.failures = new Failures(options, redactor);
    }

    /**
     * Loads the HTTP library, and the certificates for https, beside what the caller does next. Sends nothing; what fails
     * fails again with the first request.
     */
    public void prewarm() {
        Thread thread = new Thread(
                () -> {
                    try {
                        clients.get();
                    } catch (RuntimeException e) {
                        return;
                    }
                },
                "comet-http-prewarm");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public int parallel() {
        return limit.current();
    }

    /** {@inheritDoc} */
    @Override
    public ApiReply send(ApiRequest request) {
        AttemptResult.Answered answer = (AttemptResult.Answered) deliver(request, false, null);
        return new ApiReply(answer.status(), answer.contentType(), answer.body());
    }

    /** {@inheritDoc} An interrupt of the thread that opened it ends the reading of the body. */
    @Override
    public ApiStream open(ApiRequest request) {
        AttemptResult.Opened opened = (AttemptResult.Opened) deliver(request, true, null);
        return apiStream(
                opened.response(), InterruptWatch.over(opened.response().body().byteStream(), opened.call()));
    }

    /** {@inheritDoc} An interrupt while the body is read is noticed with the next bytes, or when the read times out. */
    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        @SuppressWarnings("unchecked")
        R value = (R) ((AttemptResult.Consumed) deliver(request, true, reader)).value();
        return value;
    }

    private static ApiStream apiStream(Response response, InputStream bytes) {
        ResponseBody body = response.body();
        return new ApiStream(
                response.code(),
                response.header("Content-Type"),
                body.contentLength(),
                bytes,
                start(response),
                response.header("ETag"));
    }

    /** Where a part of a content begins, by {@code Content-Range: bytes 5-9/10}. */
    private static long start(Response response) {
        if (response.code() != 206) {
            return 0;
        }
        Matcher range = Pattern.compile("^bytes (\\d{1,18})-").matcher(response.header("Content-Range", ""));
        return range.find() ? Long.parseLong(range.group(1)) : 0;
    }

    /**
     * The first good outcome; a body that is to be streamed is left to the reader, or open when there is none, that of a
     * refusal is still read.
     */
    private AttemptResult deliver(ApiRequest request, boolean streamed, BodyReader<?> reader) {
        refuseWhenClosed(request);
        HttpUrl url = url(request);
        long began = options.pacing().nanoTime();
        int patient = 0;
        for (int number = 1; ; number++) {
            AttemptResult outcome = attempt(request, url, number, streamed, reader);
            if (outcome.isGood()) {
                return outcome;
            }
            if (outcome instanceof AttemptResult.Stale) {
                // Each one takes a connection out of the pool, so there is an end.
                patient++;
                continue;
            }
            Duration spent = Duration.ofNanos(options.pacing().nanoTime() - began);
            Optional<Duration> moment = closed ? Optional.empty() : retryPolicy.momentAfter(outcome, spent);
            if (moment.isPresent()) {
                patient++;
                pause(request, moment.get(), outcome);
                continue;
            }
            int attempt = number - patient;
            Optional<Duration> wait =
                    closed ? Optional.empty() : retryPolicy.waitAfter(request, outcome, attempt, spent);
            if (wait.isEmpty()) {
                throw failures.of(request, outcome, attempt, spent, retryPolicy.wantedByServer(outcome));
            }
            pause(request, wait.get(), outcome);
        }
    }

    @Override
    public void close() {
        closed = true;
        clients.ifMade(HttpClients::close);
    }

    private AttemptResult attempt(ApiRequest request, HttpUrl url, int number, boolean streamed, BodyReader<?> reader) {
        refuseWhenClosed(request);
        Attempt attempt = new Attempt(!request.isRepeatable(), isAsking(request), options.pacing());
        Call call = clients.get().newCall(request, httpRequest(request, url), attempt);
        RequestBudget.Place place = place(request);
        AdaptiveLimit.Ticket ticket = acquire(request, place);
        AdaptiveLimit.RequestResult load = AdaptiveLimit.RequestResult.UNKNOWN;
        long began = options.pacing().nanoTime();
        try {
            AttemptResult outcome;
            try {
                outcome = await(request, url, call, attempt, streamed);
            } finally {
                place.counted();
            }
            if (outcome instanceof AttemptResult.Stale) {
                return outcome;
            }
            int status = status(outcome);
            if (reader != null && outcome instanceof AttemptResult.Opened opened) {
                outcome = consumed(opened, reader);
            }
            if (status == 429) {
                load = AdaptiveLimit.RequestResult.REFUSED;
            } else if (status != 0 && status < 500) {
                load = AdaptiveLimit.RequestResult.ANSWERED;
            }
            Duration took = Duration.ofNanos(options.pacing().nanoTime() - began);
            options.listener()
                    .onReply(new RequestEvent(
                            request.method(),
                            redactor.clean(url.toString()),
                            status,
                            attempt.bytesIn(),
                            attempt.bytesOut(),
                            took,
                            number,
                            false));
            return outcome;
        } finally {
            limit.release(ticket, load, attempt.waited());
        }
    }

    /**
     * A server that another process takes over may end at any moment. It is asked before a write's body is sent, so that a
     * connection that is cut before surely has written nothing.
     */
    private boolean isAsking(ApiRequest request) {
        boolean hasBody = request.json() != null && !request.json().isEmpty()
                || !request.parts().isEmpty();
        return !request.isRepeatable() && hasBody && options.connectPatience().compareTo(Duration.ZERO) > 0;
    }

    /** A body that breaks off is a failed attempt, whatever its status promised. */
    private static AttemptResult consumed(AttemptResult.Opened opened, BodyReader<?> reader) {
        try (ApiStream body =
                apiStream(opened.response(), opened.response().body().byteStream())) {
            return new AttemptResult.Consumed(body.status(), reader.read(body));
        } catch (IOException broken) {
            return new AttemptResult.Failed(broken, true);
        }
    }

    /** 0 when there was no answer. */
    private static int status(AttemptResult outcome) {
        if (outcome instanceof AttemptResult.Opened opened) {
            return opened.response().code();
        }
        return outcome instanceof AttemptResult.Answered answer ? answer.status() : 0;
    }

    private void refuseWhenClosed(ApiRequest request) {
        if (closed) {
            throw new CometConnectionException(
                    redactor.clean(request.describe()) + ": the connection was closed", null);
        }
    }

    private RequestBudget.Place place(ApiRequest request) {
        try {
            return budget.acquire(request);
        } catch (InterruptedException stop) {
            throw interrupted(request);
        }
    }

    private AdaptiveLimit.Ticket acquire(ApiRequest request, RequestBudget.Place place) {
        try {
            return limit.acquire();
        } catch (InterruptedException stop) {
            place.counted();
            throw interrupted(request);
        }
    }

    /** Reading a socket can't be interrupted, so the library's thread reads and this one waits. */
    private AttemptResult await(ApiRequest request, HttpUrl url, Call call, Attempt attempt, boolean streamed) {
        CompletableFuture<AttemptResult> ending = new CompletableFuture<>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException failure) {
                ending.complete(
                        attempt.isStale()
                                ? new AttemptResult.Stale()
                                : new AttemptResult.Failed(failure, attempt.wasSent()));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                if (streamed && response.isSuccessful()) {
                    // Nobody waits any more when the caller was interrupted.
                    if (!ending.complete(new AttemptResult.Opened(response, answered))) {
                        response.close();
                    }
                    return;
                }
                try (response) {
                    ending.complete(read(response, attempt));
                } catch (IOException | RuntimeException | Error failure) {
                    ending.completeExceptionally(failure);
                }
            }
        });
        if (loading.compareAndSet(false, true)) {
            // The first reply takes longer than this, and is JSON most of the time.
            JsonTree.load();
        }
        try {
            for (Duration silence = SILENCE; ; silence = silence.plus(SILENCE)) {
                try {
                    return ending.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException silent) {
                    options.listener()
                            .onSilence(new RequestSilence(
                                    redactor.clean(request.describe()), url.host() + ":" + url.port(), silence));
                }
            }
        } catch (InterruptedException stop) {
            call.cancel();
            ending.cancel(false);
            throw interrupted(request);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException broken) {
                return new AttemptResult.Failed(broken, true);
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new CometException(
                    redactor.clean(request.describe()) + ": " + failure.getCause(), failure.getCause());
        }
    }

    private static AttemptResult read(Response response, Attempt attempt) throws IOException {
        byte[] body;
        try {
            body = response.body().bytes();
        } catch (IOException brokenOff) {
            if (response.code() < 400) {
                throw brokenOff;
            }
            // The status is enough.
            body = new byte[0];
        }
        return new AttemptResult.Answered(
                response.code(),
                response.message(),
                response.header("Content-Type"),
                body,
                attempt.retryAfter(),
                attempt.movedTo());
    }

    private void pause(ApiRequest request, Duration wait, AttemptResult outcome) {
        options.listener().onWait(new RequestWait(redactor.clean(request.describe()), wait, failures.brief(outcome)));
        try {
            options.pacing().sleep(wait);
        } catch (InterruptedException stop) {
            throw interrupted(request);
        }
    }

    private CometInterruptedException interrupted(ApiRequest request) {
        Thread.currentThread().interrupt();
        return new CometInterruptedException(redactor.clean(request.describe()) + ": interrupted");
    }

    private HttpClients open() {
        checkHeaders();
        HttpClients opened = new HttpClients(options);
        if (closed) {
            opened.close();
        }
        return opened;
    }

    /** The HTTP library would refuse these too, but with the header's value in its message. */
    private void checkHeaders() {
        if (options.apiKey() != null && !TransportOptions.isPrintable(options.apiKey(), '!')) {
            throw new CometException(
                    "the API key" + (options.keySource() == null ? "" : " from " + options.keySource())
                            + " holds a character that no key has (a blank, a line break, a letter outside ASCII): copy it again");
        }
        options.extraHeaders().forEach((name, value) -> {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                    || !TransportOptions.isPrintable(value.replace('\t', ' '), ' ')) {
                throw new CometException("the extra header " + Sanitizer.printable(redactor.clean(name), 80)
                        + " has a character that no header may have");
            }
        });
    }

    private HttpUrl url(ApiRequest request) {
        Endpoint last = lastEndpoint;
        if (last == null || !last.name().equals(request.endpoint())) {
            HttpUrl url = endpointUrl(request.endpoint());
            last = new Endpoint(request.endpoint(), url, url.newBuilder());
            lastEndpoint = last;
        }
        return request.parameters().isEmpty() ? last.url() : last.with(query(request.parameters()));
    }

    private HttpUrl endpointUrl(String endpoint) {
        boolean fromRoot = endpoint.startsWith("/");
        HttpUrl.Builder url = clients.get().root().newBuilder();
        if (!fromRoot) {
            url.addPathSegments("api/rest/v2");
        }
        return url.addPathSegments(fromRoot ? endpoint.substring(1) : endpoint).build();
    }

    /** Form encoding as Python does it: a blank is {@code +}, and {@code *} is escaped while {@code ~} is not. */
    private static String query(Map<String, String> parameters) {
        StringJoiner query = new StringJoiner("&");
        parameters.forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static Request httpRequest(ApiRequest request, HttpUrl url) {
        byte[] json = request.json() == null ? null : request.json().getBytes(StandardCharsets.UTF_8);
        RequestBody body = null;
        if (!request.parts().isEmpty()) {
            body = form(request.parts());
        } else if (json != null || !"GET".equals(request.method())) {
            body = RequestBody.create(json == null ? new byte[0] : json, null);
        }
        Request.Builder http = new Request.Builder();
        if (json != null) {
            // Not by the library's class of media types, whose patterns take milliseconds to compile.
            http.header("Content-Type", "application/json;charset=utf-8");
        }
        if (request.resumption() != null) {
            http.header("Range", "bytes=" + request.resumption().from() + "-");
            if (request.resumption().isBinding()) {
                http.header("If-Match", request.resumption().etag());
            }
        }
        return http.url(url)
                .header("User-Agent", USER_AGENT)
                .header("Accept", "*/*")
                .method(request.method(), body)
                .build();
    }

    /** The parts carry no type of their own, as in Comet's own client. */
    private static RequestBody form(List<BodyPart> parts) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (BodyPart part : parts) {
            form.addFormDataPart(
                    part.name(),
                    part.fileName(),
                    part.file() == null
                            ? RequestBody.create(part.bytes(), null)
                            : RequestBody.create(part.file().toFile(), null));
        }
        return form.build();
    }

    private static List<String> secrets(TransportOptions options) {
        List<String> secrets = new ArrayList<>();
        // A header's value of a few letters ("yes") is a switch, not a password, and would be found in ordinary text.
        for (String value : options.extraHeaders().values()) {
            if (value.length() >= 8) {
                secrets.add(value);
            }
        }
        if (options.apiKey() != null) {
            secrets.add(options.apiKey());
        }
        return secrets;
    }

    private static String version() {
        String version = OkHttpTransport.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
