package io.cometsh.support;

/** Keys that are no letters, as xterm sends them. */
public enum Key {
    ENTER("\r"),
    TAB("\t"),
    SHIFT_TAB("\u001b[Z"),
    ESCAPE("\u001b"),
    BACKSPACE("\u007f"),
    UP("\u001bOA"),
    DOWN("\u001bOB"),
    RIGHT("\u001bOC"),
    LEFT("\u001bOD"),
    HOME("\u001bOH"),
    END("\u001bOF"),
    CTRL_A("\u0001"),
    CTRL_C("\u0003"),
    CTRL_D("\u0004"),
    CTRL_L("\u000c"),
    CTRL_R("\u0012"),
    CTRL_U("\u0015");

    private final String sent;

    Key(String sent) {
        this.sent = sent;
    }

    /** What it sends. */
    public String sent() {
        return sent;
    }
}
