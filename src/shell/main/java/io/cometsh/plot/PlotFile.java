package io.cometsh.plot;

import io.cometsh.export.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A plot as a file: PNG, SVG or PDF, by the ending of its name. */
public final class PlotFile {
    private static final List<String> ENDINGS = List.of(".png", ".svg", ".pdf");

    private PlotFile() {}

    /** Whether a name ends in {@code .png}, {@code .svg} or {@code .pdf}. */
    public static boolean isPicture(Path file) {
        return ENDINGS.stream().anyMatch(ending -> ends(file, ending));
    }

    private static boolean ends(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /**
     * Writes a picture, which appears under its name when it is complete.
     *
     * @throws PlotException for another ending
     */
    public static void write(Plot plot, Path file, int width, int height) throws IOException {
        requirePicture(file);
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new PlotException("cannot write " + file + ": there is no folder " + folder);
        }
        try (WholeFile whole = WholeFile.create(target)) {
            write(plot, file, width, height, whole.stream());
            whole.complete();
        }
    }

    /** The same into a stream; the file only tells the kind. */
    public static void write(Plot plot, Path file, int width, int height, OutputStream out) throws IOException {
        requirePicture(file);
        PlotImage image = PlotImage.of(plot, width, height);
        if (ends(file, ".svg")) {
            image.svg(out);
        } else if (ends(file, ".pdf")) {
            image.pdf(out);
        } else {
            image.png(out);
        }
    }

    private static void requirePicture(Path file) {
        if (!isPicture(file)) {
            throw new PlotException("a plot is written as .png, .svg or .pdf, not as \"" + file + "\"");
        }
    }
}
