package io.cometsh.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file that appears under its name only when it is complete, compressed when it ends in {@code .gz}.
 *
 * <p>It is written beside its final place, so that the renaming cannot fail half-way, and what fails leaves what was
 * there before.
 */
public final class WholeFile implements AutoCloseable {
    private static final String GZIP = ".gz";
    private static final int BUFFER = 1 << 16;

    private final PrintStream stream;
    private final Path target;
    private final Path partial;

    private WholeFile(PrintStream stream, Path target, Path partial) {
        this.stream = stream;
        this.target = target;
        this.partial = partial;
    }

    /**
     * Begins the file.
     *
     * @throws NoSuchFileException when its folder is not there
     */
    public static WholeFile create(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder), null, "there is no folder " + folder);
        }
        Path partial = Files.createTempFile(folder, "." + target.getFileName() + ".", ".part");
        OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER);
        OutputStream whole = isGzip(target) ? new BufferedOutputStream(new GZIPOutputStream(bytes), BUFFER) : bytes;
        return new WholeFile(new PrintStream(whole, false, StandardCharsets.UTF_8), target, partial);
    }

    /** Writes a whole file: {@code WholeFile.write(path, out -> rows.write(Format.CSV.rows(out, false)))}. */
    static void write(Path file, Content content) {
        try (WholeFile whole = create(file)) {
            content.writeTo(whole.stream());
            whole.complete();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** What a file will hold. */
    interface Content {
        void writeTo(PrintStream stream) throws IOException;
    }

    /** Where its content goes; an error of writing is told by {@link #complete}. */
    public PrintStream stream() {
        return stream;
    }

    /** Everything has been written: let the file appear. */
    public void complete() throws IOException {
        stream.close();
        if (stream.checkError()) {
            throw new IOException("cannot write " + target + ": is the disk full?");
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was begun and not completed. */
    @Override
    public void close() {
        stream.close();
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // A leftover hidden file is no reason to hide the error that led here.
            return;
        }
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
