package io.cometsh.server.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Commands and events of Chromium's DevTools protocol over one web socket. */
final class DevTools implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> sessions = new ConcurrentHashMap<>();
    private WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI address) {
        DevTools tools = new DevTools();
        tools.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, tools.new Listener())
                .join();
        return tools;
    }

    /** Hands the events of a session, a name and its parameters, to {@code events}. They arrive on another thread. */
    void listen(String session, BiConsumer<String, JsonNode> events) {
        sessions.put(session, events);
    }

    /** Sends a command and waits for its result. */
    JsonNode send(String session, String method, ObjectNode parameters) {
        int id = last.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(id, reply);
        // One thread at a time sends: the socket takes the next message when the one before is out.
        synchronized (this) {
            socket.sendText(message.toString(), true).join();
        }
        try {
            return reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new AssertionError(method + ": " + e.getCause(), e);
        }
    }

    /** Ends the browser. */
    @Override
    public void close() {
        send(null, "Browser.close", JSON.createObjectNode());
    }

    private void take(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> reply = replies.remove(message.get("id").asInt());
            if (message.has("error")) {
                reply.completeExceptionally(
                        new IllegalStateException(message.get("error").toString()));
            } else {
                reply.complete(message.get("result"));
            }
        } else if (message.has("sessionId")) {
            sessions.getOrDefault(message.get("sessionId").asText(), (name, event) -> {})
                    .accept(message.get("method").asText(), message.get("params"));
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
            text.append(part);
            if (whole) {
                try {
                    take(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }
    }
}
