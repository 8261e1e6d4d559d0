package io.cometsh.plot;

/** What cannot be drawn, in a sentence that says what to write instead. */
public final class PlotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlotException(String message) {
        super(message);
    }
}
