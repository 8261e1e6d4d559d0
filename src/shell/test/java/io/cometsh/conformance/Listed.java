package io.cometsh.conformance;

import io.cometsh.support.TestResources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of recorded calls that ours differ from, {@code recorded/listed.txt}: each with what differs, and why. */
final class Listed {
    private static final Pattern ROW = Pattern.compile("(\\S+ \\d+) (no-call|asks|gives|asks\\+gives) (.+)");

    /**
     * @param kind what differs, in the words of {@link Outcome#kind}
     * @param call the Python text, so that a row that lost its line is noticed
     */
    record Row(String kind, String call, String reason) {}

    private Listed() {}

    /** By recording and first line, {@code reads 47}. */
    static Map<String, Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        String reason = null;
        for (String line : TestResources.lines("/recorded/listed.txt")) {
            if (line.startsWith("= ")) {
                reason = line.substring(2);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Matcher row = ROW.matcher(line);
                if (!row.matches() || reason == null) {
                    throw new IllegalStateException("no row: " + line);
                }
                if (rows.put(row.group(1), new Row(row.group(2), row.group(3), reason)) != null) {
                    throw new IllegalStateException("listed twice: " + line);
                }
            }
        }
        return rows;
    }
}
