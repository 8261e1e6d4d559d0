package io.cometsh.mirror;

import io.cometsh.files.LockedFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Who uses a mirror: one process writes, and nothing is removed while others read. */
final class FolderLock {
    private static final String WRITER = "lock";
    private static final String READERS = "readers";

    private FolderLock() {}

    /** Null while another process writes. */
    static LockedFile writer(Path folder) throws IOException {
        Files.createDirectories(folder);
        return LockedFile.take(folder.resolve(WRITER));
    }

    /** Null while another process reads. */
    static LockedFile noReaders(Path folder) throws IOException {
        return LockedFile.take(folder.resolve(READERS));
    }

    /** Each reader has a byte of its own. Null in a folder that cannot be written: nobody removes anything there. */
    static LockedFile reader(Path folder) throws IOException {
        try {
            LockedFile lock = null;
            while (lock == null) {
                long own = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE - 1);
                lock = LockedFile.take(folder.resolve(READERS), own, 1);
                Thread.onSpinWait();
            }
            return lock;
        } catch (FileSystemException e) {
            return null;
        }
    }
}
