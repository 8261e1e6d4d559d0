package io.cometsh.client;

/**
 * One write to one experiment.
 *
 * @param undo what would bring back the state before; null where nothing can
 */
record BulkChange(String experimentKey, String experimentName, BulkAction action, BulkAction undo) {}
