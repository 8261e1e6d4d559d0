package io.cometsh.plot;

import io.cometsh.text.Names;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named options of a plot: {@code plot(runs, "loss", x: "epoch", smooth: 0.6, log: true)}. */
record PlotOptions(
        XAxis x, double smooth, boolean log, boolean full, int most, String title, Path output, int width, int height) {
    /** More curves than this nobody can tell apart. */
    private static final int MOST = 10;

    /** The options and their meanings. */
    static final Map<String, String> MEANINGS = meanings();

    private static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("x", "step, epoch, time or duration");
        meanings.put("smooth", "moving average, 0 to below 1");
        meanings.put("log", "a log axis");
        meanings.put("full", "every point, not the server's sample");
        meanings.put("most", "how many curves, usually 10");
        meanings.put("title", "the heading above it");
        meanings.put("output", "a file: .png, .svg or .pdf");
        meanings.put("width", "of the picture, in pixels");
        meanings.put("height", "of the picture, in pixels");
        return Collections.unmodifiableMap(meanings);
    }

    static PlotOptions of(Map<?, ?> given) {
        for (Object name : given.keySet()) {
            if (!MEANINGS.containsKey(String.valueOf(name))) {
                List<String> names = List.copyOf(MEANINGS.keySet());
                throw new PlotException("a plot has no option \"" + name + "\""
                        + Names.hint(String.valueOf(name), names) + "; there is " + String.join(", ", names));
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
