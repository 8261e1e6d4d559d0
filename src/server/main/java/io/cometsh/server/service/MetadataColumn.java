package io.cometsh.server.service;

import io.cometsh.server.store.MetadataField;
import java.util.Optional;

/** The columns that every project has. Those without a {@link MetadataField} are kept as values of the source {@code metadata} when something is logged that they follow from. */
public enum MetadataColumn {
    RUN_ID("runId", "string", MetadataField.RUN_ID),
    HAS_NOTES("hasNotes", "boolean", null),
    DURATION("duration", "timenumber", MetadataField.DURATION),
    CODE_SHA("codeSHA", "string", null),
    FILE_NAME("file_name", "string", MetadataField.FILE_NAME),
    HAS_HTML("hasHtml", "boolean", null),
    EXPERIMENT_KEY("experimentKey", "string", MetadataField.KEY),
    OPTIMIZATION_ID("optimizationId", "string", MetadataField.OPTIMIZATION_ID),
    END("end_server_timestamp", "datetime", MetadataField.END),
    INSTALLED_PACKAGES("installed_packages", "string", null),
    FILE_PATH("file_path", "string", MetadataField.FILE_PATH),
    LAST_MESSAGE("last_message_time", "datetime", MetadataField.LAST),
    RUN_ACTIVE("runActive", "boolean", MetadataField.RUNNING),
    HAS_IMAGES("hasImages", "boolean", null),
    USER_NAME("user_name", "string", MetadataField.USER_NAME),
    START("start_server_timestamp", "datetime", MetadataField.START);

    private final String wire;
    private final String type;
    private final MetadataField fact;

    MetadataColumn(String wire, String type, MetadataField fact) {
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
    MetadataField fact() {
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
