package io.cometsh.mcp;

import java.util.Map;

/** Something that an agent can ask. */
interface Tool {
    String name();

    /** What it answers, for the agent; short, since every conversation pays for it. */
    String description();

    Schema input();

    Schema output();

    /** The answer, which fits {@link #output()}. */
    Map<String, Object> call(ToolArguments arguments, Workplace workplace) throws Exception;
}
