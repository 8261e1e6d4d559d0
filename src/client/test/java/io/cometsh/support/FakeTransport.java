package io.cometsh.support;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A transport without a network: it answers by endpoint from a script and remembers what it was asked.
 *
 * <p>A request that nobody scripted is an {@link AssertionError}: a test then sees at once that one too many was made.
 */
public final class FakeTransport implements Transport {
    private final Map<String, Function<ApiRequest, ApiReply>> answers = new ConcurrentHashMap<>();
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    /** Answers an endpoint with this JSON, however often it is asked. */
    public FakeTransport on(String endpoint, String json) {
        return on(endpoint, request -> json);
    }

    /** Answers an endpoint with a function of the request. */
    public FakeTransport on(String endpoint, Function<ApiRequest, String> answer) {
        return onReply(endpoint, request -> json(answer.apply(request)));
    }

    /** Answers an endpoint with a reply that need not be JSON. */
    public FakeTransport onReply(String endpoint, Function<ApiRequest, ApiReply> answer) {
        answers.put(endpoint, answer);
        return this;
    }

    /** A good reply with this JSON. */
    public static ApiReply json(String body) {
        return new ApiReply(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses an endpoint with this status and the error of the real transport. */
    public FakeTransport refuse(String endpoint, int status, String words) {
        return on(endpoint, request -> {
            throw refusal(request, status, words, 0);
        });
    }

    /** What the real transport throws for a status of 400 or more. */
    public static CometException refusal(ApiRequest request, int status, String words, int sdkErrorCode) {
        return new CometHttpException(request.describe() + ": " + status + " " + words, status, words, sdkErrorCode);
    }

    @Override
    public ApiReply send(ApiRequest request) {
        requests.add(request);
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            Function<ApiRequest, ApiReply> answer = answers.get(request.endpoint());
            if (answer == null) {
                throw new AssertionError("nobody expected " + request);
            }
            return answer.apply(request);
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** All requests in the order in which they came. */
    public List<ApiRequest> requests() {
        return List.copyOf(requests);
    }

    public ApiRequest last() {
        return requests.get(requests.size() - 1);
    }

    /** The requests as {@code "GET experiment/tags"}, in the order in which they came. */
    public List<String> asked() {
        return requests.stream()
                .map(request -> request.method() + " " + request.endpoint())
                .toList();
    }

    /** How often an endpoint was asked. */
    public long count(String endpoint) {
        return requests.stream()
                .filter(request -> request.endpoint().equals(endpoint))
                .count();
    }

    /** How many requests were under way at once, at most. */
    public int mostAtOnce() {
        return mostUnderWay.get();
    }

    public void forget() {
        requests.clear();
    }
}
