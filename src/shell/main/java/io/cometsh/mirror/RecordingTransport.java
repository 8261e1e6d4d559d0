package io.cometsh.mirror;

import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.Transport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Keeps what the server answers about one run, while it is read. */
final class RecordingTransport implements Transport {
    private final Transport transport;
    private final RecordedReplies.Writer replies;

    RecordingTransport(Transport transport, RecordedReplies.Writer replies) {
        this.transport = transport;
        this.replies = replies;
    }

    @Override
    public ApiReply send(ApiRequest request) {
        ApiReply reply = transport.send(request);
        try {
            replies.add(request, reply.contentType(), reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reply;
    }

    @Override
    public ApiStream open(ApiRequest request) {
        ApiStream reply = transport.open(request);
        return new ApiStream(
                reply.status(),
                reply.contentType(),
                reply.length(),
                new Completing(replies.keep(request, reply), reply),
                reply.start(),
                reply.etag());
    }

    @Override
    public <R> R stream(ApiRequest request, BodyReader<R> reader) {
        return transport.stream(request, reply -> {
            RecordedReplies.Writer.Kept kept = replies.keep(request, reply);
            try {
                R read = reader.read(new ApiStream(
                        reply.status(), reply.contentType(), reply.length(), kept, reply.start(), reply.etag()));
                kept.complete();
                return read;
            } finally {
                kept.release();
            }
        });
    }

    /** A body that was read to its end is kept; one that broke off is not. */
    private static final class Completing extends FilterInputStream {
        private final RecordedReplies.Writer.Kept kept;
        private final ApiStream reply;
        private boolean ended;

        Completing(RecordedReplies.Writer.Kept kept, ApiStream reply) {
            super(kept);
            this.kept = kept;
            this.reply = reply;
        }

        @Override
        public int read() throws IOException {
            int b = kept.read();
            end(b);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = kept.read(bytes, offset, length);
            end(count);
            return count;
        }

        private void end(int count) throws IOException {
            if (count < 0 && !ended) {
                ended = true;
                kept.complete();
            }
        }

        @Override
        public void close() throws IOException {
            kept.release();
            reply.close();
        }
    }
}
