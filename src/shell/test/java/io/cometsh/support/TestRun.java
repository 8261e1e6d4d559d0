package io.cometsh.support;

import java.util.Map;

/** What marks the processes of a test run, so that the build notices remaining ones. */
public final class TestRun {
    private static final String MARK = "COMETSH_TEST_RUN";

    private TestRun() {}

    /** For the environment of a process that inherits none; empty outside of the build. */
    public static Map<String, String> mark() {
        String run = System.getenv(MARK);
        return run == null ? Map.of() : Map.of(MARK, run);
    }
}
