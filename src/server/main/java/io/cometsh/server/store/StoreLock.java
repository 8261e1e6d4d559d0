package io.cometsh.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One store has a folder at a time: it keeps columns in memory, which another one's writes would pass by. */
final class StoreLock implements AutoCloseable {
    private static final String FILE = "comet.lock";

    /** The lock belongs to the process, so that a second store of this one is kept out by this set. */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private StoreLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes a folder; the operating system gives it back when the process ends, in whatever way.
     *
     * @throws StoreException when another store has it
     */
    static StoreLock take(Path folder) throws IOException {
        if (!TAKEN.add(folder)) {
            throw taken(folder);
        }
        FileChannel channel = null;
        try {
            OwnFile.make(folder.resolve(FILE));
            channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(folder);
            }
            return new StoreLock(folder, channel);
        } catch (OverlappingFileLockException e) {
            abandon(folder, channel);
            throw taken(folder);
        } catch (IOException | RuntimeException e) {
            abandon(folder, channel);
            throw e;
        }
    }

    private static void abandon(Path folder, FileChannel channel) throws IOException {
        TAKEN.remove(folder);
        if (channel != null) {
            channel.close();
        }
    }

    private static StoreException taken(Path folder) {
        return new StoreException(
                StoreException.Reason.CANNOT_OPEN,
                "the data folder " + folder + " is being served already, by this or another process",
                null);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException(StoreException.Reason.CANNOT_WRITE, "cannot let " + folder + " go", e);
        } finally {
            TAKEN.remove(folder);
        }
    }
}
