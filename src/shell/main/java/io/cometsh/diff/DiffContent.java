package io.cometsh.diff;

import io.cometsh.files.FolderTrees;
import io.cometsh.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A text or a file. Its bytes are read once, and only when sizes are equal; only the bytes of small files stay in
 * memory.
 */
final class DiffContent {
    /** More bytes than this are compared by their digest alone. */
    static final int MOST_TEXT = 1 << 20;

    private static final int SHOWN_DIGITS = 16;

    private final Long size;
    private final String link;
    private final FileSource source;
    private byte[] bytes;
    private String digest;

    /** Where the bytes of a file are when they are needed. */
    @FunctionalInterface
    interface FileSource {
        /** @param folder an empty folder that is deleted afterwards; the file may also be elsewhere */
        Path save(Path folder) throws IOException;
    }

    private DiffContent(Long size, String link, FileSource source, byte[] bytes) {
        this.size = size;
        this.link = link;
        this.source = source;
        this.bytes = bytes;
    }

    static DiffContent of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new DiffContent((long) bytes.length, null, null, bytes);
    }

    /** @param size bytes; null when the server does not tell */
    static DiffContent of(Long size, FileSource source) {
        return new DiffContent(size, null, source, null);
    }

    /** A file that the server only links to: nothing but the address can be compared. */
    static DiffContent linked(String link) {
        return new DiffContent(null, String.valueOf(link), null, null);
    }

    boolean isSameAs(DiffContent other) {
        if (link != null || other.link != null) {
            return Objects.equals(link, other.link);
        }
        if (size != null && other.size != null && !size.equals(other.size)) {
            return false;
        }
        return digest().equals(other.digest());
    }

    /** The text; null for bytes that are none, or too many. */
    String text() {
        if (link != null || size != null && size > MOST_TEXT) {
            return null;
        }
        read();
        if (bytes == null) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    /** SHA-256 in hexadecimal digits, as {@code sha256sum} prints it. */
    private String digest() {
        read();
        return digest;
    }

    private void read() {
        if (digest != null) {
            return;
        }
        try {
            if (bytes != null) {
                digest = Sha256.of(bytes);
                return;
            }
            Path folder = Files.createTempDirectory("cometsh-diff");
            try {
                readFile(source.save(folder));
            } finally {
                FolderTrees.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFile(Path file) throws IOException {
        if (Files.size(file) <= MOST_TEXT) {
            bytes = Files.readAllBytes(file);
            digest = Sha256.of(bytes);
            return;
        }
        digest = Sha256.of(file);
    }

    /** Whether only the digests could tell these apart. */
    private boolean hasSizeOf(DiffContent other) {
        return link == null && other.link == null && (size == null || size.equals(other.size));
    }

    /**
     * The size, and the start of the digest where another content beside it may have the same size; the address of a
     * linked file.
     */
    String describe(List<DiffContent> others) {
        if (link != null) {
            return "link " + link;
        }
        boolean bySize = others.stream().noneMatch(other -> other != this && hasSizeOf(other));
        String sum = bySize ? "" : "sha256 " + digest().substring(0, SHOWN_DIGITS);
        String bytesShown = size == null ? "" : size + " bytes";
        return bytesShown.isEmpty() || bySize ? bytesShown + sum : bytesShown + ", " + sum;
    }
}
