package io.cometsh.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The sum by which a file can be checked. Java's own is the fastest where its second compiler uses the processor's
 * instruction; with the first compiler alone, which most commands run with, it takes a quarter longer than
 * {@link Sha256Blocks}.
 */
public final class Sha256 {
    private static final int BUFFER = 1 << 14;

    private final MessageDigest digest;
    private final Sha256Blocks blocks;

    public Sha256() {
        this(System.getProperty("java.vm.info", "").contains("emulated-client"));
    }

    Sha256(boolean isFirstCompilerAlone) {
        blocks = isFirstCompilerAlone ? new Sha256Blocks() : null;
        try {
            digest = isFirstCompilerAlone ? null : MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The sum of a file, as {@link #hex} gives it. */
    public static String of(Path file) throws IOException {
        Sha256 sum = new Sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        }
        return sum.hex();
    }

    /** The sum of these bytes, as {@link #hex} gives it. */
    public static String of(byte[] bytes) {
        Sha256 sum = new Sha256();
        sum.update(bytes, 0, bytes.length);
        return sum.hex();
    }

    public void update(byte[] bytes, int offset, int length) {
        if (blocks != null) {
            blocks.update(bytes, offset, length);
        } else {
            digest.update(bytes, offset, length);
        }
    }

    /** In hexadecimal digits, as {@code sha256sum} prints it; nothing can be added after that. */
    public String hex() {
        return HexFormat.of().formatHex(blocks != null ? blocks.digest() : digest.digest());
    }
}
