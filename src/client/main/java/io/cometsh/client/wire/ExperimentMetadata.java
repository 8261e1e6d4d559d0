package io.cometsh.client.wire;

/**
 * The facts of one experiment, as the listing of a project and {@code experiment/metadata} give them.
 *
 * @param experimentKey the experiment's key
 * @param experimentName its name; null when nobody gave one
 * @param startTimeMillis start, epoch milliseconds; null when unknown
 * @param endTimeMillis end, epoch milliseconds; null or 0 while it runs
 * @param durationMillis milliseconds
 * @param running whether it reports as alive
 * @param hasCrashed whether it reported a crash
 */
public record ExperimentMetadata(
        String experimentKey,
        String experimentName,
        String optimizationId,
        String userName,
        String projectId,
        String projectName,
        String workspaceName,
        String filePath,
        String fileName,
        boolean throttle,
        Long durationMillis,
        Long startTimeMillis,
        Long endTimeMillis,
        boolean running,
        boolean hasCrashed,
        boolean archived)
        implements WireRecord {

    /** {@code running}, {@code crashed} or {@code finished}. */
    public String state() {
        return running ? "running" : hasCrashed ? "crashed" : "finished";
    }
}
