package io.cometsh.bulk;

/** An experiment that could not be exported, and why. */
public record ExportFailure(String experimentKey, String experimentName, String project, String reason) {}
