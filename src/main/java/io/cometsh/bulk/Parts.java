package io.cometsh.bulk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.transport.CometException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parts of an export, one file for each experiment: its rows, what is known of them, and the length of that. A part
 * gets its name by one rename when it is complete, so one that is there is whole.
 */
final class Parts {
    private static final int PER_FOLDER = 1000;
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Set<Integer> madeFolders = ConcurrentHashMap.newKeySet();

    Parts(Path folder) {
        this.folder = folder;
    }

    boolean isDone(int index) {
        return Files.exists(file(index));
    }

    /** Begins a part, or begins it again. */
    Draft draft(int index) throws IOException {
        Path part = file(index);
        Path folder = part.resolveSibling("");
        if (madeFolders.add(index / PER_FOLDER)) {
            Files.createDirectories(folder);
        }
        return new Draft(folder, part);
    }

    /** Opens a part that is done. */
    Part open(int index) {
        Path file = file(index);
        try {
            return new Part(FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new CometException("cannot read back " + file + ": export again without --resume", e);
        }
    }

    PartInfo info(int index) {
        try (Part part = open(index)) {
            return part.info();
        }
    }

    private Path file(int index) {
        return folder.resolve(String.format(Locale.ROOT, "%04d", index / PER_FOLDER))
                .resolve(String.format(Locale.ROOT, "%07d.part", index));
    }

    /** A part that is being written: its rows, then what is known of them. */
    static final class Draft implements AutoCloseable {
        private final Path folder;
        private final Path part;
        private final Path draft;
        private OutputStream out;

        private Draft(Path folder, Path part) {
            this.folder = folder;
            this.part = part;
            draft = part.resolveSibling(part.getFileName() + ".draft");
        }

        /** Where files that are needed meanwhile may stand. */
        Path folder() {
            return folder;
        }

        /** Takes the rows; stays open. */
        OutputStream rows() throws IOException {
            if (out == null) {
                out = Files.newOutputStream(draft);
            }
            return out;
        }

        /** Takes a file for all of the rows, and its place. */
        void take(Path file) throws IOException {
            Files.move(file, draft, StandardCopyOption.REPLACE_EXISTING);
            out = Files.newOutputStream(draft, StandardOpenOption.APPEND);
        }

        /** Nothing more comes. */
        void finish(PartInfo info) throws IOException {
            byte[] json = JSON.writeValueAsBytes(info);
            ByteBuffer end = ByteBuffer.allocate(json.length + LENGTH_BYTES);
            rows().write(end.put(json).putInt(json.length).array());
            out.close();
            Files.move(draft, part, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
            }
        }
    }

    /** A part that is done. */
    static final class Part implements AutoCloseable {
        private final FileChannel file;
        private final long rows;
        private final PartInfo info;

        private Part(FileChannel file) throws IOException {
            this.file = file;
            try {
                long size = file.size();
                ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
                read(length, size - LENGTH_BYTES);
                ByteBuffer json = ByteBuffer.allocate(length.getInt(0));
                rows = size - LENGTH_BYTES - json.capacity();
                read(json, rows);
                info = JSON.readValue(json.array(), PartInfo.class);
            } catch (IOException | RuntimeException | Error e) {
                file.close();
                throw e;
            }
        }

        private void read(ByteBuffer into, long from) throws IOException {
            while (into.hasRemaining()) {
                if (file.read(into, from + into.position()) < 0) {
                    throw new EOFException("it is cut off");
                }
            }
        }

        PartInfo info() {
            return info;
        }

        /** The rows alone. */
        InputStream rows() {
            return new First(Channels.newInputStream(file), rows);
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The first bytes of a stream. */
    private static final class First extends FilterInputStream {
        private long left;

        First(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            int b = left > 0 ? in.read() : -1;
            left -= b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
