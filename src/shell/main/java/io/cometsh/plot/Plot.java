package io.cometsh.plot;

import io.cometsh.export.NotData;
import java.util.List;

/** Something to look at: as text or a picture in a terminal, as a picture in a file, or in words. */
public sealed interface Plot extends NotData permits LinePlot, BarPlot {
    /** As text, each line ended. */
    String text(TextStyle style);

    /** What a reader must know besides the picture, such as how many runs were left out. */
    List<String> remarks();

    /** In sentences, each line ended: nothing is drawn, for a reader that speaks. */
    String words();

    @Override
    default String advice() {
        return "write it to a .png or .svg file with -o, or print the values that it shows";
    }
}
