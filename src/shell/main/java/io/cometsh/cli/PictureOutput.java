package io.cometsh.cli;

import io.cometsh.plot.Plot;
import io.cometsh.plot.PlotFile;
import io.cometsh.plot.PlotImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code -o loss.png}, {@code -o loss.svg} and {@code -o loss.pdf}: a plot as a picture. */
final class PictureOutput {
    private final Path file;
    private final PrintStream out;

    /** @param out what becomes the file */
    PictureOutput(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** Whether {@code -o} names a picture. */
    static boolean isWanted(Path file) {
        return file != null && PlotFile.isPicture(file);
    }

    void write(Object value) throws IOException {
        if (!(value instanceof Plot plot)) {
            throw new UsageException("-o " + file + " takes a plot, such as plot(runs, \"loss\"), and the value is "
                    + (value == null ? "null" : "a " + value.getClass().getSimpleName())
                    + "; write a table to a .csv or .json file");
        }
        PlotFile.write(plot, file, PlotImage.WIDTH, PlotImage.HEIGHT, out);
    }
}
