package io.cometsh.plot;

import java.util.List;

/** Something to look at: as text or a picture in a terminal, as a picture in a file, or told in words. */
public sealed interface Plot permits LinePlot, BarPlot {
    /** As text, each line ended. */
    String text(TextStyle style);

    /** What a reader must know besides the picture, such as how many runs were left out. */
    List<String> remarks();

    /** In sentences, each line ended: nothing is drawn, for a reader that speaks. */
    String words();
}
