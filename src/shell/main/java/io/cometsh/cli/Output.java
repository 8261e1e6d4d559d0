package io.cometsh.cli;

import io.cometsh.export.Format;
import io.cometsh.export.WholeFile;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Where data goes: standard output, or a file that appears under its name only when it is complete. */
final class Output implements AutoCloseable {
    private final PrintStream standardOutput;
    private final WholeFile file;

    private final Path name;

    private Output(PrintStream standardOutput, WholeFile file, Path name) {
        this.standardOutput = standardOutput;
        this.file = file;
        this.name = name;
    }

    static Output to(Path file, PrintStream standardOutput) {
        try {
            return new Output(standardOutput, file == null ? null : WholeFile.create(file), file);
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + ": " + WholeFile.reason(e));
        }
    }

    PrintStream stream() {
        return file == null ? standardOutput : file.stream();
    }

    /** Everything has been written: flush, and let the file appear. */
    void complete() {
        if (file == null) {
            standardOutput.flush();
            return;
        }
        try {
            file.complete();
        } catch (IOException e) {
            throw new CometException("cannot write " + name + ": " + WholeFile.reason(e), e);
        }
    }

    /** Removes what was begun and not completed; flushes standard output. */
    @Override
    public void close() {
        if (file == null) {
            standardOutput.flush();
        } else {
            file.close();
        }
    }

    /**
     * Refuses what a place cannot hold.
     *
     * @param file null for standard output
     */
    static void requireFits(Format format, Path file) {
        if (!format.isText() && file == null) {
            throw new UsageException(format + " is bytes and no text: write it to a file with -o");
        }
        if (!format.isText() && WholeFile.isGzip(file)) {
            throw new UsageException(format + " is compressed inside: leave the .gz off");
        }
    }
}
