package io.cometsh.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Made-up experiments that hold every difficulty a query can meet: missing, empty, NaN and infinite values, columns of mixed types, one name in three
 * sources, names and texts beyond ASCII. The same seed gives the same world.
 */
final class GeneratedWorld {

    /** 2024-02-28T23:00:00Z: near a month's end that a wrong leap year or zone would miss. */
    static final long EPOCH_MILLIS = Instant.parse("2024-02-28T23:00:00Z").toEpochMilli();

    static final String ODD_METRIC = "métrique/top 5.%";
    static final List<String> OPTIMIZERS =
            List.of("adam", "adamax", "sgd", "rmsprop", "adämw", "it's \"so\"", "a\\b", "日本語", "");
    static final List<String> TAGS = List.of("best", "prod", "bad", "déjà vu", "score", "a/b c");

    /** A column that can be asked for. */
    record Column(Source source, String name, String type) {}

    private final Random random;
    private final List<Subject> subjects = new ArrayList<>();

    private GeneratedWorld(long seed) {
        random = new Random(seed);
    }

    /** The world of the tests. */
    static List<Subject> standard() {
        return of(20240229L, 270);
    }

    static List<Subject> of(long seed, int experiments) {
        GeneratedWorld world = new GeneratedWorld(seed);
        for (int key = 0; key < experiments; key++) {
            world.subjects.add(world.subject(key));
        }
        return List.copyOf(world.subjects);
    }

    /** The columns and the types that their values give: number if all are, boolean if all are, text otherwise. */
    static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (String metric : List.of("full", "sparse", "wild", "extreme", "score", ODD_METRIC)) {
            columns.add(new Column(Source.METRIC, metric, "double"));
        }
        columns.add(new Column(Source.PARAMETER, "lr", "double"));
        columns.add(new Column(Source.PARAMETER, "depth", "double"));
        columns.add(new Column(Source.PARAMETER, "score", "double"));
        columns.add(new Column(Source.PARAMETER, "optimizer", "string"));
        columns.add(new Column(Source.PARAMETER, "batch", "string"));
        columns.add(new Column(Source.PARAMETER, "shuffle", "boolean"));
        columns.add(new Column(Source.PARAMETER, "größe/a b.c", "string"));
        columns.add(new Column(Source.OTHER, "score", "string"));
        columns.add(new Column(Source.OTHER, "seed", "double"));
        columns.add(new Column(Source.OTHER, "checked", "boolean"));
        columns.add(new Column(Source.OTHER, "note", "string"));
        columns.add(new Column(Source.METADATA, "duration", "timenumber"));
        columns.add(new Column(Source.METADATA, "start_server_timestamp", "datetime"));
        columns.add(new Column(Source.METADATA, "end_server_timestamp", "datetime"));
        columns.add(new Column(Source.ENVIRONMENT, "osType", "string"));
        columns.add(new Column(Source.ENVIRONMENT, "pid", "double"));
        TAGS.forEach(tag -> columns.add(new Column(Source.TAG, tag, "string")));
        return List.copyOf(columns);
    }

    private Subject subject(int key) {
        Map<String, List<Object>> points = new LinkedHashMap<>();
        points.put("full", curve(() -> random.nextInt(1000) / 1000.0));
        maybe(0.5, () -> points.put("sparse", curve(() -> random.nextGaussian())));
        maybe(0.8, () -> points.put("wild", curve(this::wild)));
        maybe(0.6, () -> points.put("extreme", curve(this::extreme)));
        maybe(0.4, () -> points.put("score", curve(() -> random.nextInt(10))));
        maybe(0.3, () -> points.put(ODD_METRIC, curve(() -> random.nextInt(200) / 2.0)));

        Map<String, Object> parameters = new LinkedHashMap<>();
        maybe(0.8, () -> parameters.put("lr", pick(List.of(1e-5, 0.0001, 0.001, 0.01, 0.1, 0.3, 1.0))));
        maybe(0.7, () -> parameters.put("depth", random.nextInt(6)));
        maybe(0.4, () -> parameters.put("score", random.nextInt(10)));
        maybe(0.85, () -> parameters.put("optimizer", pick(OPTIMIZERS)));
        maybe(0.8, () -> parameters.put("batch", pick(List.of(8, 16, 32, 64, 128, "auto", "all with it", ""))));
        maybe(0.7, () -> parameters.put("shuffle", random.nextBoolean()));
        maybe(0.3, () -> parameters.put("größe/a b.c", pick(List.of("groß", "klein", "größer", ""))));

        Map<String, Object> others = new LinkedHashMap<>();
        maybe(0.4, () -> others.put("score", pick(List.of("high", "low", "7", ""))));
        maybe(0.6, () -> others.put("seed", random.nextInt(50)));
        maybe(0.5, () -> others.put("checked", random.nextBoolean()));
        maybe(0.6, () -> others.put("note", pick(List.of("first try", "second try", "diverged, see log", "", "日本語"))));

        Map<String, Object> environment = new LinkedHashMap<>();
        maybe(0.8, () -> environment.put("osType", pick(List.of("Linux", "Windows", "Darwin"))));
        maybe(0.6, () -> environment.put("pid", 1 + random.nextInt(40)));

        Set<String> tags = new LinkedHashSet<>();
        TAGS.forEach(tag -> maybe(0.25, () -> tags.add(tag)));

        long start = EPOCH_MILLIS + random.nextInt(7200) * 1000L + (random.nextBoolean() ? 0 : random.nextInt(1000));
        long end = start + random.nextInt(600) * 1000L + (random.nextBoolean() ? 0 : random.nextInt(1000));
        boolean archived = key % 9 == 8;
        return new Subject(key, points, parameters, others, environment, tags, start, end, archived);
    }

    private Object wild() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> random.nextInt(21) - 10.0;
        };
    }

    private Object extreme() {
        return pick(List.of(
                1e-20, 4.9e-324, 1.5e300, Double.MAX_VALUE, -0.0, 0.0, 1.0 / 3, -1e-7, 12345678901234567890.0, 1e15));
    }

    private List<Object> curve(java.util.function.Supplier<Object> value) {
        List<Object> points = new ArrayList<>();
        for (int step = random.nextInt(4); step >= 0; step--) {
            points.add(value.get());
        }
        return points;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void maybe(double probability, Runnable action) {
        if (random.nextDouble() < probability) {
            action.run();
        }
    }
}
