package io.cometsh.completion;

import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.PlainName;
import io.cometsh.completion.ValueSample.ValueCount;
import io.cometsh.query.Column;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import io.cometsh.text.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inside {@code Metric("} and the other query variables, the project's columns of that kind; after a comparison with one,
 * the values that occur.
 */
final class QueryCompleter {
    private static final Set<String> COMPARING_METHODS = Set.of(
            "contains",
            "startswith",
            "startsWith",
            "endswith",
            "endsWith",
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "between",
            "in");
    private static final List<String> TRUTHS = List.of("True", "False");
    /** How a time is written that is compared with. */
    private static final Map<String, String> TIMES = new LinkedHashMap<>();

    static {
        TIMES.put("hours(1).ago", "an hour ago");
        TIMES.put("days(1).ago", "yesterday at this time");
        TIMES.put("days(7).ago", "a week ago");
        TIMES.put("days(30).ago", "a month ago");
        TIMES.put("datetime(", "year, month, day[, hour, minute, second] in UTC");
    }

    private static final int LONGEST_PLAIN = 12;
    private static final MathContext DIGITS = new MathContext(5);

    private final LiveNames names;
    private final CallReader reader;
    private final Scope scope;
    private final ProjectRefs places;

    QueryCompleter(LiveNames names, Scope scope, ProjectRefs places) {
        this.names = names;
        this.reader = new CallReader(scope);
        this.scope = scope;
        this.places = places;
    }

    /** A column that something is compared with. */
    private record Asked(Source source, String name) {}

    /** Offers columns or values; returns whether the literal belongs to a query at all. */
    boolean offer(InLiteral context, LiteralWriter writer, Deadline deadline) {
        ProjectRef place = places.of(context.calls(), context.locals());
        Source source = source(context);
        if (source != null) {
            if (place == null) {
                writer.hint(
                        ":use WORKSPACE/PROJECT sets it, or api.query(\"...\", \"...\", around this",
                        "of which project?");
            } else if (source == Source.TAGS) {
                tags(place, writer, deadline);
            } else {
                columns(place, source, writer, deadline);
            }
            return true;
        }
        Asked asked = asked(context);
        if (asked == null) {
            return false;
        }
        ValueSample sample = place == null ? null : names.values(place, asked.source(), asked.name(), deadline);
        if (sample != null) {
            for (ValueCount counted : sample.counted()) {
                writer.whole(counted.value(), group(asked, place, sample), runs(counted.runs()));
            }
        }
        return true;
    }

    private void columns(ProjectRef place, Source source, LiteralWriter writer, Deadline deadline) {
        String group = place.workspace() + "/" + place.project();
        for (Column column : names.within(deadline).columns(place.workspace(), place.project())) {
            if (column.source() == source) {
                writer.whole(column.name(), group, column.type());
            }
        }
    }

    /** With counts once they are known; nobody waits for those. */
    private void tags(ProjectRef place, LiteralWriter writer, Deadline deadline) {
        ValueSample sample = names.values(place, Source.TAGS, "", Deadline.none());
        Map<String, String> runs = new HashMap<>();
        String group = place.workspace() + "/" + place.project();
        if (sample != null) {
            sample.counted().forEach(counted -> runs.put(counted.value(), runs(counted.runs())));
            group += ", " + sample.extent();
        }
        for (Column column : names.within(deadline).columns(place.workspace(), place.project())) {
            if (column.source() == Source.TAGS) {
                writer.whole(column.name(), group, runs.get(column.name()));
            }
        }
    }

    /**
     * Offers whole values, quotes included, where one may begin; for measured values it shows the range. Returns whether
     * that is all there is to offer.
     */
    boolean offer(PlainName context, Suggestions suggestions, Deadline deadline) {
        Asked compared = asked(context.compared(), context.locals());
        Asked asked = compared == null && !context.calls().isEmpty()
                ? comparing(context.calls().get(0), context.locals())
                : compared;
        ProjectRef place =
                asked == null || asked.source() == Source.TAGS ? null : places.of(context.calls(), context.locals());
        if (place == null) {
            return false;
        }
        // Both are asked for at once, and then waited for together.
        names.values(place, asked.source(), asked.name(), Deadline.none());
        String type = type(place, asked, deadline);
        if ("boolean".equals(type)) {
            TRUTHS.forEach(truth -> suggestions.add(truth, truth, group(asked, place), null));
            return suggestions.typed().isEmpty();
        }
        ValueSample sample = names.values(place, asked.source(), asked.name(), deadline);
        boolean begun = !suggestions.typed().isEmpty();
        if (sample == null || sample.values().isEmpty()) {
            return !begun && deadline.isInVain();
        }
        if (asked.source() == Source.METRICS || asked.source() == Source.METADATA && sample.isNumeric()) {
            range(asked, place, sample, suggestions);
            if (isTime(asked)) {
                String times = group(asked, place, sample) + ", " + between(asked, sample);
                TIMES.forEach((time, meaning) -> suggestions.add(time, time, times, meaning));
            }
            return !begun || Character.isDigit(suggestions.typed().charAt(0));
        }
        boolean bare = sample.isNumeric() && !"string".equals(type);
        for (ValueCount counted : sample.counted()) {
            String value = counted.value();
            String written = bare ? plain(value) : "\"" + Literals.escaped(value, "\"") + "\"";
            suggestions.add(value, written, Literals.shown(written), group(asked, place, sample), runs(counted.runs()));
        }
        return !begun || Character.isDigit(suggestions.typed().charAt(0));
    }

    /** A number as a person writes it: 0.0001 rather than 1.0E-4. */
    private static String plain(String number) {
        boolean scientific = number.matches("-?\\d+(\\.\\d+)?[eE]-?\\d{1,2}");
        String plain = scientific ? new BigDecimal(number).stripTrailingZeros().toPlainString() : number;
        return plain.length() <= LONGEST_PLAIN ? plain : number;
    }

    private String type(ProjectRef place, Asked asked, Deadline deadline) {
        return names.within(deadline).columns(place.workspace(), place.project()).stream()
                .filter(column ->
                        column.source() == asked.source() && column.name().equals(asked.name()))
                .map(Column::type)
                .findFirst()
                .orElse(null);
    }

    private static String group(Asked asked, ProjectRef place) {
        return asked.name() + " in " + place.workspace() + "/" + place.project();
    }

    private static String group(Asked asked, ProjectRef place, ValueSample sample) {
        return group(asked, place) + ", " + sample.extent();
    }

    private static boolean isTime(Asked asked) {
        return asked.source() == Source.METADATA
                && (asked.name().endsWith("timestamp") || asked.name().endsWith("time"));
    }

    private static String between(Asked asked, ValueSample sample) {
        double[] numbers = sample.numbers();
        return shown(numbers[0], asked) + " … " + shown(numbers[numbers.length - 1], asked);
    }

    private static String runs(int runs) {
        return Quantity.of(runs, "run");
    }

    private static void range(Asked asked, ProjectRef place, ValueSample sample, Suggestions suggestions) {
        double[] numbers = sample.numbers();
        if (numbers.length > 0) {
            suggestions.hint(
                    between(asked, sample),
                    group(asked, place, sample),
                    "median " + shown(sample.median().orElse(numbers[0]), asked) + ", " + runs(numbers.length)
                            + " with it");
        }
    }

    private static String shown(double number, Asked asked) {
        if (isTime(asked)) {
            return Instant.ofEpochMilli((long) number)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        }
        if (Double.isInfinite(number)) {
            return String.valueOf(number);
        }
        BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        return rounded.scale() > 7 || rounded.precision() - rounded.scale() > 9
                ? rounded.toString()
                : rounded.toPlainString();
    }

    private Asked asked(InLiteral context) {
        Asked compared = asked(context.compared(), context.locals());
        if (compared != null || context.calls().isEmpty()) {
            return compared;
        }
        Call call = context.calls().get(0);
        return call.current().begins() ? comparing(call, context.locals()) : null;
    }

    /** The column that a method such as {@code between} compares with its arguments. */
    private Asked comparing(Call call, Locals locals) {
        boolean comparing = call.receiver() != null && COMPARING_METHODS.contains(call.name());
        return comparing ? asked(call.receiver(), locals) : null;
    }

    /** The column that this chain is; null for anything but a query variable. */
    private Asked asked(Expression expression, Locals locals) {
        if (expression == null || !expression.steps().isEmpty()) {
            return null;
        }
        if (expression.root() == Expression.Root.FUNCTION
                && !expression.arguments().isEmpty()) {
            String name = expression.arguments().get(0).text();
            for (Source source : Source.values()) {
                if (source.variableName().equals(expression.name()) && name != null) {
                    return new Asked(source, name);
                }
            }
            return null;
        }
        if (expression.root() == Expression.Root.VARIABLE) {
            if (locals.get(expression.name()) != null) {
                return asked(locals.get(expression.name()).from(), Locals.NONE);
            }
            if (scope.variables().get(expression.name()) instanceof QueryVariable variable) {
                return new Asked(variable.source(), variable.name());
            }
        }
        return null;
    }

    private static Source source(InLiteral context) {
        if (context.calls().isEmpty()) {
            return null;
        }
        Call call = context.calls().get(0);
        if (call.receiver() != null || call.position() != 0 || !call.current().begins()) {
            return null;
        }
        for (Source source : Source.values()) {
            if (source.variableName().equals(call.name())) {
                return source;
            }
        }
        return null;
    }
}
