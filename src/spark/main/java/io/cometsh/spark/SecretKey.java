package io.cometsh.spark;

import java.io.Serializable;

/**
 * The API key of the driver.
 *
 * @param value null in an executor that finds a key of its own
 * @param source where the driver found it
 * @param travels whether executors get it
 */
record SecretKey(String value, String source, boolean travels) implements Serializable {
    private static final long serialVersionUID = 1;

    boolean isThere() {
        return value != null;
    }

    /** What leaves the process. */
    private Object writeReplace() {
        return travels ? this : new SecretKey(null, null, true);
    }

    @Override
    public String toString() {
        return "<hidden>";
    }
}
