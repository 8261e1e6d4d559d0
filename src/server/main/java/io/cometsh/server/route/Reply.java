package io.cometsh.server.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An answer, with status 200 unless another one is given; failures are thrown. */
public sealed interface Reply {
    /** JSON that is there as a tree. */
    record JsonBody(int status, JsonNode body) implements Reply {}

    /** JSON written piece by piece, for what may be large. It is complete before it is sent, so that a slow client holds nothing of the store. */
    record Streamed(Writer body) implements Reply {}

    /**
     * JSON that was written, to be sent.
     *
     * @param packed whether it is compressed with gzip
     */
    record Written(Spill body, boolean packed) implements Reply {}

    /** Bytes at hand. */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(String contentType, byte[] body) implements Reply {}

    /** Bytes with a status and headers of their own, such as a page. */
    @SuppressWarnings("ArrayRecordComponent")
    record Content(int status, String contentType, Map<String, String> headers, byte[] body) implements Reply {
        public Content {
            headers = Map.copyOf(headers);
        }
    }

    /** A file's bytes, with headers of their own; ranges are served. */
    record File(Path path, Map<String, String> headers) implements Reply {
        File(Path path) {
            this(path, Map.of());
        }
    }

    /** Bytes written while they are sent, in chunks: a failure cuts the connection, so that nobody takes a part for the whole. */
    record Stream(String contentType, ByteWriter body) implements Reply {}

    /** A redirect to another address. */
    record Elsewhere(String location) implements Reply {}

    static Reply of(JsonNode body) {
        return new JsonBody(200, body);
    }

    /** Writes JSON. */
    @FunctionalInterface
    interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    /** Writes bytes. */
    @FunctionalInterface
    interface ByteWriter {
        void write(java.io.OutputStream out) throws IOException;
    }
}
