/** Snapshots of workspaces (written by {@link io.cometsh.server.sample.SnapshotWriter}, which has their format) and the sample workspace, which is one. */
package io.cometsh.server.sample;
