package io.cometsh.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's correction: of many comparisons of equal groups, in 95 of 100 cases not one shows a difference. */
final class Holm {
    private Holm() {}

    /** The same comparisons in the same order, each with its corrected p. What has no p is not counted. */
    static List<Comparison> correct(List<Comparison> comparisons) {
        List<Integer> ascending = IntStream.range(0, comparisons.size())
                .filter(i -> !Double.isNaN(comparisons.get(i).p()))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> comparisons.get(i).p()))
                .toList();
        List<Comparison> corrected = new ArrayList<>(comparisons);
        double most = 0;
        for (int rank = 0; rank < ascending.size(); rank++) {
            Comparison one = comparisons.get(ascending.get(rank));
            most = Math.max(most, Math.min(1, one.p() * (ascending.size() - rank)));
            corrected.set(ascending.get(rank), one.among(ascending.size(), most));
        }
        return corrected;
    }
}
