package io.cometsh.spark;

import io.cometsh.text.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The options of a reader or a catalog. There is none for the API key: Spark shows options in plans, on its environment page
 * and in event logs, and hides only some names.
 */
final class CometOptions {
    static final String URL = "url";
    static final String PROJECT = "project";
    static final String TABLE = "table";
    static final String QUERY = "query";
    static final String ARCHIVED = "archived";
    static final String SAMPLED = "sampled";
    static final String PARAMS = "params";
    static final String LAYOUT = "layout";
    static final String KEY_FILE = "keyFile";
    static final String KEYS = "keys";
    static final String RUNS_PER_PARTITION = "runsPerPartition";
    static final String PARALLEL = "parallel";
    static final String REQUESTS_PER_HOUR = "requestsPerHour";
    static final String BUDGET_SECONDS = "budgetSeconds";
    static final String PUSHDOWN = "pushdown";
    static final String RETRIES = "retries";

    /** In the order of the documentation. */
    static final List<String> ALL = List.of(
            URL,
            PROJECT,
            TABLE,
            QUERY,
            ARCHIVED,
            SAMPLED,
            PARAMS,
            LAYOUT,
            KEY_FILE,
            KEYS,
            RUNS_PER_PARTITION,
            PARALLEL,
            REQUESTS_PER_HOUR,
            BUDGET_SECONDS,
            PUSHDOWN,
            RETRIES);

    /** What Spark adds to the options of a table or a path. */
    private static final Set<String> OF_SPARK =
            Set.of("path", "paths", "provider", "external", "location", "owner", "comment", "is_managed_location");

    private static final Pattern KEY_LIKE = Pattern.compile(".*(api[-_.]?key|token|password|secret|credential).*");
    private static final List<String> YES = List.of("true", "yes", "1");
    private static final List<String> NO = List.of("false", "no", "0");

    private final Map<String, String> values;

    private CometOptions(Map<String, String> values) {
        this.values = values;
    }

    static CometOptions of(Map<String, String> given) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String path = null;
        for (Map.Entry<String, String> option : given.entrySet()) {
            String lower = option.getKey().toLowerCase(Locale.ROOT);
            if (lower.equals("path")) {
                path = option.getValue();
            } else if (!OF_SPARK.contains(lower) && !lower.startsWith("option.")) {
                values.put(known(option.getKey()), option.getValue());
            }
        }
        if (path != null) {
            setPath(values, path);
        }
        CometOptions options = new CometOptions(values);
        options.check();
        return options;
    }

    /** The option of this name, however it is capitalized. */
    private static String known(String name) {
        for (String option : ALL) {
            if (option.equalsIgnoreCase(name)) {
                return option;
            }
        }
        if (KEY_LIKE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException("option " + name + ": an API key does not belong in options, which Spark"
                    + " shows in plans, pages and logs; revoke it if it was a real one. Set COMET_API_KEY in the driver's"
                    + " environment, store the key with \"cometsh login\", or name a file with option keyFile");
        }
        throw new IllegalArgumentException(
                "comet has no option \"" + name + "\"" + Names.hint(name, ALL) + "; it has " + String.join(", ", ALL));
    }

    /** {@code load("metrics")} or {@code load("workspace/project/metrics")}. */
    private static void setPath(Map<String, String> values, String path) {
        String[] parts = path.replaceAll("^/+", "").split("/");
        if (parts.length != 1 && parts.length != 3) {
            throw new IllegalArgumentException(
                    "load(\"" + path + "\") must be load(\"TABLE\") or load(\"WORKSPACE/PROJECT/TABLE\")");
        }
        if (parts.length == 3) {
            values.put(PROJECT, parts[0] + "/" + parts[1]);
        }
        values.put(TABLE, parts[parts.length - 1]);
    }

    /** Every value is checked at once, so that no task fails for one. */
    private void check() {
        List.of(ARCHIVED, SAMPLED).forEach(this::flag);
        isPushdown();
        isTextParams();
        isFlat();
        areKeysOfExecutors();
        number(RUNS_PER_PARTITION, 1, 1);
        number(PARALLEL, 1, 1);
        number(BUDGET_SECONDS, 1, 1);
    }

    CometOptions with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(values);
        all.putAll(of(more).values);
        return new CometOptions(all);
    }

    CometOptions at(String workspace, String project) {
        return with(Map.of(PROJECT, workspace + "/" + project));
    }

    TableKind table() {
        return TableKind.named(text(TABLE, "metrics"));
    }

    String workspace() {
        return place()[0];
    }

    String project() {
        return place()[1];
    }

    private String[] place() {
        String given = text(PROJECT, "");
        String[] place = given.split("/");
        if (place.length != 2 || place[0].isBlank() || place[1].isBlank()) {
            throw new IllegalArgumentException("option project must be WORKSPACE/PROJECT, as in option(\"project\","
                    + " \"demo/digits\"), not \"" + given + "\"");
        }
        return place;
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    boolean isPushdown() {
        return !values.containsKey(PUSHDOWN) || flag(PUSHDOWN);
    }

    boolean isTextParams() {
        return choice(PARAMS, "typed", "text");
    }

    boolean isFlat() {
        return choice(LAYOUT, "struct", "flat");
    }

    boolean areKeysOfExecutors() {
        return choice(KEYS, "driver", "executors");
    }

    /** Whether it is the other word. */
    private boolean choice(String name, String usual, String other) {
        String value = text(name, usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw bad(name, "\"" + usual + "\" or \"" + other + "\"");
        }
        return value.equals(other);
    }

    boolean flag(String name) {
        String value = text(name, "false").toLowerCase(Locale.ROOT);
        if (!YES.contains(value) && !NO.contains(value)) {
            throw bad(name, "true or false");
        }
        return YES.contains(value);
    }

    int number(String name, int otherwise, int least) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad(name, "a whole number from " + least);
        }
        throw bad(name, "a whole number from " + least);
    }

    private IllegalArgumentException bad(String name, String expected) {
        return new IllegalArgumentException(
                "option " + name + " must be " + expected + ", not \"" + values.get(name) + "\"");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CometOptions that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
