package io.cometsh.server.service;

import io.cometsh.server.store.Column;
import io.cometsh.server.store.ColumnInfo;
import io.cometsh.server.store.Columns;
import io.cometsh.server.store.FactColumn;
import io.cometsh.server.store.MetadataField;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.ValueKind;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a query means.
 *
 * <p>A rule looks at one value of an experiment: the current value of a metric, the value of a parameter, an other or an environment detail, a fact, or whether it has a tag.
 *
 * <table>
 * <caption>Which experiments a rule finds</caption>
 * <tr><th>operator</th><th>finds</th><th>no such value</th><th>NaN</th></tr>
 * <tr><td>equal</td><td>the same number, when the rule has a number (true and false are 1 and 0, {@code 0.10} is 0.1); the same text, case and all, when it has a text</td><td>no</td><td>no</td></tr>
 * <tr><td>less, less_or_equal, greater, greater_or_equal</td><td>numbers in their order; texts in the order of their characters, in a string column and against a text; never a text
 * against a number</td><td>no</td><td>no</td></tr>
 * <tr><td>between</td><td>numbers from the first to the second, both included</td><td>no</td><td>no</td></tr>
 * <tr><td>contains, begins_with, ends_with</td><td>by the value's text, case and all</td><td>no</td><td>by the text {@code NaN}</td></tr>
 * <tr><td>is_null</td><td>no such value, or one logged as null</td><td>yes</td><td>no</td></tr>
 * <tr><td>is_empty</td><td>the empty text</td><td>no</td><td>no</td></tr>
 * <tr><td>not_equal, not_between, not_contains, not_begins_with, not_ends_with, is_not_null, is_not_empty</td><td colspan="3">exactly what the positive operator does not find, so all
 * but is_not_null find experiments without the value, and not_equal finds NaN</td></tr>
 * </table>
 *
 * <p>So {@code ~q} is the complement of {@code q}, with one exception: the complement of {@code less} goes over the wire as {@code greater_or_equal}, and neither finds an experiment
 * without the value or with NaN.
 *
 * <p>Tags: {@code equal} and {@code is_not_null} mean that the experiment has the tag. Times are compared in UTC to the microsecond, {@code duration} in seconds; a text that is not a time
 * (or no number) finds nothing. A column that the project does not have is one without values. A rule with the name of a column but no source means, where several sources have the name,
 * the one whose type is that of the rule, else the first of metrics, params, log_other, env_details, metadata, tag.
 */
final class RuleEvaluator {
    private static final List<Source> BY_NAME =
            List.of(Source.METRICS, Source.PARAMS, Source.LOG_OTHER, Source.ENV_DETAILS, Source.METADATA, Source.TAG);

    private final Lookup lookup;

    /** Finds columns of the project. */
    @FunctionalInterface
    interface Lookup {
        Optional<ColumnInfo> column(Source source, String name);
    }

    RuleEvaluator(Lookup lookup) {
        this.lookup = lookup;
    }

    /** A query bound to the columns of a project. */
    sealed interface Bound {
        BitSet find(Columns.ColumnsView view);

        default void needs(Set<Integer> columns, Set<MetadataField> facts) {}
    }

    Bound bind(RuleNode node) {
        if (node instanceof RuleNode.Group group) {
            return new BoundGroup(
                    group.any(), group.nodes().stream().map(this::bind).toList());
        }
        return bind((RuleNode.Rule) node);
    }

    private Bound bind(RuleNode.Rule rule) {
        Source source = rule.source() == null ? sourceOf(rule) : rule.source();
        if (source == Source.METADATA) {
            Optional<MetadataColumn> column = MetadataColumn.named(rule.field());
            if (column.isPresent() && column.get().fact() != null) {
                return new BoundFact(rule, column.get());
            }
            Optional<ColumnInfo> value = lookup.column(source, rule.field());
            boolean isFlag = column.isPresent() && column.get().type().equals("boolean");
            return new BoundValue(rule, value.orElse(null), isFlag ? "boolean" : "string", isFlag ? "false" : null);
        }
        String name = source == Source.TAG && rule.value().text() != null
                ? rule.value().text()
                : rule.field();
        Optional<ColumnInfo> column = source == null ? Optional.empty() : lookup.column(source, name);
        return new BoundValue(
                rule, column.orElse(null), column.map(ColumnInfo::type).orElse(rule.type()), null);
    }

