package io.cometsh.client.points;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory in which the points of experiments are collected, one experiment after the other: what one is done with, the
 * next one takes. New memory costs the system and the garbage collector as much time as the points themselves.
 */
public final class PointMemory {
    private static final int FEW = 64;

    private final int bytes;
    private final Deque<Room> free = new ArrayDeque<>();

    /** @param bytes what the points of one experiment may take */
    public PointMemory(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    synchronized Room take() {
        Room last = free.poll();
        return last != null
                ? last
                : new Room(
                        new PointBytes(Math.min(bytes, 1 << 13), Math.min(bytes, UsualSize.bytes())),
                        new String[FEW],
                        new long[FEW],
                        new long[FEW],
                        new int[FEW]);
    }

    synchronized void giveBack(Room room) {
        free.push(room);
    }

    /** The points of an experiment, and of each one what it is sorted by and where its bytes begin. */
    @SuppressWarnings("ArrayRecordComponent")
    record Room(PointBytes points, String[] metrics, long[] steps, long[] timestamps, int[] starts) {}
}
