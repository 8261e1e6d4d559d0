package io.cometsh.shell;

import java.util.function.IntFunction;

/**
 * One part of a value that is shown.
 *
 * @param text null for nothing
 * @param isText whether it is read from top to bottom, as texts and nested values are, and not a table or a picture
 * @param rest gives the next part for a terminal of some width; null when this was all
 */
public record DisplayPart(String text, boolean isText, IntFunction<DisplayPart> rest) {
    static final DisplayPart NOTHING = new DisplayPart(null, false, null);
}