    private Source sourceOf(RuleNode.Rule rule) {
        Source first = null;
        if (rule.field().equals(rule.value().text())
                && lookup.column(Source.TAG, rule.field()).isPresent()) {
            return Source.TAG;
        }
        for (Source source : BY_NAME) {
            String type;
            if (source == Source.METADATA) {
                type = MetadataColumn.named(rule.field())
                        .map(MetadataColumn::type)
                        .orElse(null);
            } else {
                type = lookup.column(source, rule.field()).map(ColumnInfo::type).orElse(null);
            }
            if (type != null && type.equals(rule.type())) {
                return source;
            }
            first = first == null && type != null ? source : first;
        }
        return first;
    }

    private record BoundGroup(boolean any, List<Bound> nodes) implements Bound {
        @Override
        public BitSet find(Columns.ColumnsView view) {
            BitSet found = new BitSet(view.size());
            if (!any || nodes.isEmpty()) {
                found.set(0, view.size());
            }
            for (Bound node : nodes) {
                if (any) {
                    found.or(node.find(view));
                } else {
                    found.and(node.find(view));
                }
            }
            return found;
        }

        @Override
        public void needs(Set<Integer> columns, Set<MetadataField> facts) {
            nodes.forEach(node -> node.needs(columns, facts));
        }
    }

    private record BoundValue(RuleNode.Rule rule, ColumnInfo column, String type, String byDefault) implements Bound {
        @Override
        public void needs(Set<Integer> columns, Set<MetadataField> facts) {
            if (column != null) {
                columns.add(column.column());
            }
        }

        @Override
        public BitSet find(Columns.ColumnsView view) {
            Column values = column == null ? null : view.values(column.column());
            Operator operator = rule.operator().positive();
            Test test = test(operator);
            BitSet found = new BitSet(view.size());
            for (int place = 0; place < view.size(); place++) {
                ValueKind kind = values == null ? ValueKind.NULL : values.kind(place);
                boolean fits;
                if (kind == ValueKind.NULL && byDefault == null) {
                    fits = operator == Operator.IS_NULL
                            || (operator == Operator.EQUAL && rule.value().isNone() && !isTag());
                } else if (kind == ValueKind.NULL) {
                    fits = test.fits(ValueKind.of(byDefault), byDefault.equals("true") ? 1 : 0, values, place);
                } else {
                    fits = test.fits(kind, values.number(place), values, place);
                }
                if (fits) {
                    found.set(place);
                }
            }
            if (operator != rule.operator()) {
                found.flip(0, view.size());
            }
            return found;
        }

        private boolean isTag() {
            return column != null && column.source() == Source.TAG;
        }

        private Test test(Operator operator) {
            Operand value = rule.value();
            Operand second = rule.second();
            if (isTag()) {
                return (kind, number, values, place) ->
                        operator == Operator.EQUAL || textTest(operator, column.name(), value);
            }
            boolean numeric = value.isNumber() || (isNumberType() && value.readsAsNumber());
            return switch (operator) {
                case EQUAL ->
                    numeric
                            ? (kind, number, values, place) -> kind != ValueKind.TEXT && number == value.asNumber()
                            : (kind, number, values, place) ->
                                    !value.isNone() && value.text().equals(text(values, place));
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                    if (numeric) {
                        double bound = value.asNumber();
                        yield (kind, number, values, place) ->
                                kind != ValueKind.TEXT && ordered(operator, number, bound);
                    }
                    if (value.isNone() || type.equals("double")) {
                        yield (kind, number, values, place) -> false;
                    }
                    yield (kind, number, values, place) ->
                            ordered(operator, text(values, place).compareTo(value.text()), 0);
                }
                case BETWEEN -> {
                    if (value.readsAsNumber() && second.readsAsNumber()) {
                        double low = value.asNumber();
                        double high = second.asNumber();
                        yield (kind, number, values, place) ->
                                kind != ValueKind.TEXT && number >= low && number <= high;
                    }
                    if (value.isNone() || second.isNone() || type.equals("double")) {
                        yield (kind, number, values, place) -> false;
                    }
                    yield (kind, number, values, place) -> text(values, place).compareTo(value.text()) >= 0
                            && text(values, place).compareTo(second.text()) <= 0;
                }
                case IS_NULL -> (kind, number, values, place) -> false;
                default -> (kind, number, values, place) -> textTest(operator, text(values, place), value);
            };
        }

