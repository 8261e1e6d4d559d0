package io.cometsh.export;

import io.cometsh.files.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file that appears under its name only when it is complete, compressed when it ends in {@code .gz}.
 *
 * <p>It is written beside its final path, so that the renaming cannot fail half-way. A failed write leaves the
 * old file unchanged.
 */
public final class WholeFile implements AutoCloseable {
    private static final String GZIP = ".gz";
    private static final int BUFFER = 1 << 16;

    private final PrintStream stream;
    /** Null where the target is written to at once. */
    private final AtomicFile file;

    private WholeFile(PrintStream stream, AtomicFile file) {
        this.stream = stream;
        this.file = file;
    }

    /**
     * Begins the file. A link stays a link, and what is not a file (a pipe, a device) is written to as it is: it cannot be
     * replaced by a whole one.
     *
     * @throws IOException when its folder is not there, or it is a folder itself
     */
    public static WholeFile create(Path file) throws IOException {
        Path target = AtomicFile.target(file);
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            if (Files.isDirectory(target)) {
                throw new FileSystemException(String.valueOf(target), null, "it is a folder: name a file");
            }
            return new WholeFile(stream(target, Files.newOutputStream(target)), null);
        }
        AtomicFile whole = AtomicFile.create(target, AtomicFile.Kind.PLAIN);
        try {
            return new WholeFile(stream(target, whole.stream()), whole);
        } catch (IOException e) {
            whole.close();
            throw e;
        }
    }

    private static PrintStream stream(Path target, OutputStream to) throws IOException {
        OutputStream bytes = new BufferedOutputStream(to, BUFFER);
        OutputStream whole = isGzip(target) ? new BufferedOutputStream(new GZIPOutputStream(bytes), BUFFER) : bytes;
        return new PrintStream(whole, false, StandardCharsets.UTF_8);
    }

    /** Writes a whole file: {@code WholeFile.write(path, out -> rows.write(Format.CSV.rows(out, false)))}. */
    static void write(Path file, Content content) {
        try (WholeFile whole = create(file)) {
            content.writeTo(whole.stream());
            whole.complete();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** What a file will hold. */
    interface Content {
        void writeTo(PrintStream stream) throws IOException;
    }

    /** Where its content goes; {@link #complete} reports an error of writing. */
    public PrintStream stream() {
        return stream;
    }

    /** Everything has been written: let the file appear. */
    public void complete() throws IOException {
        stream.close();
        if (stream.checkError()) {
            throw new IOException("nothing more could be written: is the disk full?");
        }
        if (file != null) {
            file.complete();
        }
    }

    /** Removes what was begun and not completed. */
    @Override
    public void close() {
        stream.close();
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // A leftover hidden file is no reason to hide the error that led here.
            return;
        }
    }

    /**
     * Why a file could not be written; without the path where the message already has it: {@code there is no folder
     * reports}.
     */
    public static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException || e.getMessage() == null ? "it cannot be made there" : e.getMessage();
    }

    /** The format that a file's ending names, such as {@code best.csv} or {@code best.csv.gz}. */
    public static Optional<Format> formatOf(Path file) {
        String name = String.valueOf(file);
        String plain = isGzip(file) ? name.substring(0, name.length() - GZIP.length()) : name;
        return Format.ofEnding(plain.substring(plain.lastIndexOf('.') + 1));
    }

    /** Whether the file is to be compressed, by its ending. */
    public static boolean isGzip(Path file) {
        return String.valueOf(file).toLowerCase(Locale.ROOT).endsWith(GZIP);
    }
}
