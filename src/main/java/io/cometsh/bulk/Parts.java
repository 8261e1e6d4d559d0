package io.cometsh.bulk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.transport.CometException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The parts of an export, one file for each experiment: its rows, what is known of them, and the length of that. A part
 * gets its name by one rename when it is complete, so one that is there is whole.
 */
final class Parts {
    private static final int PER_FOLDER = 1000;
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    Parts(Path folder) {
        this.folder = folder;
    }

    boolean isDone(int index) {
        return Files.exists(file(index));
    }

    /** Where the rows of a part are written first. */
    Path draft(int index) throws IOException {
        Path part = file(index);
        Files.createDirectories(part.resolveSibling(""));
        return part.resolveSibling(part.getFileName() + ".draft");
    }

    void finish(int index, Path draft, PartInfo info) {
        try {
            byte[] json = JSON.writeValueAsBytes(info);
            try (RandomAccessFile file = new RandomAccessFile(draft.toFile(), "rw")) {
                file.seek(file.length());
                file.write(json);
                file.writeInt(json.length);
            }
            Files.move(draft, file(index), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PartInfo info(int index) {
        try (RandomAccessFile file = new RandomAccessFile(file(index).toFile(), "r")) {
            byte[] json = new byte[infoLength(file)];
            file.seek(file.length() - LENGTH_BYTES - json.length);
            file.readFully(json);
            return JSON.readValue(json, PartInfo.class);
        } catch (IOException e) {
            throw new CometException("cannot read back " + file(index) + ": export again without --resume", e);
        }
    }

    /** The rows alone. */
    InputStream rows(int index) throws IOException {
        long length;
        try (RandomAccessFile file = new RandomAccessFile(file(index).toFile(), "r")) {
            length = file.length() - LENGTH_BYTES - infoLength(file);
        }
        return new First(Channels.newInputStream(FileChannel.open(file(index), StandardOpenOption.READ)), length);
    }

    private static int infoLength(RandomAccessFile file) throws IOException {
        file.seek(file.length() - LENGTH_BYTES);
        return file.readInt();
    }

    private Path file(int index) {
        return folder.resolve(String.format(Locale.ROOT, "%04d", index / PER_FOLDER))
                .resolve(String.format(Locale.ROOT, "%07d.part", index));
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
