package io.cometsh.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that this process has locked: other processes and other threads get it when it is closed, or when the process
 * ends in whatever way. The owner may remove it while it has the lock.
 */
public final class LockedFile implements AutoCloseable {
    /**
     * The files that threads of this process have. Java's own table of locks loses one at times, and for the operating
     * system the locks of a process end when any of its threads closes the file.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    /** Java forgets a lock that nothing refers to, and then gives it to another thread too. */
    private final FileLock lock;

    /** The file, when all of its bytes are locked; or null. */
    private final Path whole;

    private LockedFile(FileLock lock, Path whole) {
        this.lock = lock;
        this.whole = whole;
    }

    /**
     * Locks a file, which is made if it is not there.
     *
     * @return null when another process or thread has the lock
     * @throws NoSuchFileException when there is no such folder
     */
    public static LockedFile take(Path file) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        if (!TAKEN.add(whole)) {
            return null;
        }
        FileLock lock = null;
        try {
            lock = lock(file, 0, Long.MAX_VALUE);
            return lock == null ? null : new LockedFile(lock, whole);
        } finally {
            if (lock == null) {
                TAKEN.remove(whole);
            }
        }
    }

    /** Locks some bytes of a file, whether it has them or not. */
    public static LockedFile take(Path file, long position, long length) throws IOException {
        FileLock lock = lock(file, position, length);
        return lock == null ? null : new LockedFile(lock, null);
    }

    private static FileLock lock(Path file, long position, long length) throws IOException {
        while (true) {
            FileChannel channel = null;
            FileLock lock = null;
            boolean current = false;
            try {
                if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createFile(file);
                }
                Object seen = identity(file);
                channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                lock = channel.tryLock(position, length, false);
                // The lock of a file that has been removed meanwhile keeps nobody out, also where a new one has its
                // name.
                current = lock != null && Objects.equals(seen, identity(file));
                if (lock == null || current) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                return null;
            } catch (FileAlreadyExistsException e) {
                continue;
            } catch (NoSuchFileException e) {
                if (!Files.isDirectory(file.resolveSibling(""))) {
                    throw e;
                }
            } finally {
                if (channel != null && !current) {
                    channel.close();
                }
            }
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Whether the lock is still held. */
    public boolean isHeld() {
        return lock.isValid();
    }

    @Override
    public void close() throws IOException {
        if (lock.acquiredBy().isOpen()) {
            lock.acquiredBy().close();
            if (whole != null) {
                TAKEN.remove(whole);
            }
        }
    }
}
