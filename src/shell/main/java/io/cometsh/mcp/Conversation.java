package io.cometsh.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.files.BlockInputStream;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The two streams of a client, with the number of requests without an answer. The end of the input is passed on when that
 * is zero: the library drops the requests that it is answering then.
 */
final class Conversation {
    private static final JsonMapper JSON = new JsonMapper();

    private final BufferedReader in;
    private final OutputStream out;
    private int unanswered;
    private boolean ended;

    Conversation(InputStream in, OutputStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    InputStream requests() {
        return new BlockInputStream() {
            private byte[] line = new byte[0];
            private int next;

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (next == line.length) {
                    String text = in.readLine();
                    if (text == null) {
                        awaitAnswers();
                        return -1;
                    }
                    begin(text);
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

    /** Each line that the server writes is an answer: it sends no notification and asks nothing. */
    OutputStream answers() {
        return new FilterOutputStream(out) {
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
        };
    }

    private synchronized void begin(String line) {
        try {
            JsonNode message = JSON.readTree(line);
            if (message.has("id") && message.has("method")) {
                unanswered++;
            }
        } catch (JsonProcessingException e) {
            // The library answers it, or not: nobody can wait for that.
            return;
        }
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
