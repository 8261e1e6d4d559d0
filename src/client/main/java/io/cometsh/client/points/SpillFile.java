package io.cometsh.client.points;

import io.cometsh.files.BlockInputStream;
import io.cometsh.files.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file for what does not fit in memory: written at its end, read from anywhere, and gone when it is closed. It is made
 * when something is written first.
 */
final class SpillFile implements AutoCloseable {
    private final Path folder;
    private final String name;
    private Path file;
    private FileChannel channel;
    private long length;

    /**
     * @param name of the file, which then can be moved elsewhere; null for a file that disappears with the process, even
     *     when that is killed
     */
    SpillFile(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    long length() {
        return length;
    }

    /** Whether the file has a name under which it can be moved. */
    boolean isNamed() {
        return name != null;
    }

    /** Takes more at the end; need not be closed. */
    OutputStream end() throws IOException {
        FileChannel open = open();
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                for (ByteBuffer more = ByteBuffer.wrap(bytes, from, count); more.hasRemaining(); ) {
                    length += open.write(more, length);
                }
            }
        };
    }

    /** Forgets what is after this length. */
    void truncate(long shorter) throws IOException {
        if (shorter < length) {
            channel.truncate(shorter);
            length = shorter;
        }
    }

    /** Reads a part of the file; several may be read at once. */
    InputStream read(long from, long count) {
        return new BlockInputStream() {
            private long at = from;

            @Override
            public int read(byte[] bytes, int offset, int most) throws IOException {
                int wanted = (int) Math.min(most, from + count - at);
                if (wanted <= 0) {
                    return -1;
                }
                int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), at);
                at += Math.max(read, 0);
                return read;
            }
        };
    }

    /** Gives the named file away: it is not deleted any more. */
    Path release() throws IOException {
        channel.close();
        channel = null;
        return file;
    }

    private FileChannel open() throws IOException {
        if (channel == null) {
            // A process that was killed may have left a file of this name.
            file = name == null
                    ? Files.createTempFile(folder, "cometsh-points-", ".tmp", OwnerOnly.file(folder))
                    : folder.resolve(name);
            OpenOption last = name == null ? StandardOpenOption.DELETE_ON_CLOSE : StandardOpenOption.TRUNCATE_EXISTING;
            channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, last));
        }
        return channel;
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            channel = null;
        }
    }
}
