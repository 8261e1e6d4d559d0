package io.cometsh.client;

import io.cometsh.plot.PlotException;
import io.cometsh.plot.PlotImage;
import io.cometsh.plot.XAxis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a plot may be told by name: {@code plot(runs, "loss", x: "epoch", smooth: 0.6, log: true)}. */
record PlotOptions(
        XAxis x, double smooth, boolean log, boolean full, int most, String title, Path output, int width, int height) {
    /** More curves than this nobody can tell apart. */
    private static final int MOST = 10;

    private static final List<String> NAMES =
            List.of("x", "smooth", "log", "full", "most", "title", "output", "width", "height");

    static PlotOptions of(Map<?, ?> given) {
        for (Object name : given.keySet()) {
            if (!NAMES.contains(String.valueOf(name))) {
                throw new PlotException("a plot has no option \"" + name + "\""
                        + Nearest.hint(String.valueOf(name), NAMES) + "; there is " + String.join(", ", NAMES));
            }
        }
        Object output = given.get("output");
        return new PlotOptions(
                XAxis.named(text(given, "x", "step")),
                number(given, "smooth", 0).doubleValue(),
                truth(given, "log"),
                truth(given, "full"),
                Math.max(1, number(given, "most", MOST).intValue()),
                text(given, "title", null),
                output == null ? null : Path.of(output.toString()),
                number(given, "width", PlotImage.WIDTH).intValue(),
                number(given, "height", PlotImage.HEIGHT).intValue());
    }

    private static String text(Map<?, ?> given, String name, String otherwise) {
        Object value = given.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static boolean truth(Map<?, ?> given, String name) {
        Object value = given.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new PlotException("a plot's " + name + " is true or false, not " + value);
    }

    private static Number number(Map<?, ?> given, String name, Number otherwise) {
        Object value = given.get(name);
        if (value == null || value instanceof Number) {
            return value == null ? otherwise : (Number) value;
        }
        throw new PlotException("a plot's " + name + " is a number, not " + value);
    }
}
