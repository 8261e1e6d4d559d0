package io.cometsh.cli;

/** The exit codes of {@code cometsh}. {@link CometshCommand} has the table of what each means. */
final class ExitCode {
    static final int DONE = 0;
    /** The script threw, or anything else failed that has no code of its own. */
    static final int FAILED = 1;
    /** Bad usage, or code that does not compile. */
    static final int USAGE = 2;
    /** No key, or a key that is not allowed to. */
    static final int NOT_ALLOWED = 3;

    static final int NOT_FOUND = 4;
    /** The server cannot be reached, did not answer in time, or failed after the retries. */
    static final int UNREACHABLE = 5;

    /** Part of the result is missing; standard error names it. */
    static final int PARTIAL = 6;

    /** The sides of {@code diff} differ, or a bound of {@code check} is broken. */
    static final int DIFFERENT = 1;

    /** A comparison that cannot be made: neither a pass nor a difference. */
    static final int NOT_COMPARABLE = 7;

    /** What a script watched for did not happen in time; as {@code timeout} of coreutils has it. */
    static final int WATCH_TIMEOUT = 124;

    static final int INTERRUPTED = 130;
    static final int BROKEN_PIPE = 141;
    static final int TERMINATED = 143;

    private ExitCode() {}
}
