package io.cometsh.lang;

/** Whether an input can be evaluated, needs more lines, or will never be right. */
public enum Completeness {
    /** It parses. */
    COMPLETE,
    /** The text is correct so far, and something must follow. */
    INCOMPLETE,
    /** It does not parse, and no continuation can fix it. */
    INVALID
}
