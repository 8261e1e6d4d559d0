package io.cometsh.support;

import io.cometsh.transport.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Time that passes only when a caller waits. */
public final class FakePacing implements Pacing {
    public final List<Duration> slept = Collections.synchronizedList(new ArrayList<>());
    public double random = 0.5;
    public Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private long nanos;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration length) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        slept.add(length);
        nanos += length.toNanos();
        now = now.plus(length);
    }

    @Override
    public double random() {
        return random;
    }
}
