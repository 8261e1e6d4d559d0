package io.cometsh.bulk;

/** A metric of which the service gave a sample, and of which it keeps nothing else. */
public record SampledSeries(String experimentKey, String experimentName, String metric) {}
