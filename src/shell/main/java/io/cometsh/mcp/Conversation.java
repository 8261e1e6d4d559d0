package io.cometsh.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cometsh.files.BlockInputStream;
import io.cometsh.text.Names;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The two streams of a client, with the number of requests without an answer. The end of the input is passed on when that
 * is zero: the library drops the requests that it is answering then. A message that the library leaves without an answer, or
 * stops reading at, is answered here.
 */
final class Conversation {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int NO_JSON = -32_700;
    private static final int INVALID_REQUEST = -32_600;
    private static final int INVALID_PARAMETERS = -32_602;

    private final BufferedReader in;
    private final OutputStream out;
    private final OutputStream answers;
    private final List<String> tools;
    private boolean begun;
    private int unanswered;
    private boolean ended;

    /** @param tools the names of the tools */
    Conversation(InputStream in, OutputStream out, List<String> tools) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.answers = new Answers(out);
        this.tools = List.copyOf(tools);
    }

    InputStream requests() {
        return new BlockInputStream() {
            private byte[] line = new byte[0];
            private int next;

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (next == line.length) {
                    String text = in.readLine();
                    while (text != null && !begin(text)) {
                        text = in.readLine();
                    }
                    if (text == null) {
                        awaitAnswers();
                        return -1;
                    }
                    line = (text + "\n").getBytes(StandardCharsets.UTF_8);
                    next = 0;
                }
                int count = Math.min(length, line.length - next);
                System.arraycopy(line, next, bytes, offset, count);
                next += count;
                return count;
            }
        };
    }

    OutputStream answers() {
        return answers;
    }

    /** Each line that the server writes is an answer: it sends no notification and asks nothing. */
    private final class Answers extends FilterOutputStream {
        Answers(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            for (int at = offset; at < offset + length; at++) {
                if (bytes[at] == '\n') {
                    answered();
                }
            }
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }
    }

    /** Whether the line is for the library. */
    private boolean begin(String line) throws IOException {
        if (line.isBlank()) {
            return false;
        }
        JsonNode message;
        try {
            message = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return refuse(null, NO_JSON, "a line must be one JSON object: " + e.getOriginalMessage());
        }
        JsonNode id = message.get("id");
        JsonNode parameters = message.path("params");
        boolean isCall = message.path("method").isTextual()
                && "2.0".equals(message.path("jsonrpc").textValue())
                && (parameters.isMissingNode() || parameters.isNull() || parameters.isObject())
                && (id == null || id.isTextual() || id.isIntegralNumber());
        if (!isCall) {
            // An answer of the client is for no question: the server has none.
            return !message.has("result")
                    && !message.has("error")
                    && refuse(
                            id,
                            INVALID_REQUEST,
                            "a message must be one object with \"jsonrpc\": \"2.0\", a method, and params that are an object");
        }
        String method = message.get("method").textValue();
        if (id == null) {
            return begun;
        }
        begun |= method.equals("initialize");
        if (!begun) {
            return refuse(id, INVALID_REQUEST, "the first request must be initialize, not " + method);
        }
        if (method.equals("tools/call") && !isCallable(id, parameters)) {
            return false;
        }
        expectAnswer();
        return true;
    }

    private boolean isCallable(JsonNode id, JsonNode parameters) throws IOException {
        String name = parameters.path("name").textValue();
        if (name == null) {
            return refuse(id, INVALID_PARAMETERS, "tools/call needs the name of a tool, a text");
        }
        if (!tools.contains(name)) {
            return refuse(id, INVALID_PARAMETERS, "there is no tool \"" + name + "\"" + Names.hint(name, tools));
        }
        JsonNode arguments = parameters.path("arguments");
        return arguments.isMissingNode()
                || arguments.isNull()
                || arguments.isObject()
                || refuse(id, INVALID_PARAMETERS, "the arguments of " + name + " must be an object");
    }

    /** Answers with an error; false, for the caller. */
    private boolean refuse(JsonNode id, int code, String sentence) throws IOException {
        Map<String, Object> error = Map.of("code", code, "message", McpServing.cut(sentence));
        JsonNode known = id != null && (id.isTextual() || id.isIntegralNumber()) ? id : NullNode.getInstance();
        byte[] answer = JSON.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", known, "error", error));
        // The library writes an answer under the same lock.
        synchronized (answers) {
            out.write(answer);
            out.write('\n');
            out.flush();
        }
        return false;
    }

    private synchronized void expectAnswer() {
        unanswered++;
    }

    private synchronized void answered() {
        unanswered--;
        notifyAll();
    }

    private synchronized void awaitAnswers() {
        try {
            while (unanswered > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        notifyAll();
    }

    synchronized void awaitEnd() throws InterruptedException {
        while (!ended) {
            wait();
        }
    }
}
