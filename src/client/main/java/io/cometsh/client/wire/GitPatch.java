package io.cometsh.client.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipInputStream;

/** The patch that a logger sends: a zip with one file. */
public final class GitPatch {
    private GitPatch() {}

    /** The patch inside its zip; bytes that are no zip are the patch itself. Null for null. */
    public static String text(byte[] patch) {
        if (patch == null) {
            return null;
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(patch))) {
            byte[] text = zip.getNextEntry() == null ? patch : zip.readAllBytes();
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
