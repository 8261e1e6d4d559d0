package io.cometsh.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One part of an upload: {@code BodyPart.file("file", "red.png", Path.of("red.png"))}.
 *
 * @param name the form's name of the part
 * @param fileName the name that is sent to the server; null for a part that is not a file
 * @param bytes the content; null when it is in {@code file}
 * @param file the file that is sent as it is read, however large; null when the content is in {@code bytes}
 */
public record BodyPart(String name, String fileName, byte[] bytes, Path file) {

    /** A file that is read while it is sent. */
    public static BodyPart file(String name, String fileName, Path file) {
        return new BodyPart(name, fileName, null, file);
    }

    /** Bytes that pass for a file. */
    public static BodyPart bytes(String name, String fileName, byte[] bytes) {
        return new BodyPart(name, fileName, bytes, null);
    }

    /** A value beside the file, in UTF-8. */
    public static BodyPart text(String name, String fileName, String text) {
        return bytes(name, fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The size of the content in bytes. */
    public long size() {
        try {
            return file == null ? bytes.length : Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For people: {@code file "red.png" (73 bytes)}. */
    @Override
    public String toString() {
        return name + (fileName == null ? "" : " \"" + Sanitizer.printable(fileName, 80) + "\"") + " (" + size()
                + " bytes)";
    }
}
