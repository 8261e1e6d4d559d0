package io.cometsh.query;

import java.util.List;
import java.util.stream.Collectors;

/** At least one of the operands holds. Groups are kept as the user wrote them. */
public record Or(List<QueryExpression> operands) implements QueryExpression {
    public Or {
        operands = List.copyOf(operands);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.or(this);
    }

    @Override
    public QueryExpression negate() {
        return new And(operands.stream().map(QueryExpression::negate).toList());
    }

    @Override
    public String toString() {
        return operands.stream().map(QueryExpression::toString).collect(Collectors.joining(" | ", "(", ")"));
    }
}
