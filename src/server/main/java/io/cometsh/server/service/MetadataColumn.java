package io.cometsh.server.service;

import io.cometsh.server.store.Fact;
import java.util.Optional;

/** The columns that every project has. Those without a {@link Fact} are kept as values of the source {@code metadata} when something is logged that they follow from. */
public enum MetadataColumn {
    RUN_ID("runId", "string", Fact.RUN_ID),
    HAS_NOTES("hasNotes", "boolean", null),
    DURATION("duration", "timenumber", Fact.DURATION),
    CODE_SHA("codeSHA", "string", null),
    FILE_NAME("file_name", "string", Fact.FILE_NAME),
    HAS_HTML("hasHtml", "boolean", null),
    EXPERIMENT_KEY("experimentKey", "string", Fact.KEY),
    OPTIMIZATION_ID("optimizationId", "string", Fact.OPTIMIZATION_ID),
    END("end_server_timestamp", "datetime", Fact.END),
    INSTALLED_PACKAGES("installed_packages", "string", null),
    FILE_PATH("file_path", "string", Fact.FILE_PATH),
    LAST_MESSAGE("last_message_time", "datetime", Fact.LAST),
    RUN_ACTIVE("runActive", "boolean", Fact.RUNNING),
    HAS_IMAGES("hasImages", "boolean", null),
    USER_NAME("user_name", "string", Fact.USER_NAME),
    START("start_server_timestamp", "datetime", Fact.START);

    private final String wire;
    private final String type;
    private final Fact fact;

    MetadataColumn(String wire, String type, Fact fact) {
        this.wire = wire;
        this.type = type;
        this.fact = fact;
    }

    public String wire() {
        return wire;
    }

    public String type() {
        return type;
    }

    /** The fact it shows; null when it is a value. */
    Fact fact() {
        return fact;
    }

    static Optional<MetadataColumn> named(String wire) {
        for (MetadataColumn column : values()) {
            if (column.wire.equals(wire)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }
}
