package io.cometsh.support;

import java.util.List;

/**
 * What a person sees on a terminal at one moment.
 *
 * @param lines from the top, without the blanks at their ends
 * @param row of the cursor, from 0
 * @param column of the cursor, from 0
 * @param scrolled how many lines have left the screen at the top
 * @param ended the program's exit status; null while it runs
 */
public record Screen(List<String> lines, int row, int column, int scrolled, Integer ended) {
    /** The line of the cursor. */
    public String line() {
        return lines.get(row);
    }

    /** All lines, without the empty ones at the end. */
    public String text() {
        return String.join("\n", lines).stripTrailing();
    }

    /** How far down the cursor is in everything that was ever shown. */
    int depth() {
        return scrolled + row;
    }
}
