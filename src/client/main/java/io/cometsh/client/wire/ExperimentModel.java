package io.cometsh.client.wire;

/** The model of an experiment that a version in the registry was made from. */
public record ExperimentModel(String experimentModelId, String experimentModelName, String experimentKey)
        implements WireRecord {}
