package io.cometsh.bulk;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** Which experiments have been read and which could not be; the writer waits here for the next one. */
final class PartStatus {
    private final BitSet settled = new BitSet();
    private final Map<Integer, ExportFailure> failures = new TreeMap<>();
    private int failedInARow;
    private Throwable end;

    synchronized void done(int index) {
        settled.set(index);
        failedInARow = 0;
        notifyAll();
    }

    /** Counts an experiment that is tried again at the end; returns the number of failures since the last success. */
    synchronized int postponed() {
        return ++failedInARow;
    }

    /** Gives the number of failures since anything was read. */
    synchronized int failed(int index, ExportFailure failure) {
        failures.put(index, failure);
        settled.set(index);
        notifyAll();
        return ++failedInARow;
    }

    /** Nothing more comes: everybody stops. */
    synchronized void abort(Throwable reason) {
        if (end == null) {
            end = reason;
        }
        notifyAll();
    }

    synchronized boolean isAborted() {
        return end != null;
    }

    /** Waits until an experiment has been read or could not be; true when it has. */
    synchronized boolean await(int index) throws InterruptedException {
        while (!settled.get(index) && end == null) {
            wait();
        }
        throwWhenAborted();
        return !failures.containsKey(index);
    }

    synchronized void throwWhenAborted() {
        if (end instanceof RuntimeException exception) {
            throw exception;
        }
        if (end instanceof Error error) {
            throw error;
        }
        if (end != null) {
            throw new IllegalStateException(end);
        }
    }

    synchronized boolean hasFailures() {
        return !failures.isEmpty();
    }

    /** By the experiments' places in the order. */
    synchronized Map<Integer, ExportFailure> failures() {
        return new TreeMap<>(failures);
    }
}
