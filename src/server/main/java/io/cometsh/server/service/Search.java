package io.cometsh.server.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * A space of parameters and an algorithm that proposes sets of them. The proposal at a position depends only on the seed, and for {@link Algorithm#BAYES} on the results so far: a search
 * proposes the same sets after a restart.
 */
final class Search {
    private static final String SEED = "seed";

    /** Sets to try for each parameter when neither the space nor the settings have a limit. */
    private static final int SETS_PER_PARAMETER = 10;

    /** Random sets before the first estimate, unless that is more than a third of all. */
    private static final int FIRST_SETS = 10;

    /** How sets are proposed, with the settings that each has and their defaults. */
    enum Algorithm {
        GRID(Map.of("randomize", false)),
        RANDOM(Map.of()),
        BAYES(Map.of("objective", "minimize"));

        private final Map<String, Object> settings = new TreeMap<>(Map.of(
                "maxCombo",
                0,
                "metric",
                "loss",
                "gridSize",
                10,
                "minSampleSize",
                100,
                "retryLimit",
                20,
                "retryAssignLimit",
                0));

        Algorithm(Map<String, Object> own) {
            settings.putAll(own);
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Algorithm of(String name) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.wire().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> CometError.BAD_OPTIMIZER.of("there is no algorithm '" + name + "'; use " + names()));
        }

        static String names() {
            return Arrays.stream(values()).map(Algorithm::wire).sorted().collect(Collectors.joining(", "));
        }
    }

    /** A setting: its name, and the value when it is not given. */
    record SearchSetting(String name, JsonNode value) {}

    /** The outcome of a set: its score, or null when it failed or is being tried. */
    record TriedSet(ObjectNode parameters, Double score) {}

    private final ObjectMapper json;
    private final Algorithm algorithm;
    private final Map<String, Dimension> dimensions = new LinkedHashMap<>();
    private final ObjectNode spec;
    private final List<List<JsonNode>> grid = new ArrayList<>();

    /** @param spec complete, as {@link #complete} gives it */
    Search(ObjectMapper json, String algorithm, ObjectNode parameters, ObjectNode spec) {
        this.json = json;
        this.algorithm = Algorithm.of(algorithm);
        this.spec = spec;
        parameters
                .properties()
                .forEach(field -> dimensions.put(field.getKey(), Dimension.of(field.getKey(), field.getValue())));
        if (dimensions.isEmpty()) {
            throw CometError.BAD_OPTIMIZER.of("it needs at least one parameter");
        }
        if (this.algorithm == Algorithm.GRID) {
            for (Dimension dimension : dimensions.values()) {
                grid.add(dimension.grid(
                        spec.get("gridSize").intValue(),
                        spec.get("minSampleSize").intValue(),
                        random(grid.size())));
            }
        }
    }

    static List<SearchSetting> settings(ObjectMapper json, String algorithm) {
        return Algorithm.of(algorithm).settings.entrySet().stream()
                .map(setting -> new SearchSetting(setting.getKey(), json.valueToTree(setting.getValue())))
                .toList();
    }

    /** The settings with defaults for missing ones, and a seed. */
    static ObjectNode complete(ObjectMapper json, String algorithm, JsonNode given) {
        ObjectNode complete = json.createObjectNode();
        for (SearchSetting setting : settings(json, algorithm)) {
            complete.set(setting.name(), setting.value());
        }
        given.properties().forEach(field -> {
            check(algorithm, complete, field.getKey(), field.getValue());
            complete.set(field.getKey(), field.getValue());
        });
        if (!complete.hasNonNull(SEED)) {
            complete.put(SEED, ThreadLocalRandom.current().nextLong(1L << 32));
        }
        return complete;
    }

    /** A setting has the type of its default; any algorithm takes an objective and a seed. */
    private static void check(String algorithm, ObjectNode known, String name, JsonNode value) {
        String expected = null;
        if (name.equals("objective")) {
            expected = value.asText().matches("minimize|maximize") ? null : "minimize or maximize";
        } else if (name.equals(SEED)) {
            expected = value.isNull() || value.isIntegralNumber() && value.canConvertToLong() ? null : "an integer";
        } else if (!known.has(name)) {
            List<String> names = new ArrayList<>();
            known.fieldNames().forEachRemaining(names::add);
            throw CometError.BAD_OPTIMIZER.of("spec has '" + name + "', which " + algorithm + " does not know; use "
                    + String.join(", ", names) + ", " + SEED);
        } else if (known.get(name).isInt()) {
            int least = name.equals("gridSize") || name.equals("minSampleSize") ? 1 : 0;
            boolean fits = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least;
            expected = fits ? null : "an integer from " + least + " on";
        } else if (known.get(name).getNodeType() != value.getNodeType()) {
            expected = known.get(name).isBoolean() ? "true or false" : "a text";
        }
        if (expected != null) {
            throw CometError.BAD_OPTIMIZER.of("spec has " + name + " " + value + "; it takes " + expected);
        }
    }

    boolean isBayes() {
        return algorithm == Algorithm.BAYES;
    }

    /** How often a proposal that was there before is replaced by another until the search gives up. */
    long proposals() {
        return algorithm == Algorithm.GRID
                ? Long.MAX_VALUE
                : spec.get("retryLimit").longValue() + 1;
    }

    int retryAssignLimit() {
        return spec.get("retryAssignLimit").intValue();
    }

    /** How many different sets there are; empty when they cannot be counted. */
    OptionalLong size() {
        double size = 1;
        if (algorithm == Algorithm.GRID) {
            for (List<JsonNode> values : grid) {
                size *= values.size();
            }
        } else {
            for (Dimension dimension : dimensions.values()) {
                size = dimension.isFinite() ? size * dimension.size() : Double.POSITIVE_INFINITY;
            }
        }
        return Double.isInfinite(size) ? OptionalLong.empty() : OptionalLong.of((long) size);
    }

    /** How many sets are tried at most. */
    long limit() {
        long limit = spec.get("maxCombo").longValue();
        if (limit == 0) {
            limit = algorithm == Algorithm.GRID ? Long.MAX_VALUE : (long) SETS_PER_PARAMETER * dimensions.size();
        }
        return Math.min(limit, size().orElse(Long.MAX_VALUE));
    }

    /**
     * The set at a position; empty at the end of a grid.
     *
     * @param repeated whether an earlier proposal for the same assignment was there before
     * @param results the outcomes of other sets; only Bayes uses them
     */
    Optional<ObjectNode> propose(long position, boolean repeated, List<TriedSet> results) {
        return switch (algorithm) {
            case GRID -> position < size().orElseThrow() ? Optional.of(cell(position)) : Optional.empty();
            case RANDOM -> Optional.of(set(drawn(random(position))));
            case BAYES -> Optional.of(set(estimated(random(position), repeated, results)));
        };
    }

    private double[] drawn(Random random) {
        return dimensions.values().stream()
                .mapToDouble(dimension -> dimension.draw(random))
                .toArray();
    }

    private double[] estimated(Random random, boolean repeated, List<TriedSet> results) {
        double sign = spec.get("objective").asText().equals("maximize") ? -1 : 1;
        List<double[]> scored = results.stream()
                .filter(result -> result.score() != null)
                .sorted((a, b) -> Double.compare(sign * a.score(), sign * b.score()))
                .map(result -> coordinates(result.parameters()))
                .collect(Collectors.toList());
        if (repeated || scored.size() < Math.min(FIRST_SETS, Math.max(1, limit() / 3))) {
            return drawn(random);
        }
        int count = scored.size();
        // Sets that failed or are being tried count as bad, so that proposals keep away from them.
        results.stream()
                .filter(result -> result.score() == null)
                .forEach(result -> scored.add(coordinates(result.parameters())));
        return Parzen.propose(List.copyOf(dimensions.values()), scored, count, random);
    }

    private double[] coordinates(ObjectNode set) {
        return dimensions.entrySet().stream()
                .mapToDouble(entry -> entry.getValue().coordinate(set.path(entry.getKey())))
                .toArray();
    }

    private ObjectNode set(double[] coordinates) {
        ObjectNode set = json.createObjectNode();
        int d = 0;
        for (Map.Entry<String, Dimension> dimension : dimensions.entrySet()) {
            set.set(dimension.getKey(), dimension.getValue().value(coordinates[d++]));
        }
        return set;
    }

    /** The last parameter changes first. */
    private ObjectNode cell(long position) {
        long left = spec.get("randomize").asBoolean() ? shuffled(position) : position;
        JsonNode[] values = new JsonNode[grid.size()];
        for (int d = values.length - 1; d >= 0; d--) {
            values[d] = grid.get(d).get((int) (left % grid.get(d).size()));
            left /= grid.get(d).size();
        }
        ObjectNode set = json.createObjectNode();
        int d = 0;
        for (String name : dimensions.keySet()) {
            set.set(name, values[d++]);
        }
        return set;
    }

    /** The place of a position in a random order: a Feistel network that is repeated until the place is in the grid. */
    private long shuffled(long position) {
        long size = size().orElseThrow();
        int half = (64 - Long.numberOfLeadingZeros(size) + 1) / 2;
        long mask = (1L << half) - 1;
        long place = position;
        do {
            long left = place >>> half;
            long right = place & mask;
            for (int round = 0; round < 4; round++) {
                long next = left ^ mixed(right * 4 + round) & mask;
                left = right;
                right = next;
            }
            place = left << half | right;
        } while (place < 0 || place >= size);
        return place;
    }

    private Random random(long position) {
        return new Random(mixed(position));
    }

    /** Scatters numbers that are close to each other (the finalizer of MurmurHash3). */
    private long mixed(long number) {
        long z = spec.get(SEED).longValue() * 0x9E3779B97F4A7C15L + number;
        z = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        return z ^ z >>> 33;
    }

    /** The id of a set: the same parameters have the same id in any order, and 1.0 is 1. */
    static String pid(ObjectMapper json, ObjectNode parameters) {
        Map<String, Object> sorted = new TreeMap<>();
        parameters.properties().forEach(field -> {
            double number = field.getValue().isNumber() ? field.getValue().doubleValue() : Double.NaN;
            boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
            sorted.put(field.getKey(), whole ? (Object) (long) number : field.getValue());
        });
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(json.valueToTree(sorted).toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
