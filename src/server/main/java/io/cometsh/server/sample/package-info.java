/** Snapshots of workspaces (read by {@link io.cometsh.server.sample.SnapshotReader}, which has their format) and the sample workspace, which is one. */
package io.cometsh.server.sample;
