package io.cometsh.client.wire;

/** One thing that was noted about the machine beside what is always noted: {@code rack}, {@code r2}. */
public record SystemInfo(String key, String value) implements WireRecord {}
