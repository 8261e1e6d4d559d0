package io.cometsh.client.service;

import io.cometsh.client.wire.MetricPoint;

/** Takes the points of metrics as they are read, so that they never need to be in memory together. */
public interface PointSink {
    /**
     * A request begins, or begins again because its reply broke off: what has come since the last {@link #complete()}
     * does not count.
     */
    void begin();

    /** One point, in the order in which the server sends them. */
    void point(MetricPoint point);

    /** The same, of a point that need not be decoded; a sink that copies bytes has its own way. */
    default void scanned(ScannedPoint point) {
        point(point.toPoint());
    }

    /** The reply was whole. */
    void complete();
}
