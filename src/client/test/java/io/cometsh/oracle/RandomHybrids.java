package io.cometsh.oracle;

import io.cometsh.oracle.Expression.And;
import io.cometsh.oracle.Expression.Client;
import io.cometsh.oracle.Expression.Not;
import io.cometsh.oracle.Expression.Or;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** Expressions that mix comparisons of the client with comparisons of the server. */
final class RandomHybrids {
    private static final List<String> METRICS =
            List.of("full", "sparse", "wild", "extreme", "score", GeneratedWorld.ODD_METRIC);
    private static final Map<String, BiPredicate<Double, Double>> ORDERS = Map.of(
            "<", (a, b) -> a.doubleValue() < b.doubleValue(),
            "<=", (a, b) -> a.doubleValue() <= b.doubleValue(),
            ">", (a, b) -> a.doubleValue() > b.doubleValue(),
            ">=", (a, b) -> a.doubleValue() >= b.doubleValue());
    private static final Map<String, String> OPPOSITES = Map.of("<", ">=", ">=", "<", ">", "<=", "<=", ">");
    private static final List<String> PATTERNS = List.of(
            "ada.*",
            "adam(ax)?",
            ".*a.*",
            "sgd|adam",
            "(?i)ADAM.*",
            "\\d+",
            "\\d{2}",
            "日.*",
            "a\\\\b",
            "[a-d].*",
            "au?to",
            "al+ in one",
            "it's \"so\".*",
            "",
            ".+",
            "first\\ttry",
            "first try",
            "groß(er)?",
            ".*, see log",
            "^di.*$",
            "Li.*x",
            "1.*",
            "12+8",
            "ad*ä.*",
            "x?adam",
            "a{1,2}dam",
            "high|7");

    private record Place(Source source, String name) {}

    private static final List<Place> TEXTS = List.of(
            new Place(Source.PARAMETER, "optimizer"),
            new Place(Source.PARAMETER, "batch"),
            new Place(Source.PARAMETER, "größe/a b.c"),
            new Place(Source.OTHER, "note"),
            new Place(Source.OTHER, "score"),
            new Place(Source.ENVIRONMENT, "osType"));

    /** A number that an experiment has, as it is written and as it is known. */
    private record Value(String text, Function<Subject, Double> of) {}

    private final Random random;
    private final List<Subject> world;
    private final RandomExpressions servers;

    RandomHybrids(long seed, List<Subject> world) {
        random = new Random(seed);
        this.world = world;
        servers = new RandomExpressions(seed, world);
    }

