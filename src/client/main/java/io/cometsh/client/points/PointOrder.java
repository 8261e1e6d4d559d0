package io.cometsh.client.points;

import io.cometsh.client.service.ScannedPoint;

/** Metric by name, then step, then timestamp; a missing one first. Names go by their characters, as Python sorts them. */
final class PointOrder {
    private PointOrder() {}

    static int names(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // The halves of a pair of surrogates represent characters after all others.
                boolean pairA = Character.isSurrogate(a);
                boolean pairB = Character.isSurrogate(b);
                return pairA == pairB ? Character.compare(a, b) : pairA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** What a step or timestamp is sorted by. */
    static long number(Long value) {
        return value == null ? ScannedPoint.NONE : value;
    }

    static int points(String name, long step, long timestamp, String otherName, long otherStep, long otherTimestamp) {
        int byName = names(name, otherName);
        if (byName != 0) {
            return byName;
        }
        return step != otherStep ? Long.compare(step, otherStep) : Long.compare(timestamp, otherTimestamp);
    }
}
