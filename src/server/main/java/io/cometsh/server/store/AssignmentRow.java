package io.cometsh.server.store;

/**
 * A set of parameters that a search gave to a client to try.
 *
 * @param num counts the assignments of the search from 1
 * @param pid names the set: the same parameters have the same id
 * @param trial counts the tries of one set from 1
 * @param status as clients name it: {@code assigned}, {@code running}, {@code completed}, {@code aborted}, …
 * @param score the value of the metric; null without one, and for one that is not a number
 * @param parameters a JSON object
 * @param tries 1, and 1 more for each time that it was assigned again
 * @param started epoch milliseconds, as are {@code ended} (null before the end) and {@code updated}
 * @param metadata a JSON object from the client, or null
 */
public record AssignmentRow(
        String optimizer,
        long num,
        String pid,
        int trial,
        String status,
        Double score,
        Long epoch,
        String parameters,
        int tries,
        long started,
        Long ended,
        long updated,
        String metadata) {

    public static final String ASSIGNED = "assigned";
    public static final String ABORTED = "aborted";

    public static AssignmentRow first(String optimizer, long num, String pid, int trial, String parameters, long now) {
        return new AssignmentRow(optimizer, num, pid, trial, ASSIGNED, null, null, parameters, 1, now, null, now, null);
    }

    public AssignmentRow again(long now) {
        return new AssignmentRow(
                optimizer, num, pid, trial, ASSIGNED, null, null, parameters, tries + 1, now, null, now, null);
    }

    /** With what a client reports; null leaves a value as it is. */
    public AssignmentRow reported(
            String newStatus, Double newScore, Long newEpoch, Long newEnd, String newMetadata, long now) {
        return new AssignmentRow(
                optimizer,
                num,
                pid,
                trial,
                newStatus == null ? status : newStatus,
                newScore == null ? score : newScore,
                newEpoch == null ? epoch : newEpoch,
                parameters,
                tries,
                started,
                newEnd == null ? ended : newEnd,
                now,
                newMetadata == null ? metadata : newMetadata);
    }
}