    Expression next(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return random.nextBoolean() ? client() : servers.next(0);
        }
        return switch (random.nextInt(5)) {
            case 0, 1 -> new And(next(depth - 1), next(depth - 1));
            case 2, 3 -> new Or(next(depth - 1), next(depth - 1));
            default -> new Not(next(depth - 1));
        };
    }

    Client client() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> withNumber(value());
            case 2 -> withMetric();
            case 3 -> matches();
            default -> ignoringCase();
        };
    }

    private Client withNumber(Value value) {
        double number = operand();
        switch (random.nextInt(7)) {
            case 0 -> {
                return equal(value, String.valueOf(number), subject -> number);
            }
            case 1 -> {
                double high = operand();
                Predicate<Subject> between = subject -> value.of().apply(subject) != null
                        && value.of().apply(subject) >= number
                        && value.of().apply(subject) <= high;
                return new Client(value.text() + ".between(" + number + ", " + high + ")", between, between.negate());
            }
            case 2 -> {
                String step = METRICS.get(random.nextInt(METRICS.size()));
                Value atStep = atStep(step);
                Predicate<Subject> missing = subject -> atStep.of().apply(subject) == null;
                return new Client("(" + atStep.text() + " == None)", missing, missing.negate());
            }
            default -> {
                return ordered(value, String.valueOf(number), subject -> number);
            }
        }
    }

    private Client withMetric() {
        Value left = random.nextInt(3) == 0 ? current() : value();
        Value right = random.nextInt(3) == 0 ? value() : current();
        if (left.text().equals(right.text())) {
            return withMetric();
        }
        return random.nextInt(4) == 0 ? equal(left, right.text(), right.of()) : ordered(left, right.text(), right.of());
    }

    private Client ordered(Value left, String text, Function<Subject, Double> right) {
        String order = pick(List.of("<", "<=", ">", ">="));
        return new Client(
                "(" + left.text() + " " + order + " " + text + ")",
                test(left.of(), ORDERS.get(order), right),
                test(left.of(), ORDERS.get(OPPOSITES.get(order)), right));
    }

    private static Client equal(Value left, String text, Function<Subject, Double> right) {
        Predicate<Subject> equal = test(left.of(), (a, b) -> a.doubleValue() == b.doubleValue(), right);
        return new Client("(" + left.text() + " == " + text + ")", equal, equal.negate());
    }

    /** Nothing missing is in any order. */
    private static Predicate<Subject> test(
            Function<Subject, Double> left, BiPredicate<Double, Double> order, Function<Subject, Double> right) {
        return subject -> left.apply(subject) != null
                && right.apply(subject) != null
                && order.test(left.apply(subject), right.apply(subject));
    }

    private Value value() {
        String metric = pick(METRICS);
        return switch (random.nextInt(3)) {
            case 0 -> new Value(word(metric) + ".min", subject -> extreme(subject, metric, -1));
            case 1 -> new Value(word(metric) + ".max", subject -> extreme(subject, metric, 1));
            default -> atStep(metric);
        };
    }

    private Value current() {
        String metric = pick(METRICS);
        return new Value(word(metric), subject -> number(subject.value(Source.METRIC, metric)));
    }

    private Value atStep(String metric) {
        int step = 1 + random.nextInt(5);
        return new Value(word(metric) + ".atStep(" + step + ")", subject -> {
            List<Object> points = subject.points().getOrDefault(metric, List.of());
            return step <= points.size() ? number(points.get(step - 1)) : null;
        });
    }

    /** NaN is neither small nor large, unless there is nothing else. */
    private static Double extreme(Subject subject, String metric, int sign) {
        List<Double> numbers = subject.points().getOrDefault(metric, List.of()).stream()
                .map(RandomHybrids::number)
                .toList();
        if (numbers.isEmpty()) {
            return null;
        }
        return numbers.stream()
                .filter(number -> !number.isNaN())
                .max((a, b) -> sign * Double.compare(a, b))
                .orElse(Double.NaN);
    }

    private static Double number(Object value) {
        return value == null ? null : ((Number) value).doubleValue();
    }

    private double operand() {
        List<Object> points = pick(world).points().getOrDefault(pick(METRICS), List.<Object>of(0.5));
        double value = number(pick(points));
        return Double.isFinite(value) ? value : random.nextInt(5);
    }

    private Client matches() {
        Place place = pick(TEXTS);
        String pattern = pick(PATTERNS);
        Predicate<Subject> fits =
                subject -> text(subject, place) != null && text(subject, place).matches(pattern);
        String literal = random.nextBoolean() && !pattern.contains("$")
                ? "/" + pattern.replace("/", "\\/") + "/"
                : "'" + pattern.replace("\\", "\\\\").replace("'", "\\'") + "'";
        // An empty slashed text would begin a comment.
        return new Client(word(place) + ".matches(" + (pattern.isEmpty() ? "''" : literal) + ")", fits, fits.negate());
    }

    private Client ignoringCase() {
        Place place = pick(TEXTS);
        List<String> held = world.stream()
                .map(subject -> text(subject, place))
                .filter(text -> text != null && !text.isEmpty())
                .toList();
        String whole = swapped(pick(held));
        int cut = random.nextInt(whole.length());
        String variable = word(place) + ".ignoreCase()";
        return switch (random.nextInt(5)) {
            case 0 -> caseless("(" + variable + " == " + quote(whole) + ")", place, whole, String::equals);
            case 1 ->
                caseless(
                        variable + ".contains(" + quote(whole.substring(cut)) + ")",
                        place,
                        whole.substring(cut),
                        String::contains);
            case 2 ->
                caseless(
                        variable + ".startswith(" + quote(whole.substring(0, cut + 1)) + ")",
                        place,
                        whole.substring(0, cut + 1),
                        String::startsWith);
            case 3 ->
                caseless(
                        variable + ".endswith(" + quote(whole.substring(cut)) + ")",
                        place,
                        whole.substring(cut),
                        String::endsWith);
            default -> {
                String other = swapped(pick(held));
                Predicate<Subject> any = subject -> text(subject, place) != null
                        && List.of(lower(whole), lower(other)).contains(lower(text(subject, place)));
                yield new Client(
                        "(" + variable + " in [" + quote(whole) + ", " + quote(other) + "])", any, any.negate());
            }
        };
    }

    private static Client caseless(String text, Place place, String operand, BiPredicate<String, String> test) {
        Predicate<Subject> holds =
                subject -> text(subject, place) != null && test.test(lower(text(subject, place)), lower(operand));
        return new Client(text, holds, holds.negate());
    }

    /** Some letters small that were capital, and the other way round. */
    private String swapped(String text) {
        StringBuilder swapped = new StringBuilder();
        for (char c : text.toCharArray()) {
            swapped.append(
                    random.nextBoolean()
                            ? c
                            : Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }
        return swapped.toString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String text(Subject subject, Place place) {
        Object value = subject.value(place.source(), place.name());
        return value == null ? null : String.valueOf(value);
    }

    private static String word(String metric) {
        return "Metric(" + quote(metric) + ")";
    }

    private static String word(Place place) {
        return place.source().word + "(" + quote(place.name()) + ")";
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
