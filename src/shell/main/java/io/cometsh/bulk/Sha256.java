package io.cometsh.bulk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The sum by which an export can be checked. Java's own is the fastest where its second compiler uses the processor's
 * instruction; with the first compiler alone, which an export usually runs with, it takes a quarter longer than
 * {@link Sha256Blocks}.
 */
final class Sha256 {
    private final MessageDigest digest;
    private final Sha256Blocks blocks;

    Sha256() {
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

    void update(byte[] bytes, int offset, int length) {
        if (blocks != null) {
            blocks.update(bytes, offset, length);
        } else {
            digest.update(bytes, offset, length);
        }
    }

    /** In hexadecimal digits, as {@code sha256sum} prints it; nothing can be added after that. */
    String hex() {
        return HexFormat.of().formatHex(blocks != null ? blocks.digest() : digest.digest());
    }
}
