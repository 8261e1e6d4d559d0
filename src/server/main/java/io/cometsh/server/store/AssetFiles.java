package io.cometsh.server.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bytes of assets: one file each, {@code <owner>/<asset id>} under one folder, written beside and renamed so that a file is whole or not there. The owner is an experiment (its key), or
 * a version of a model or an artifact (its id).
 */
public final class AssetFiles {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final Path folder;
    private final StoreFailures failures;
    private final boolean durable;

    /** @param durable whether what was written is on the disk when it is acknowledged */
    AssetFiles(Path folder, StoreFailures failures, boolean durable) {
        this.folder = folder;
        this.failures = failures;
        this.durable = durable;
    }

    /**
     * Takes the stream to its end and gives the number of bytes.
     *
     * @throws IOException when the stream fails
     * @throws StoreException when the file cannot be written; nothing of it is kept
     */
    public long write(String owner, String assetId, InputStream bytes) throws IOException {
        return write(owner, assetId, bytes, durable);
    }

    /** As {@link #write}, of what can be read again: the disk may take its time, which is 3 ms a file. */
    public long writeCopy(String owner, String assetId, InputStream bytes) throws IOException {
        return write(owner, assetId, bytes, false);
    }

    private long write(String owner, String assetId, InputStream bytes, boolean sync) throws IOException {
        Path part = null;
        try {
            Path target = path(owner, assetId);
            part = Files.createTempFile(Files.createDirectories(folder.resolve(safe(owner))), "upload", ".part");
            long size = copy(bytes, part, sync);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (sync) {
                syncFolder(target.getParent());
            }
            return size;
        } catch (SourceFailed e) {
            throw (IOException) e.getCause();
        } catch (IOException e) {
            throw failures.writing(e);
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static long copy(InputStream bytes, Path target, boolean sync) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            for (int read = read(bytes, buffer); read >= 0; read = read(bytes, buffer)) {
                out.write(buffer, 0, read);
                size += read;
            }
            if (sync) {
                channel.force(true);
            }
        }
        return size;
    }

    /** A name is on the disk when its folder is. Windows has no such call, and needs none. */
    private static void syncFolder(Path names) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(names, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The sender can fail as well as the disk; the two get different errors. */
    private static int read(InputStream bytes, byte[] buffer) throws SourceFailed {
        try {
            return bytes.read(buffer);
        } catch (IOException e) {
            throw new SourceFailed(e);
        }
    }

    private static final class SourceFailed extends IOException {
        private static final long serialVersionUID = 1L;

        SourceFailed(IOException cause) {
            super(cause);
        }
    }

    /**
     * Gives another owner the bytes of an asset, as they are now. Both names are of one file on disk; a new upload makes a new file, so neither owner sees what the other one gets later.
     *
     * @throws java.nio.file.NoSuchFileException when there are no bytes
     */
    public void share(String owner, String assetId, String with) throws IOException {
        try {
            link(path(owner, assetId), with, assetId);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw failures.writing(e);
        }
    }

    private void link(Path source, String with, String assetId) throws IOException {
        Path target = Files.createDirectories(folder.resolve(safe(with))).resolve(safe(assetId));
        Files.deleteIfExists(target);
        try {
            Files.createLink(target, source);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (!Files.exists(source)) {
                throw new NoSuchFileException(source.toString());
            }
            // A file system without links. A killed process can leave half a copy, but under an owner that no row
            // refers to.
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Where the bytes of an asset are, or would be. */
    public Path path(String owner, String assetId) {
        return folder.resolve(safe(owner)).resolve(safe(assetId));
    }

    public void remove(String owner, String assetId) throws IOException {
        Files.deleteIfExists(path(owner, assetId));
    }

    public void removeAll(String owner) throws IOException {
        removeTree(folder.resolve(safe(owner)));
    }

    /** Ids are the clients' choice: what could be more than a file's name becomes its hash. */
    private static String safe(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        try {
            return "x"
                    + HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void removeTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
