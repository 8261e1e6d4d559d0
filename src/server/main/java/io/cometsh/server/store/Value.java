package io.cometsh.server.store;

/**
 * What is kept of one name of one experiment.
 *
 * @param count how often it was logged
 */
public record Value(
        int experiment,
        int column,
        Source source,
        String name,
        LoggedValue current,
        LoggedValue least,
        LoggedValue greatest,
        long count,
        long tail,
        int tailPoints) {
    public String text() {
        return current.text();
    }

    /** This value after one more was logged. Later means: greater timestamp, then greater step, then later arrival, because an offline upload shuffles its metrics. */
    Value with(LoggedValue mark) {
        return new Value(
                experiment,
                column,
                source,
                name,
                source == Source.METRICS && isEarlier(mark, current) ? current : mark,
                isNotANumber(least) || isLess(mark, least) ? mark : least,
                isNotANumber(greatest) || isLess(greatest, mark) ? mark : greatest,
                count + 1,
                tail,
                tailPoints);
    }

    Value withTail(long row, int points) {
        return new Value(experiment, column, source, name, current, least, greatest, count, row, points);
    }

    static Value first(int experiment, int column, Source source, String name, LoggedValue mark) {
        return new Value(experiment, column, source, name, mark, mark, mark, 1, 0, 0);
    }

    private static boolean isEarlier(LoggedValue a, LoggedValue b) {
        if (a.timestamp() != b.timestamp()) {
            return a.timestamp() < b.timestamp();
        }
        return a.step() != null && b.step() != null && a.step() < b.step();
    }

    /** NaN and texts are least or greatest only as long as there is no number. */
    private static boolean isNotANumber(LoggedValue extreme) {
        return Double.isNaN(extreme.number());
    }

    private static boolean isLess(LoggedValue a, LoggedValue b) {
        return a.number() < b.number();
    }
}
