package io.cometsh.query;

import java.util.List;

/** Gathers something of each comparison, in the order of the expression. */
interface ComparisonsOf<T> extends QueryExpression.Visitor<List<T>> {
    @Override
    default List<T> and(And and) {
        return all(and.operands());
    }

    @Override
    default List<T> or(Or or) {
        return all(or.operands());
    }

    private List<T> all(List<QueryExpression> operands) {
        return operands.stream()
                .flatMap(operand -> operand.accept(this).stream())
                .toList();
    }
}
