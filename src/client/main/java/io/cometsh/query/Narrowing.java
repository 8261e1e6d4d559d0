package io.cometsh.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The strongest condition that the server can check and that holds wherever an expression holds: asked for it, the server
 * may answer too many experiments and never too few. Empty where there is none but "every experiment".
 */
final class Narrowing implements QueryExpression.Visitor<Optional<QueryExpression>> {
    static final Narrowing NECESSARY = new Narrowing();

    private Narrowing() {}

    @Override
    public Optional<QueryExpression> comparison(ServerComparison comparison) {
        return Optional.of(comparison);
    }

    @Override
    public Optional<QueryExpression> client(ClientComparison comparison) {
        return switch (comparison.operator()) {
            // These hold for experiments without the value, too.
            case NOT_EQUAL,
                    NOT_BETWEEN,
                    NOT_CONTAINS,
                    NOT_BEGINS_WITH,
                    NOT_ENDS_WITH,
                    NOT_MATCHES,
                    IS_NULL,
                    IS_EMPTY,
                    IS_NOT_EMPTY -> Optional.empty();
            case EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    BETWEEN,
                    CONTAINS,
                    BEGINS_WITH,
                    ENDS_WITH,
                    MATCHES,
                    IS_NOT_NULL -> Optional.of(present(comparison));
        };
    }

    private static QueryExpression present(ClientComparison comparison) {
        QueryVariable variable = comparison.variable().plain();
        if (comparison.value() instanceof QueryVariable other) {
            QueryExpression left = isThere(variable);
            QueryExpression right = isThere(other.plain());
            return left.equals(right) ? left : left.and(right);
        }
        if (comparison.value() instanceof String text) {
            boolean ignoringCase = comparison.variable().facet() != null;
            boolean pattern = comparison.operator() == Operator.MATCHES;
            String sure =
                    pattern ? ignoringCase ? "" : LiteralPrefix.of(text) : ignoringCase ? withoutCase(text) : text;
            if (!sure.isEmpty()) {
                return new ServerComparison(variable, pattern ? Operator.BEGINS_WITH : Operator.CONTAINS, sure);
            }
        }
        return isThere(variable);
    }

    private static QueryExpression isThere(QueryVariable variable) {
        return new ServerComparison(variable, Operator.IS_NOT_NULL, null);
    }

    /** The longest part of a text that is the same in capital and in small letters. */
    private static String withoutCase(String text) {
        String longest = "";
        for (String part : text.split("[^\\x20-\\x40\\x5B-\\x60\\x7B-\\x7E]+")) {
            longest = part.length() > longest.length() ? part : longest;
        }
        return longest;
    }

    @Override
    public Optional<QueryExpression> and(And and) {
        return joined(and.operands().stream()
                .flatMap(operand -> operand.accept(this).stream())
                .toList());
    }

    @Override
    public Optional<QueryExpression> or(Or or) {
        List<QueryExpression> operands = new ArrayList<>();
        for (QueryExpression operand : or.operands()) {
            Optional<QueryExpression> necessary = operand.accept(this);
            if (necessary.isEmpty()) {
                return Optional.empty();
            }
            operands.add(necessary.get());
        }
        return Optional.of(new Or(operands));
    }

    /** All of them; empty for none, and no AND around a single one. */
    static Optional<QueryExpression> joined(List<QueryExpression> operands) {
        List<QueryExpression> each = operands.stream().distinct().toList();
        if (each.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(each.size() == 1 ? each.get(0) : new And(each));
    }
}
