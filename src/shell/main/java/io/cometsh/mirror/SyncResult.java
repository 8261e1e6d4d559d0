package io.cometsh.mirror;

import java.time.Instant;
import java.util.List;

/**
 * What a sync did.
 *
 * @param runs runs that exist in the projects of this sync
 * @param read runs that were read
 * @param oldest when the run was read that was read first; null without runs
 * @param hidden projects with an edit that no listing shows: their columns changed and no run did
 * @param failures runs that could not be read
 * @param sampled series of which the service gives a sample and keeps nothing else
 */
public record SyncResult(
        int projects,
        int runs,
        int read,
        int deleted,
        long points,
        Instant oldest,
        List<String> hidden,
        List<Failure> failures,
        int sampled) {
    public SyncResult {
        hidden = List.copyOf(hidden);
        failures = List.copyOf(failures);
    }

    /** A run that could not be read, and why. */
    public record Failure(String experimentKey, String experimentName, String project, String reason) {}

    SyncResult and(SyncResult other) {
        return new SyncResult(
                projects + other.projects,
                runs + other.runs,
                read + other.read,
                deleted + other.deleted,
                points + other.points,
                oldest == null || other.oldest != null && other.oldest.isBefore(oldest) ? other.oldest : oldest,
                join(hidden, other.hidden),
                join(failures, other.failures),
                sampled + other.sampled);
    }

    static SyncResult none() {
        return new SyncResult(0, 0, 0, 0, 0, null, List.of(), List.of(), 0);
    }

    private static <T> List<T> join(List<T> some, List<T> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }
}
