package io.cometsh.support;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** A tool that a test needs and this machine does not have: the test is skipped, but fails in CI, where every test must run. */
public final class Lacking {
    private Lacking() {}

    /** Ends the test. The sentence names what to install. */
    public static <T> T tool(String sentence) {
        return System.getenv("CI") == null ? abort(sentence) : fail(sentence + " (the tests of CI skip nothing)");
    }
}
