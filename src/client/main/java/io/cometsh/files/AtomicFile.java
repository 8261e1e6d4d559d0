package io.cometsh.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A file that appears under its name only when it is complete: it is written beside its final place and renamed. What
 * fails leaves the file that was there before. A link stays a link.
 *
 * <pre>{@code
 * try (AtomicFile file = AtomicFile.create(path, Kind.PRIVATE)) {
 *     file.stream().write(bytes);
 *     file.complete();
 * }
 * }</pre>
 */
public final class AtomicFile implements AutoCloseable {
    /** Who may read the file, and how much it is worth. */
    public enum Kind {
        /** The rights of the file that it replaces, else the rights of any new file. */
        PLAIN,
        /** Readable by its owner alone: 0600. */
        PRIVATE,
        /** Of a cache: readable by its owner alone, and not forced to the disk, because it can be made again. */
        CACHE
    }

    private final Path target;
    private final Path draft;
    private final Kind kind;
    private final OutputStream stream;

    private AtomicFile(Path target, Path draft, Kind kind, OutputStream stream) {
        this.target = target;
        this.draft = draft;
        this.kind = kind;
        this.stream = stream;
    }

    /** Begins a file in a folder that exists. */
    public static AtomicFile create(Path file, Kind kind) throws IOException {
        Path target = target(file);
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder), null, "there is no folder " + folder);
        }
        Path draft = beside(target);
        // Not a temporary file of the library's: that one only its owner may read.
        FileAttribute<?>[] rights = kind == Kind.PLAIN ? rightsLike(target) : OwnerOnly.file(folder);
        FileChannel channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights);
        return new AtomicFile(target, draft, kind, Channels.newOutputStream(channel));
    }

    /** The rights of the file that is replaced, so that nobody else reads the draft either; none where it is new. */
    private static FileAttribute<?>[] rightsLike(Path target) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (old == null || !Files.exists(target)) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> rights = EnumSet.of(PosixFilePermission.OWNER_WRITE);
        rights.addAll(old.readAttributes().permissions());
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)};
    }

    /** Writes a whole file. */
    public static void write(Path file, byte[] content, Kind kind) throws IOException {
        try (AtomicFile whole = create(file, kind)) {
            whole.stream().write(content);
            whole.complete();
        }
    }

    /** Where its content goes. */
    public OutputStream stream() {
        return stream;
    }

    /** Everything has been written: the file gets its name. */
    public void complete() throws IOException {
        stream.close();
        if (kind == Kind.CACHE) {
            rename(draft, target);
        } else {
            replace(draft, target, kind == Kind.PLAIN);
        }
    }

    /** Removes what was begun and not completed. */
    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A hidden place beside a file for its draft, of which nobody else has the name. */
    public static Path beside(Path target) {
        return target.resolveSibling(
                "." + SafeNames.shortened(String.valueOf(target.getFileName())) + "." + UUID.randomUUID() + ".part");
    }

    /** Gives a complete file its name in one step. Who could read an old file of this name can read the new one. */
    public static void replace(Path complete, Path target) throws IOException {
        replace(complete, target, true);
    }

    private static void replace(Path complete, Path target, boolean keepRights) throws IOException {
        try (FileChannel content = FileChannel.open(complete, StandardOpenOption.WRITE)) {
            content.force(true);
        }
        // Not by the file store: below another root (chroot), none is found for the file.
        PosixFileAttributeView rights = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (keepRights && rights != null && Files.exists(target)) {
            Files.setPosixFilePermissions(complete, rights.readAttributes().permissions());
        }
        rename(complete, target);
        forceNames(Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file has a folder"));
    }

    private static void rename(Path complete, Path target) throws IOException {
        try {
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(complete, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Forces the names in a folder to the disk: the name of a new file is the folder's content. */
    public static void forceNames(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Windows does not open a folder; its file system keeps names without being asked.
            return;
        }
    }

    /** The path where the bytes of a file are stored: the target of a link. */
    public static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        return Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target;
    }
}
