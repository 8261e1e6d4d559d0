package io.cometsh.cli;

import io.cometsh.export.Format;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Where data goes: standard output, or a file that appears under its name only when it is complete.
 *
 * <p>The file is written beside its final place, so that the renaming cannot fail half-way, and a run that fails leaves
 * what was there before.
 */
final class Output implements AutoCloseable {
    private static final String GZIP = ".gz";

    private final PrintStream stream;
    private final Path target;
    private final Path partial;

    private Output(PrintStream stream, Path target, Path partial) {
        this.stream = stream;
        this.target = target;
        this.partial = partial;
    }

    static Output to(Path file, PrintStream standardOutput) {
        if (file == null) {
            return new Output(standardOutput, null, null);
        }
        Path target = file.toAbsolutePath();
        try {
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new UsageException("cannot write " + file + ": there is no folder " + folder);
            }
            Path partial = Files.createTempFile(folder, "." + target.getFileName() + ".", ".part");
            OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16);
            PrintStream stream = new PrintStream(
                    isGzip(target) ? new BufferedOutputStream(new GZIPOutputStream(bytes), 1 << 16) : bytes,
                    false,
                    StandardCharsets.UTF_8);
            return new Output(stream, target, partial);
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + ": " + e.getMessage());
        }
    }

    PrintStream stream() {
        return stream;
    }

    /** Everything has been written: flush, and let the file appear. */
    void complete() {
        stream.flush();
        if (target == null) {
            return;
        }
        stream.close();
        if (stream.checkError()) {
            throw new UncheckedIOException(new IOException("cannot write " + target + ": is the disk full?"));
        }
        try {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what was begun and not completed; flushes standard output. */
    @Override
    public void close() {
        stream.flush();
        if (partial != null) {
            stream.close();
            try {
                Files.deleteIfExists(partial);
            } catch (IOException e) {
                // A leftover hidden file is no reason to hide the error that led here.
                return;
            }
        }
    }

    /** The format that a file's ending names, such as {@code best.csv} or {@code best.csv.gz}. */
    static Optional<Format> formatOf(Path file) {
        String name = String.valueOf(file);
        String plain = isGzip(file) ? name.substring(0, name.length() - GZIP.length()) : name;
        return Format.ofEnding(plain.substring(plain.lastIndexOf('.') + 1));
    }

    /** Whether the file is to be compressed, by its ending. */
    static boolean isGzip(Path file) {
        return String.valueOf(file).toLowerCase(Locale.ROOT).endsWith(GZIP);
    }
}
