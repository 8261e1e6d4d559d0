package io.cometsh.shell;

import io.cometsh.plot.ImageProtocol;

/**
 * What a terminal has reported; 0, -1 and null where it has reported nothing.
 *
 * @param images how it shows a picture; null when it can't or does not report it
 * @param cellWidth pixels of a character
 * @param cellHeight pixels of a line
 * @param ground the background color, as 0xRRGGBB
 */
public record TerminalTraits(ImageProtocol images, int cellWidth, int cellHeight, int ground) {
    /** Of a terminal that was not asked or does not answer. */
    public static final TerminalTraits UNKNOWN = new TerminalTraits(null, 0, 0, -1);

    TerminalTraits withImages(ImageProtocol protocol) {
        return new TerminalTraits(protocol, cellWidth, cellHeight, ground);
    }

    TerminalTraits withCell(int width, int height) {
        return new TerminalTraits(images, width, height, ground);
    }

    TerminalTraits withGround(int colour) {
        return new TerminalTraits(images, cellWidth, cellHeight, colour);
    }
}
