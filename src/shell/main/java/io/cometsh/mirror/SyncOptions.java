package io.cometsh.mirror;

import java.time.Duration;

/**
 * What a sync does.
 *
 * @param project null for all projects of the workspace
 * @param refresh a run that was read longer ago is read again, whatever its listing shows; null for never
 */
public record SyncOptions(String workspace, String project, Duration refresh) {}
