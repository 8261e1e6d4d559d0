package io.cometsh.plot;

/** Something to look at: as text in a terminal, as a picture in a file. */
public sealed interface Plot permits LinePlot, BarPlot {
    /** As text, each line ended. */
    String text(TextStyle style);
}
