package io.cometsh.lang;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of scripts and of other files that users write: UTF-8, with or without a byte order mark. */
public final class ScriptText {
    private ScriptText() {}

    /**
     * Reads a script: {@code ScriptText.read(Path.of("best.groovy"))}.
     *
     * @throws FileSystemException when it is not UTF-8; the reason names the line and what to do
     * @throws IOException when it can't be read
     */
    public static String read(Path file) throws IOException {
        return decode(Files.readAllBytes(file), file.toString());
    }

    /** As {@link #read}, of bytes that are called by a name in messages. */
    public static String decode(byte[] bytes, String name) throws FileSystemException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean whole = !decoder.decode(in, out, true).isError();
        out.flip();
        if (!whole) {
            long line = 1 + out.chars().filter(c -> c == '\n').count();
            throw new FileSystemException(
                    name,
                    null,
                    "line " + line
                            + " is not UTF-8: save the file as UTF-8, such as with iconv -f ISO-8859-1 -t UTF-8");
        }
        boolean marked = out.length() > 0 && out.charAt(0) == '\uFEFF';
        return out.subSequence(marked ? 1 : 0, out.length()).toString();
    }
}
