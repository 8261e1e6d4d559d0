package io.cometsh.settings;

/** A value and where it came from. */
record ResolvedValue(String value, Origin origin) {
    /** Without the value: it may be the key. */
    @Override
    public String toString() {
        return "a value from " + origin;
    }
}
