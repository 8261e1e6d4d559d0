/**
 * What differs between runs, between versions of a model or of an artifact, and between two times of one query. A
 * {@link io.cometsh.diff.Snapshot} holds what one side has, a {@link io.cometsh.diff.Diff} the differences.
 */
package io.cometsh.diff;
