package io.cometsh.query;

import java.util.List;
import java.util.stream.Stream;

/** The variables of an expression, as often as they occur. */
final class Variables implements ComparisonsOf<QueryVariable> {
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
}
