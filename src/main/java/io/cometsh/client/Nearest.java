package io.cometsh.client;

import io.cometsh.query.Names;
import java.util.Collection;
import java.util.List;

/** The end of a sentence about an unknown name. */
final class Nearest {
    private static final int LISTED = 8;

    private Nearest() {}

    /** {@code "; did you mean a or b?"}, else {@code "; there are a, b, c"}, else nothing. */
    static String hint(String name, Collection<String> known) {
        List<String> nearest = Names.nearest(name, known);
        if (!nearest.isEmpty()) {
            return "; did you mean " + String.join(" or ", nearest) + "?";
        }
        if (known.isEmpty()) {
            return "";
        }
        String some = String.join(", ", known.stream().sorted().limit(LISTED).toList());
        return "; there " + (known.size() == 1 ? "is " : "are ") + some
                + (known.size() > LISTED ? " and " + (known.size() - LISTED) + " more" : "");
    }
}
