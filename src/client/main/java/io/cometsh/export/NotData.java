package io.cometsh.export;

/** A value to look at, such as a plot: no format of data has a form for it. */
public interface NotData {
    /** What to do instead, as the end of a sentence: {@code write it to a .png or .svg file with -o}. */
    String advice();
}
