package io.cometsh.mirror;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Who uses a mirror: one process writes, and nothing is removed while others read. */
final class FolderLock implements AutoCloseable {
    private static final String WRITER = "lock";
    private static final String READERS = "readers";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Null while another process writes. */
    static FolderLock writer(Path folder) throws IOException {
        Files.createDirectories(folder);
        return lock(folder.resolve(WRITER), 0, Long.MAX_VALUE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Null while another process reads. */
    static FolderLock noReaders(Path folder) throws IOException {
        return lock(folder.resolve(READERS), 0, Long.MAX_VALUE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Each reader has a byte of its own. In a folder that cannot be written, nobody removes anything. */
    static FolderLock reader(Path folder) throws IOException {
        try {
            FolderLock lock = null;
            while (lock == null) {
                long own = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE - 1);
                lock = lock(folder.resolve(READERS), own, 1, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Thread.onSpinWait();
            }
            return lock;
        } catch (FileSystemException e) {
            return new FolderLock(null);
        }
    }

    private static FolderLock lock(Path file, long position, long length, StandardOpenOption... how)
            throws IOException {
        FileChannel channel = FileChannel.open(file, how);
        try {
            FileLock lock = channel.tryLock(position, length, false);
            if (lock != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            return null;
        }
        channel.close();
        return null;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
