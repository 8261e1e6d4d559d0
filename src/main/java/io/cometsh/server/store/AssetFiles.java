package io.cometsh.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
public final class AssetFiles implements AutoCloseable {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final Path folder;
    private final boolean temporary;

    private AssetFiles(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    static AssetFiles in(Path folder) {
        return new AssetFiles(folder, false);
    }

    static AssetFiles temporary() {
        try {
            return new AssetFiles(Files.createTempDirectory("comet-assets"), true);
        } catch (IOException e) {
            throw new StoreException("cannot make a temporary folder", e);
        }
    }

    /** Takes the stream to its end and gives the number of bytes. */
    public long write(String owner, String assetId, InputStream bytes) throws IOException {
        Path target = path(owner, assetId);
        Path parent = Files.createDirectories(folder.resolve(safe(owner)));
        Path part = Files.createTempFile(parent, "upload", ".part");
        try {
            long size;
            try (OutputStream out = Files.newOutputStream(part)) {
                size = bytes.transferTo(out);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return size;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Gives another owner the bytes of an asset, as they are now. Both names are of one file on disk; a new upload makes a new file, so neither owner sees what the other one gets later.
     *
     * @throws java.nio.file.NoSuchFileException when there are no bytes
     */
    public void share(String owner, String assetId, String with) throws IOException {
        Path source = path(owner, assetId);
        Path target = Files.createDirectories(folder.resolve(safe(with))).resolve(safe(assetId));
        Files.deleteIfExists(target);
        try {
            Files.createLink(target, source);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (!Files.exists(source)) {
                throw new NoSuchFileException(source.toString());
            }
            // A file system without links. A copy that a killed process leaves half is under an owner that nobody
            // was told of.
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

    private static void removeTree(Path tree) throws IOException {
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

    @Override
    public void close() {
        if (temporary) {
            try {
                removeTree(folder);
            } catch (IOException e) {
                throw new StoreException("cannot remove " + folder, e);
            }
        }
    }
}
