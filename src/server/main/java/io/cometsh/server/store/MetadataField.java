package io.cometsh.server.store;

/** A fact of an experiment that can be compared; each is a column of the source {@code metadata}. */
public enum MetadataField {
    KEY("exp_key"),
    START,
    END,
    LAST,
    DURATION,
    RUNNING,
    CRASHED,
    USER_NAME("user_name"),
    FILE_NAME("file_name"),
    FILE_PATH("file_path"),
    OPTIMIZATION_ID("optimization_id"),
    RUN_ID("run_id");

    private final String column;

    /** A number. */
    MetadataField() {
        this(null);
    }

    MetadataField(String column) {
        this.column = column;
    }

    /** The column of a text in the table of experiments. */
    String column() {
        return column;
    }

    /** Epoch milliseconds, milliseconds, or 1 and 0; NaN for texts. */
    double number(ExperimentRow row) {
        return switch (this) {
            case START -> row.start();
            case END -> row.endOrLast();
            case LAST -> row.last();
            case DURATION -> row.duration();
            case RUNNING -> row.running() ? 1 : 0;
            case CRASHED -> row.crashed() ? 1 : 0;
            case KEY, USER_NAME, FILE_NAME, FILE_PATH, OPTIMIZATION_ID, RUN_ID -> Double.NaN;
        };
    }

    String text(ExperimentRow row) {
        return switch (this) {
            case KEY -> row.key();
            case USER_NAME -> row.userName();
            case FILE_NAME -> row.fileName();
            case FILE_PATH -> row.filePath();
            case OPTIMIZATION_ID -> row.optimizationId();
            case RUN_ID -> row.runId();
            case START, END, LAST, DURATION, RUNNING, CRASHED -> null;
        };
    }

    boolean isText() {
        return column != null;
    }
}
