package io.cometsh.lang;

/**
 * What scripts can call without an object in front, such as {@code table(experiments)}. Every public method of the
 * object that implements this is callable so, not only the ones named here; a script's own definitions come first.
 */
public interface ScriptHelpers {
    /** Prints a value as an aligned table: {@code table(api.getExperiments("demo", "digits"))}. */
    void table(Object value);

    /** Prints a value as CSV on standard output: {@code csv(api.getExperiments("demo", "digits"))}. */
    void csv(Object value);

    /** Writes a value as CSV to a file: {@code csv(rows, "best.csv")}. */
    void csv(Object value, Object path);
}
