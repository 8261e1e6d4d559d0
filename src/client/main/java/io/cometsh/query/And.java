package io.cometsh.query;

import java.util.List;
import java.util.stream.Collectors;

/** All of the operands hold. Groups are kept as the user wrote them. */
public record And(List<QueryExpression> operands) implements QueryExpression {
    public And {
        operands = List.copyOf(operands);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.and(this);
    }

    @Override
    public QueryExpression negate() {
        return new Or(operands.stream().map(QueryExpression::negate).toList());
    }

    @Override
    public String toString() {
        return operands.stream().map(QueryExpression::toString).collect(Collectors.joining(" & ", "(", ")"));
    }
}
