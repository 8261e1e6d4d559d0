package io.cometsh.client;

/**
 * One write to one experiment.
 *
 * @param experiment the handle through which it is done, whose facts are then read again; null in a journal
 * @param undo what would bring back the state before; null where nothing can
 */
record BulkChange(
        String experimentKey, String experimentName, Experiment experiment, BulkAction action, BulkAction undo) {}
