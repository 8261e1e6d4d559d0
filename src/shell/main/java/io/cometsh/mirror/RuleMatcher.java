package io.cometsh.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.query.Source;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Decides which runs the rules of a query find, with the meaning that the server gives them: a missing value is in no
 * order and equal to nothing, {@code not_} operators find what the others do not, NaN is in no order with anything, times
 * are in UTC and durations in seconds.
 */
final class RuleMatcher {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("[ ]['T']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX][X]")
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT);

    /** Facts of a run that are texts. */
    private static final Map<String, Function<ExperimentMetadata, String>> TEXTS = Map.of(
            "file_name", ExperimentMetadata::fileName,
            "file_path", ExperimentMetadata::filePath,
            "user_name", ExperimentMetadata::userName,
            "optimizationId", ExperimentMetadata::optimizationId,
            "experimentKey", ExperimentMetadata::experimentKey);

    /** Facts of a run that are numbers: times in epoch milliseconds, durations in seconds, true as 1. */
    private static final Map<String, Function<ExperimentMetadata, Double>> NUMBERS = Map.of(
            "start_server_timestamp", row -> time(row.startTimeMillis()),
            "end_server_timestamp", row -> time(row.endTimeMillis()),
            "duration", row -> row.durationMillis() == null ? Double.NaN : row.durationMillis() / 1000.0,
            "runActive", row -> row.running() ? 1.0 : 0.0);

    private static final Set<String> DATETIMES = Set.of("start_server_timestamp", "end_server_timestamp");

    private final Map<String, String> types = new HashMap<>();

    /** @param columns the reply of {@code project/column-names} */
    RuleMatcher(JsonNode columns) {
        columns.path("columns")
                .forEach(column -> types.put(
                        column.path("source").asText() + " "
                                + column.path("name").asText(),
                        column.path("type").asText()));
    }

    private static double time(Long millis) {
        return millis == null || millis <= 0 ? Double.NaN : millis;
    }

    /** The condition of {@code project/query}: all predicates hold. */
    Predicate<MirrorFacts> predicates(JsonNode predicates) {
        List<Predicate<MirrorFacts>> all = new ArrayList<>();
        predicates.forEach(predicate ->
                all.add(node(predicate.path("query"), predicate.path("source").asText())));
        return run -> all.stream().allMatch(one -> one.test(run));
    }

    /** The condition of {@code experiments/search}. */
    Predicate<MirrorFacts> tree(JsonNode tree) {
        return tree.isObject() ? node(tree, "") : run -> true;
    }

    private Predicate<MirrorFacts> node(JsonNode node, String inherited) {
        if (!node.has("rules")) {
            return rule(node, node.hasNonNull("source") ? node.get("source").asText() : inherited);
        }
        List<Predicate<MirrorFacts>> inside = new ArrayList<>();
        node.get("rules").forEach(one -> inside.add(node(one, inherited)));
        boolean any = "OR".equalsIgnoreCase(node.path("condition").asText());
        return any && !inside.isEmpty()
                ? run -> inside.stream().anyMatch(one -> one.test(run))
                : run -> inside.stream().allMatch(one -> one.test(run));
    }

    private Predicate<MirrorFacts> rule(JsonNode rule, String sourceName) {
        String name = rule.hasNonNull("field")
                ? rule.get("field").asText()
                : rule.path("id").asText();
        String operator = rule.path("operator").asText();
        boolean negative = operator.startsWith("not_") || operator.startsWith("is_not_");
        String positive = operator.replaceFirst("^not_", "").replaceFirst("^is_not_", "is_");
        JsonNode value = rule.path("value");
        boolean range = positive.equals("between");
        Operand first = Operand.of(range ? value.path(0) : value);
        Operand second = Operand.of(range ? value.path(1) : null);
        Source source = Source.ofWireName(sourceName)
                .orElseThrow(() -> new NotMirroredException(
                        "offline: a rule about \"" + sourceName + "\" cannot be decided; leave out --offline"));
        Predicate<MirrorFacts> test = switch (source) {
            case TAGS -> tag(name, positive, first);
            case METADATA -> fact(name, positive, first, second);
            default -> {
                String type = types.getOrDefault(
                        sourceName + " " + name, rule.path("type").asText());
                yield run -> value(run.values(source).get(name), type, positive, first, second);
            }
        };
        return negative ? test.negate() : test;
    }

    private static Predicate<MirrorFacts> tag(String name, String operator, Operand value) {
        String tag = value.text() == null ? name : value.text();
        return run -> switch (operator) {
            case "equal" -> run.tags().contains(tag);
            case "is_null" -> !run.tags().contains(tag);
            default -> run.tags().contains(tag) && text(operator, tag, value);
        };
    }

    private static Predicate<MirrorFacts> fact(String name, String operator, Operand first, Operand second) {
        Function<ExperimentMetadata, String> text = TEXTS.get(name);
        if (text != null) {
            return run -> value(text.apply(run.row()), "string", operator, first, second);
        }
        Function<ExperimentMetadata, Double> number = NUMBERS.get(name);
        if (number == null) {
            throw new NotMirroredException("offline: a mirror does not have Metadata(\"" + name
                    + "\"; to ask the server, leave out --offline");
        }
        double low = DATETIMES.contains(name) ? first.millis() : first.asNumber();
        double high = DATETIMES.contains(name) ? second.millis() : second.asNumber();
        return run -> {
            double found = number.apply(run.row());
            return switch (operator) {
                case "equal" -> found == low;
                case "between" -> found >= low && found <= high;
                case "less", "less_or_equal", "greater", "greater_or_equal" -> ordered(operator, found, low);
                default -> false;
            };
        };
    }

    private static boolean value(String found, String type, String operator, Operand first, Operand second) {
        if (found == null) {
            return operator.equals("is_null") || operator.equals("equal") && first.isNone();
        }
        boolean numberType = type.equals("double") || type.equals("boolean");
        boolean numeric = first.isNumber() || numberType && first.readsAsNumber();
        switch (operator) {
            case "is_null" -> {
                return false;
            }
            case "equal" -> {
                return numeric
                        ? isNumber(found) && number(found) == first.asNumber()
                        : !first.isNone() && found.equals(first.text());
            }
            case "less", "less_or_equal", "greater", "greater_or_equal" -> {
                if (numeric) {
                    return isNumber(found) && ordered(operator, number(found), first.asNumber());
                }
                return !first.isNone()
                        && !type.equals("double")
                        && ordered(operator, Integer.signum(found.compareTo(first.text())), 0);
            }
            case "between" -> {
                if (first.readsAsNumber() && second.readsAsNumber()) {
                    return isNumber(found) && number(found) >= first.asNumber() && number(found) <= second.asNumber();
                }
                return !first.isNone()
                        && !second.isNone()
                        && !type.equals("double")
                        && found.compareTo(first.text()) >= 0
                        && found.compareTo(second.text()) <= 0;
            }
            default -> {
                return text(operator, found, first);
            }
        }
    }

    private static boolean text(String operator, String found, Operand value) {
        return switch (operator) {
            case "equal" -> found.equals(value.text());
            case "contains" -> !value.isNone() && found.contains(value.text());
            case "begins_with" -> !value.isNone() && found.startsWith(value.text());
            case "ends_with" -> !value.isNone() && found.endsWith(value.text());
            case "is_empty" -> found.isEmpty();
            default -> false;
        };
    }

    /** NaN is in no order with anything. */
    private static boolean ordered(String operator, double a, double b) {
        return switch (operator) {
            case "less" -> a < b;
            case "less_or_equal" -> a <= b;
            case "greater" -> a > b;
            default -> a >= b;
        };
    }

    private static boolean isTruth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches()
                || text.equals("NaN")
                || text.equals("Infinity")
                || text.equals("-Infinity")
                || isTruth(text);
    }

    private static double number(String text) {
        return isTruth(text) ? text.equalsIgnoreCase("true") ? 1 : 0 : Double.parseDouble(text);
    }

    /** @param isNumber whether it came as a number, not as a text; @param text null for none */
    private record Operand(boolean isNumber, double value, String text) {
        static Operand of(JsonNode node) {
            if (node == null || node.isNull() || node.isMissingNode()) {
                return new Operand(false, Double.NaN, null);
            }
            if (node.isNumber()) {
                return new Operand(true, node.doubleValue(), node.asText());
            }
            if (node.isBoolean()) {
                return new Operand(true, node.booleanValue() ? 1 : 0, node.asText());
            }
            String text = node.isTextual() ? node.textValue() : node.toString();
            return new Operand(false, RuleMatcher.isNumber(text) ? RuleMatcher.number(text) : Double.NaN, text);
        }

        boolean isNone() {
            return text == null;
        }

        boolean readsAsNumber() {
            return isNumber || text != null && RuleMatcher.isNumber(text);
        }

        double asNumber() {
            return value;
        }

        /** As a time; a bare number is one too. NaN for what is not a time. */
        double millis() {
            if (text == null || readsAsNumber()) {
                return value;
            }
            try {
                Instant time = OffsetDateTime.parse(text.strip(), TIME)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant();
                return time.getEpochSecond() * 1000.0 + time.getNano() / 1e6;
            } catch (DateTimeParseException e) {
                return Double.NaN;
            }
        }
    }
}
