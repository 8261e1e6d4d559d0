package io.cometsh.mirror;

import io.cometsh.files.BlockInputStream;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Replies to requests, compressed: for each the request, its content type, and the body in chunks that end with an empty
 * one.
 */
final class RecordedReplies {
    private static final int CHUNK = 1 << 16;

    private RecordedReplies() {}

    /** How a request is named among the replies about one run. */
    static String name(ApiRequest request) {
        return request.endpoint() + new TreeMap<>(request.parameters());
    }

    /** Writes replies; a reply that breaks off is replaced by the next attempt. */
    static final class Writer implements AutoCloseable {
        private final Path draft;
        private final DataOutputStream out;
        private final GZIPOutputStream gzip;

        /** @param draft a file for the reply that comes; it is removed at the end */
        Writer(OutputStream target, Path draft) throws IOException {
            this.draft = draft;
            gzip = new Fast(target);
            out = new DataOutputStream(gzip);
        }

        void add(ApiRequest request, String contentType, byte[] body) throws IOException {
            begin(request, contentType);
            chunk(body, 0, body.length);
            out.writeInt(0);
        }

        /** Keeps a body while it is read; {@link Kept#complete} adds it. */
        Kept keep(ApiRequest request, ApiStream reply) {
            return onDisk(() -> {
                FileChannel file = FileChannel.open(
                        draft, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                // A body that is resumed continues after the bytes that have come.
                file.truncate(reply.start());
                file.position(reply.start());
                return new Kept(request, reply, file);
            });
        }

        /** A transport takes an {@code IOException} for a broken body and asks again; that of a full disk is another one. */
        private static <T> T onDisk(Callable<T> work) {
            try {
                return work.call();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void begin(ApiRequest request, String contentType) throws IOException {
            out.writeUTF(name(request));
            out.writeUTF(contentType == null ? "" : contentType);
        }

        private void chunk(byte[] bytes, int from, int length) throws IOException {
            if (length > 0) {
                out.writeInt(length);
                out.write(bytes, from, length);
            }
        }

        void finish() throws IOException {
            out.flush();
            gzip.finish();
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(draft);
        }

        final class Kept extends BlockInputStream {
            private final ApiRequest request;
            private final ApiStream reply;
            private final FileChannel file;
            private final OutputStream copy;

            private Kept(ApiRequest request, ApiStream reply, FileChannel file) {
                this.request = request;
                this.reply = reply;
                this.file = file;
                copy = Channels.newOutputStream(file);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = reply.body().read(bytes, offset, length);
                return onDisk(() -> {
                    if (count > 0) {
                        copy.write(bytes, offset, count);
                    }
                    return count;
                });
            }

            /** The reply was read and is good. What the reader left is kept too. */
            void complete() throws IOException {
                transferTo(OutputStream.nullOutputStream());
                synchronized (Writer.this) {
                    onDisk(() -> {
                        begin(request, reply.contentType());
                        try (InputStream body = Channels.newInputStream(file.position(0))) {
                            byte[] bytes = new byte[CHUNK];
                            for (int count = body.read(bytes); count >= 0; count = body.read(bytes)) {
                                chunk(bytes, 0, count);
                            }
                        }
                        out.writeInt(0);
                        return null;
                    });
                }
            }

            /** A reader may close the body before the rest is kept. */
            @Override
            public void close() {
                // release() does.
            }

            void release() throws IOException {
                file.close();
            }
        }
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, CHUNK);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** A reply among others. */
    record Found(String contentType, InputStream body) {}

    /** The reply to a request, still to be read; null when there is none. Closing the body closes the stream. */
    static Found find(InputStream compressed, String name) throws IOException {
        DataInputStream in = new DataInputStream(new GZIPInputStream(compressed, CHUNK));
        while (true) {
            String found;
            try {
                found = in.readUTF();
            } catch (EOFException e) {
                in.close();
                return null;
            }
            String contentType = in.readUTF();
            Body body = new Body(in);
            if (found.equals(name)) {
                return new Found(contentType, body);
            }
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** All replies, for small ones. */
    static void all(InputStream compressed, Map<String, byte[]> into) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(compressed, CHUNK))) {
            while (true) {
                String name;
                try {
                    name = in.readUTF();
                } catch (EOFException e) {
                    return;
                }
                in.readUTF();
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                new Body(in).transferTo(body);
                into.put(name, body.toByteArray());
            }
        }
    }

    private static final class Body extends BlockInputStream {
        private final DataInputStream in;
        private int left;
        private boolean ended;

        Body(DataInputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                left = in.readInt();
                ended = left == 0;
            }
            if (ended) {
                return -1;
            }
            int count = in.read(bytes, offset, Math.min(length, left));
            if (count < 0) {
                throw new EOFException("the reply is cut off");
            }
            left -= count;
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
