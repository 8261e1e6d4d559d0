package io.cometsh.lang;

/** Whether an input can be evaluated, needs more lines, or will never be right. */
public enum Completeness {
    /** It parses. */
    COMPLETE,
    /** What is there is fine so far, and something must follow. */
    INCOMPLETE,
    /** It does not parse, and no continuation can fix it. */
    INVALID
}
