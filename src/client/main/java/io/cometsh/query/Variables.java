package io.cometsh.query;

import java.util.List;
import java.util.stream.Stream;

/** The variables of an expression, as often as they occur. */
final class Variables implements QueryExpression.Visitor<List<QueryVariable>> {
    @Override
    public List<QueryVariable> comparison(ServerComparison comparison) {
        return List.of(comparison.variable());
    }

    @Override
    public List<QueryVariable> client(ClientComparison comparison) {
        return Stream.of(comparison.variable(), comparison.value())
                .filter(QueryVariable.class::isInstance)
                .map(QueryVariable.class::cast)
                .toList();
    }

    @Override
    public List<QueryVariable> and(And and) {
        return all(and.operands());
    }

    @Override
    public List<QueryVariable> or(Or or) {
        return all(or.operands());
    }

    private List<QueryVariable> all(List<QueryExpression> operands) {
        return operands.stream()
                .flatMap(operand -> operand.accept(this).stream())
                .toList();
    }
}
