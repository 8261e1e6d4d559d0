package io.cometsh.bulk;

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

    static int numbers(Long left, Long right) {
        if (left == null || right == null) {
            return left == null ? right == null ? 0 : -1 : 1;
        }
        return Long.compare(left, right);
    }

    static int points(PointFile.Reader left, PointFile.Reader right) {
        int byName = names(left.metric, right.metric);
        if (byName != 0) {
            return byName;
        }
        int byStep = numbers(left.step, right.step);
        return byStep != 0 ? byStep : numbers(left.timestamp, right.timestamp);
    }
}
