package io.cometsh.client.service;

import io.cometsh.client.wire.MetricPoint;
import java.nio.charset.StandardCharsets;

/**
 * A point as it lies in the bytes of a reply: its name is decoded, everything else can be copied as it was sent. It is valid
 * until the sink returns, and then has the next point.
 */
public final class ScannedPoint {
    /** What {@link #step()} and {@link #timestamp()} are when there is none; smaller than every step. */
    public static final long NONE = Long.MIN_VALUE;

    /** Java copies more bytes faster than a loop does. */
    private static final int FEW = 8;

    byte[] bytes;
    String name;
    long step;
    long timestamp;
    long epoch;
    long offset;
    int stepFrom;
    int stepTo;
    int epochFrom;
    int epochTo;
    int timestampFrom;
    int timestampTo;
    int valueFrom;
    int valueTo;
    int contextFrom;
    int contextTo;
    boolean hasValue;
    boolean hasContext;
    boolean plain;

    ScannedPoint() {}

    void clear() {
        name = null;
        step = NONE;
        timestamp = NONE;
        epoch = NONE;
        offset = NONE;
        stepFrom = 0;
        stepTo = 0;
        epochFrom = 0;
        epochTo = 0;
        timestampFrom = 0;
        timestampTo = 0;
        valueFrom = 0;
        valueTo = 0;
        hasValue = false;
        hasContext = false;
        plain = true;
    }

    /** The metric's name; null when there is none. */
    public String metricName() {
        return name;
    }

    /** The step, or {@link #NONE}. */
    public long step() {
        return step;
    }

    /** Epoch milliseconds, or {@link #NONE}. */
    public long timestamp() {
        return timestamp;
    }

    /** Whether the point has a value, {@code point.hasValue()}; {@code null} and a missing member have none. */
    public boolean hasValue() {
        return hasValue;
    }

    /** Whether the value is missing, or begins as a number does and has only letters, digits and {@code . _ - + / :}. */
    public boolean isPlain() {
        return plain;
    }

    /** How many bytes {@link #copyCells} writes. */
    public int cellsLength() {
        return stepTo - stepFrom + epochTo - epochFrom + timestampTo - timestampFrom + valueTo - valueFrom + 3;
    }

    /**
     * Writes step, epoch, timestamp and value as they were sent, with commas between them and nothing for what is missing.
     *
     * @return where the copy ends
     */
    public int copyCells(byte[] target, int from) {
        int at = copy(stepFrom, stepTo, target, from);
        target[at++] = ',';
        at = copy(epochFrom, epochTo, target, at);
        target[at++] = ',';
        at = copy(timestampFrom, timestampTo, target, at);
        target[at++] = ',';
        return copy(valueFrom, valueTo, target, at);
    }

    private int copy(int from, int to, byte[] target, int place) {
        byte[] source = bytes;
        int at = place;
        if (to - from > FEW) {
            System.arraycopy(source, from, target, at, to - from);
            return at + to - from;
        }
        for (int i = from; i < to; i++) {
            target[at++] = source[i];
        }
        return at;
    }

    /** The same point on its own. */
    public MetricPoint toPoint() {
        return new MetricPoint(
                name,
                hasValue ? text(valueFrom, valueTo) : null,
                number(timestamp),
                number(step),
                number(epoch),
                hasContext ? text(contextFrom, contextTo) : null,
                number(offset));
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private static Long number(long value) {
        return value == NONE ? null : (Long) value;
    }
}
