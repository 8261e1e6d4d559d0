package io.cometsh.mirror;

import io.cometsh.client.wire.ExperimentMetadata;
import java.util.List;

/**
 * One run in the index of a project.
 *
 * @param row the run as the listing had it when the run was read
 * @param file the reply file with what the server answered about the run; null for a deleted run
 * @param at where the replies begin in that file
 * @param facts bytes of the replies with parameters, metrics, others, tags and system details
 * @param points bytes of the replies with the points, which come first
 * @param readAt when the run was read, epoch milliseconds
 * @param rows points of all its metrics
 * @param sampled metrics of which the service gives a sample only
 * @param deletedAt when a sync found that the run is deleted, epoch milliseconds; null for a run that exists
 */
record MirrorRun(
        ExperimentMetadata row,
        String file,
        long at,
        long facts,
        long points,
        long readAt,
        long rows,
        List<String> sampled,
        Long deletedAt) {
    MirrorRun {
        sampled = sampled == null ? List.of() : List.copyOf(sampled);
    }

    String key() {
        return row.experimentKey();
    }

    boolean deleted() {
        return deletedAt != null;
    }

    MirrorRun in(String otherFile, long position) {
        return new MirrorRun(row, otherFile, position, facts, points, readAt, rows, sampled, deletedAt);
    }

    MirrorRun deleted(long millis) {
        return new MirrorRun(row, null, 0, 0, 0, readAt, 0, List.of(), millis);
    }

    long bytes() {
        return facts + points;
    }
}
