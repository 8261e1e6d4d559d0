package io.cometsh.completion;

/** An experiment as TAB offers it; the name may be null or the same for several. */
public record ExperimentName(String experimentKey, String name) {}