        private boolean isNumberType() {
            return type.equals("double") || type.equals("boolean");
        }

        private String text(Column values, int place) {
            String text = values == null ? null : values.text(place);
            return text == null ? byDefault : text;
        }
    }

    private record BoundFact(RuleNode.Rule rule, MetadataColumn column) implements Bound {
        @Override
        public void needs(Set<Integer> columns, Set<MetadataField> facts) {
            facts.add(column.fact());
        }

        @Override
        public BitSet find(Columns.ColumnsView view) {
            FactColumn facts = view.facts(column.fact());
            Operator operator = rule.operator().positive();
            double low = number(rule.value());
            double high = number(rule.second());
            BitSet found = new BitSet(view.size());
            for (int place = 0; place < view.size(); place++) {
                boolean fits = column.type().equals("string")
                        ? fitsText(operator, facts.text(place))
                        : fitsNumber(operator, shown(facts.number(place)), low, high);
                if (fits) {
                    found.set(place);
                }
            }
            if (operator != rule.operator()) {
                found.flip(0, view.size());
            }
            return found;
        }

        /** What rules speak of, from what is stored. Divided, not multiplied by 0.001: 518560 ms have to be the very number that 518.56 reads as. */
        private double shown(double stored) {
            return switch (column.type()) {
                case "datetime" -> stored * 1000;
                case "timenumber" -> stored / 1000;
                default -> stored;
            };
        }

        private double number(Operand operand) {
            if (operand.isNone()) {
                return Double.NaN;
            }
            if (column.type().equals("datetime")) {
                // A bare number is a time too: epoch milliseconds, as replies give them.
                return operand.readsAsNumber() ? operand.asNumber() * 1000 : Timestamps.micros(operand.text());
            }
            return operand.readsAsNumber() ? operand.asNumber() : Double.NaN;
        }

        private static boolean fitsNumber(Operator operator, double number, double low, double high) {
            return switch (operator) {
                case EQUAL -> number == low;
                case BETWEEN -> number >= low && number <= high;
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(operator, number, low);
                default -> false;
            };
        }

        private boolean fitsText(Operator operator, String text) {
            Operand value = rule.value();
            if (text == null) {
                return operator == Operator.IS_NULL || (operator == Operator.EQUAL && value.isNone());
            }
            if (value.isNone()) {
                return operator == Operator.IS_EMPTY && text.isEmpty();
            }
            return switch (operator) {
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    ordered(operator, text.compareTo(value.text()), 0);
                case BETWEEN ->
                    !rule.second().isNone()
                            && text.compareTo(value.text()) >= 0
                            && text.compareTo(rule.second().text()) <= 0;
                default -> textTest(operator, text, value);
            };
        }
    }

    private static boolean textTest(Operator operator, String text, Operand value) {
        return switch (operator) {
            case EQUAL -> text.equals(value.text());
            case CONTAINS -> !value.isNone() && text.contains(value.text());
            case BEGINS_WITH -> !value.isNone() && text.startsWith(value.text());
            case ENDS_WITH -> !value.isNone() && text.endsWith(value.text());
            case IS_EMPTY -> text.isEmpty();
            default -> false;
        };
    }

    /** NaN is in no order with anything. */
    private static boolean ordered(Operator operator, double a, double b) {
        return switch (operator) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
            default -> false;
        };
    }

    /** Looks at one value that is there. */
    @FunctionalInterface
    private interface Test {
        boolean fits(ValueKind kind, double number, Column values, int place);
    }
}
