package io.cometsh.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The sum by which a file can be checked: {@code Sha256.of(file)}. */
public final class Sha256 {
    private static final int BUFFER = 1 << 14;
    /** Two blocks: Java sums several in another method than one. */
    private static final int SAMPLE = 128;
    /** One for each of Java's two compilers, and one to spare. */
    private static final int SAMPLES = 3;

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Sums a few bytes, so that Java compiles the sum now, where the launcher wants it compiled at once, and not in the
     * middle of the work that the compiler has later. With the processor's own instruction a sum is ten times as fast.
     */
    public static void prepare() {
        Sha256 sum = new Sha256();
        for (int i = 0; i < SAMPLES; i++) {
            sum.update(new byte[SAMPLE], 0, SAMPLE);
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
        digest.update(bytes, offset, length);
    }

    /** In hexadecimal digits, as {@code sha256sum} prints it; nothing can be added after that. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
