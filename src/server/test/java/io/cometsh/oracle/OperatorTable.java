package io.cometsh.oracle;

import io.cometsh.oracle.Expression.Leaf;
import io.cometsh.oracle.Expression.Not;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every operator on every kind of column where it can be used, plain and negated; each finds some experiments of the world and not all. */
final class OperatorTable {

    static final Instant MIDNIGHT = Instant.parse("2024-02-29T00:00:00Z");

    private final List<Subject> world;

    OperatorTable(List<Subject> world) {
        this.world = world;
    }

    Stream<Expression> expressions() {
        List<Expression> table = new ArrayList<>();
        for (Comparison c : List.of(
                Comparison.EQUAL,
                Comparison.NOT_EQUAL,
                Comparison.LESS,
                Comparison.LESS_OR_EQUAL,
                Comparison.GREATER,
                Comparison.GREATER_OR_EQUAL)) {
            Object extreme = switch (c) {
                case LESS, LESS_OR_EQUAL -> 0.0;
                default -> 1e15;
            };
            table.add(metric("wild", c, 3));
            table.add(metric("wild", c, 3.0));
            table.add(metric("extreme", c, extreme));
            table.add(metric("full", c, currentOfFirst("full")));
            table.add(metric("score", c, 5));
            table.add(metric(GeneratedWorld.ODD_METRIC, c, currentOfFirst(GeneratedWorld.ODD_METRIC)));
            table.add(leaf(Source.PARAMETER, "lr", "double", c, 0.01));
            table.add(leaf(Source.PARAMETER, "batch", "string", c, 32));
            table.add(leaf(Source.PARAMETER, "batch", "string", c, "32"));
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "adäm" + (c.isOrder() ? "" : "w")));
            table.add(leaf(Source.PARAMETER, "depth", "double", c, 3));
            table.add(leaf(Source.PARAMETER, "score", "double", c, 5));
            table.add(leaf(Source.OTHER, "seed", "double", c, 20));
            table.add(leaf(Source.ENVIRONMENT, "pid", "double", c, 20));
            table.add(leaf(
                    Source.METADATA, "duration", "timenumber", c, world.get(0).value(Source.METADATA, "duration")));
            table.add(leaf(
                    Source.METADATA,
                    "start_server_timestamp",
                    "datetime",
                    c,
                    Instant.ofEpochMilli(world.get(0).startMillis())));
            table.add(leaf(
                    Source.METADATA,
                    "end_server_timestamp",
                    "datetime",
                    c,
                    Instant.ofEpochMilli(world.get(1).endMillis())));
        }
        for (Comparison c : List.of(Comparison.LESS, Comparison.GREATER_OR_EQUAL)) {
            table.add(leaf(Source.METADATA, "start_server_timestamp", "datetime", c, MIDNIGHT));
        }
        for (Comparison c : List.of(Comparison.EQUAL, Comparison.NOT_EQUAL)) {
            for (String optimizer : GeneratedWorld.OPTIMIZERS) {
                if (!optimizer.isEmpty()) {
                    table.add(leaf(Source.PARAMETER, "optimizer", "string", c, optimizer));
                }
            }
            table.add(leaf(Source.PARAMETER, "batch", "string", c, "auto"));
            table.add(leaf(Source.PARAMETER, "batch", "string", c, "32"));
            table.add(leaf(Source.PARAMETER, "shuffle", "boolean", c, true));
            table.add(leaf(Source.PARAMETER, "shuffle", "boolean", c, false));
            table.add(leaf(Source.PARAMETER, "größe/a b.c", "string", c, "groß"));
            table.add(leaf(Source.OTHER, "checked", "boolean", c, true));
            table.add(leaf(Source.OTHER, "score", "string", c, "high"));
            table.add(leaf(Source.OTHER, "score", "string", c, "7"));
            table.add(leaf(Source.OTHER, "note", "string", c, "日本語"));
            table.add(leaf(Source.ENVIRONMENT, "osType", "string", c, "Linux"));
            GeneratedWorld.TAGS.forEach(tag -> table.add(leaf(Source.TAG, tag, "string", c, tag)));
        }
        for (Comparison c : List.of(Comparison.BETWEEN, Comparison.NOT_BETWEEN)) {
            table.add(metric("full", c, 0.25, 0.75));
            table.add(metric("wild", c, -3, 3.5));
            table.add(metric("extreme", c, 1e-20, 1e20));
            table.add(metric("sparse", c, -0.5, 0.5));
            table.add(leaf(Source.PARAMETER, "depth", "double", c, 2, 4));
            table.add(leaf(Source.OTHER, "seed", "double", c, 10, 20));
            table.add(leaf(Source.METADATA, "duration", "timenumber", c, 60, 120.5));
        }
        for (Comparison c : List.of(
                Comparison.CONTAINS, Comparison.NOT_CONTAINS, Comparison.BEGINS_WITH, Comparison.NOT_BEGINS_WITH)) {
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "ada"));
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "s"));
            table.add(leaf(Source.OTHER, "note", "string", c, "s"));
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "日本"));
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "it's \""));
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "a\\"));
            table.add(leaf(Source.PARAMETER, "batch", "string", c, "3"));
            table.add(leaf(Source.OTHER, "note", "string", c, "first"));
            table.add(leaf(Source.ENVIRONMENT, "osType", "string", c, "Win"));
        }
        for (Comparison c :
                List.of(Comparison.CONTAINS, Comparison.NOT_CONTAINS, Comparison.ENDS_WITH, Comparison.NOT_ENDS_WITH)) {
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "d"));
            table.add(leaf(Source.PARAMETER, "optimizer", "string", c, "w"));
            table.add(leaf(Source.PARAMETER, "größe/a b.c", "string", c, "oß"));
            table.add(leaf(Source.PARAMETER, "batch", "string", c, "it"));
            table.add(leaf(Source.OTHER, "note", "string", c, "try"));
        }
        for (Comparison c : List.of(Comparison.IS_NULL, Comparison.IS_NOT_NULL)) {
            for (GeneratedWorld.Column column : GeneratedWorld.columns()) {
                boolean always = column.name().equals("full")
                        || column.source() == Source.METADATA
                        || column.source() == Source.TAG;
                if (!always) {
                    table.add(leaf(column.source(), column.name(), column.type(), c));
                }
            }
        }
        for (Comparison c : List.of(Comparison.IS_EMPTY, Comparison.IS_NOT_EMPTY)) {
            for (String parameter : List.of("optimizer", "batch", "größe/a b.c")) {
                table.add(leaf(Source.PARAMETER, parameter, "string", c));
            }
            table.add(leaf(Source.OTHER, "note", "string", c));
        }
        List<Expression> negated = table.stream().<Expression>map(Not::new).toList();
        return Stream.concat(table.stream(), negated.stream());
    }

    private Object currentOfFirst(String metric) {
        return world.stream()
                .filter(subject -> !subject.archived())
                .map(subject -> subject.value(Source.METRIC, metric))
                .filter(value -> value != null)
                .findFirst()
                .orElseThrow();
    }

    private static Leaf metric(String name, Comparison comparison, Object... operands) {
        return leaf(Source.METRIC, name, "double", comparison, operands);
    }

    private static Leaf leaf(Source source, String name, String type, Comparison comparison, Object... operands) {
        return new Leaf(source, name, type, comparison, List.of(operands));
    }
}
