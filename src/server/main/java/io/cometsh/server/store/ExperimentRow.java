package io.cometsh.server.store;

/**
 * The metadata of an experiment.
 *
 * @param num the store's own number; a later experiment has a greater one
 * @param project the store's number of its project
 * @param start epoch milliseconds
 * @param end epoch milliseconds; null until the end is known
 * @param last epoch milliseconds of the last message
 * @param running it lives: it was started and its beats have not stopped
 * @param stopping a user asked it to stop and it has not answered yet
 */
public record ExperimentRow(
        int num,
        String key,
        int project,
        String name,
        String userName,
        long start,
        Long end,
        long last,
        boolean archived,
        boolean running,
        boolean crashed,
        boolean stopping,
        String error,
        String filePath,
        String fileName,
        String optimizationId,
        String runId) {
    /** The end as replies give it: for a running experiment, the time of the last message. */
    public long endOrLast() {
        return end == null ? Math.max(last, start) : end;
    }

    /** Milliseconds, never below zero. */
    public long duration() {
        return Math.max(0, endOrLast() - start);
    }
}
