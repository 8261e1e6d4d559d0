package io.cometsh.server.page;

import io.cometsh.server.store.MetricPoint;
import java.util.ArrayList;
import java.util.List;

/** The points of one metric of one run, under the name that a legend gives them. */
record ChartLine(String name, List<MetricPoint> points) {
    ChartLine {
        points = List.copyOf(points);
    }

    /** A point where it is drawn. The value may be NaN or infinite. */
    record Spot(double x, double y) {
        boolean isFinite() {
            return Double.isFinite(y);
        }
    }

    /** The points that have a place on the axis and a number, in the order of the axis. */
    List<Spot> spots(Axis axis) {
        long start = points.stream().mapToLong(MetricPoint::timestamp).min().orElse(0);
        List<Spot> spots = new ArrayList<>(points.size());
        for (MetricPoint point : points) {
            double x = axis.at(point, start);
            if (!Double.isNaN(x) && point.value() instanceof Number number) {
                spots.add(new Spot(x, number.doubleValue()));
            }
        }
        spots.sort((a, b) -> Double.compare(a.x(), b.x()));
        return spots;
    }

    /**
     * Spots for at most {@code stretches} stretches of equal width: of each the least and the greatest value, the first and the last value of all, and each change
     * to a value that is not finite. So no peak is lost, however many points
     * there are.
     */
    static List<Spot> thinned(List<Spot> spots, int stretches) {
        if (spots.size() <= 2 * stretches) {
            return spots;
        }
        double first = spots.get(0).x();
        double width = (spots.get(spots.size() - 1).x() - first) / stretches;
        List<Spot> thinned = new ArrayList<>();
        int from = 0;
        while (from < spots.size()) {
            int stretch = stretch(spots.get(from), first, width, stretches);
            int to = from + 1;
            while (to < spots.size() && stretch(spots.get(to), first, width, stretches) == stretch) {
                to++;
            }
            addExtremes(spots, from, to, thinned);
            from = to;
        }
        return thinned;
    }

    private static int stretch(Spot spot, double first, double width, int stretches) {
        return width == 0 ? 0 : (int) Math.min(stretches - 1.0, (spot.x() - first) / width);
    }

    private static void addExtremes(List<Spot> spots, int from, int to, List<Spot> thinned) {
        int least = -1;
        int greatest = -1;
        for (int i = from; i < to; i++) {
            Spot spot = spots.get(i);
            if (spot.isFinite()) {
                least = least < 0 || spot.y() < spots.get(least).y() ? i : least;
                greatest = greatest < 0 || spot.y() > spots.get(greatest).y() ? i : greatest;
            }
        }
        double lastOdd = 0;
        for (int i = from; i < to; i++) {
            Spot spot = spots.get(i);
            boolean end = i == 0 || i == spots.size() - 1;
            if (spot.isFinite() ? end || i == least || i == greatest : Double.compare(spot.y(), lastOdd) != 0) {
                thinned.add(spot);
            }
            lastOdd = spot.isFinite() ? lastOdd : spot.y();
        }
    }
}
