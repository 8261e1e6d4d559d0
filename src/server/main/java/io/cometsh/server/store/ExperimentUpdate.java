package io.cometsh.server.store;

/** Changes of some facts of an experiment: {@code ExperimentUpdate.of(row).running(false).end(now).row()}. */
public final class ExperimentUpdate {
    private final ExperimentRow before;
    private String name;
    private long start;
    private Long end;
    private long last;
    private boolean archived;
    private boolean running;
    private boolean crashed;
    private boolean stopping;
    private String error;
    private String filePath;
    private String optimizationId;

    private ExperimentUpdate(ExperimentRow row) {
        before = row;
        name = row.name();
        start = row.start();
        end = row.end();
        last = row.last();
        archived = row.archived();
        running = row.running();
        crashed = row.crashed();
        stopping = row.stopping();
        error = row.error();
        filePath = row.filePath();
        optimizationId = row.optimizationId();
    }

    public static ExperimentUpdate of(ExperimentRow row) {
        return new ExperimentUpdate(row);
    }

    public ExperimentUpdate name(String value) {
        name = value;
        return this;
    }

    public ExperimentUpdate start(long millis) {
        start = millis;
        return this;
    }

    public ExperimentUpdate end(Long millis) {
        end = millis;
        return this;
    }

    public ExperimentUpdate last(long millis) {
        last = millis;
        return this;
    }

    public ExperimentUpdate archived(boolean value) {
        archived = value;
        return this;
    }

    public ExperimentUpdate running(boolean value) {
        running = value;
        return this;
    }

    public ExperimentUpdate crashed(boolean value) {
        crashed = value;
        return this;
    }

    public ExperimentUpdate stopping(boolean value) {
        stopping = value;
        return this;
    }

    public ExperimentUpdate error(String value) {
        error = value;
        return this;
    }

    public ExperimentUpdate filePath(String value) {
        filePath = value;
        return this;
    }

    public ExperimentUpdate optimizationId(String value) {
        optimizationId = value;
        return this;
    }

    public ExperimentRow row() {
        String fileName = filePath == null
                ? before.fileName()
                : filePath.substring(Math.max(filePath.lastIndexOf('/'), filePath.lastIndexOf('\\')) + 1);
        return new ExperimentRow(
                before.num(),
                before.key(),
                before.project(),
                name,
                before.userName(),
                start,
                end,
                last,
                archived,
                running,
                crashed,
                stopping,
                error,
                filePath,
                fileName,
                optimizationId,
                before.runId());
    }
}
