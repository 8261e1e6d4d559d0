package io.cometsh.server.store;

import java.util.Optional;

/** Where a value of an experiment comes from; {@code wire} is the name of the source in columns and rules. */
public enum Source {
    METRICS("metrics"),
    PARAMS("params"),
    LOG_OTHER("log_other"),
    ENV_DETAILS("env_details"),
    TAG("tag"),
    /** Facts kept with the experiment itself; never stored as values. */
    METADATA("metadata");

    private static final Source[] ALL = values();

    private final String wire;

    Source(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    static Source at(int ordinal) {
        return ALL[ordinal];
    }

    public static Optional<Source> ofWire(String wire) {
        for (Source source : ALL) {
            if (source.wire.equals(wire)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
