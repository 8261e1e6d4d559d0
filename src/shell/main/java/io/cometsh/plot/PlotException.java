package io.cometsh.plot;

/** A plot that cannot be drawn; the message tells what to write instead. */
public final class PlotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlotException(String message) {
        super(message);
    }
}
