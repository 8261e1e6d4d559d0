package io.cometsh.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Data folders, which only their owner can enter; on Windows the folders of a user are private anyway. */
final class PrivateFolder {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /** Makes the folder for its owner alone; one that is there keeps its rights. */
    static void make(Path folder) {
        try {
            Files.createDirectories(
                    folder,
                    isPosix(folder)
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                            : new FileAttribute<?>[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Makes the folder, and takes the rights of others away from one that is there. */
    static void makePrivate(Path folder) throws IOException {
        make(folder);
        if (!isPosix(folder) || Files.getPosixFilePermissions(folder).equals(OWNER)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(folder, OWNER);
        } catch (IOException e) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "the folder belongs to " + Files.getOwner(folder) + ", who could read or change what is in it:"
                            + " give another with --local-dir DIR");
        }
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
