package io.cometsh.server.service;

import io.cometsh.server.store.Source;
import java.util.List;

/** A query: rules under ANDs and ORs. */
sealed interface RuleNode {
    /** All of the nodes, or one of them ({@code any}). Without nodes everything fits. */
    record Group(boolean any, List<RuleNode> nodes) implements RuleNode {
        public Group {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * One comparison.
     *
     * @param source null when the rule has none: the column is then found by its name
     * @param second the upper bound of a BETWEEN, else none
     */
    record Rule(Source source, String field, String type, Operator operator, Operand value, Operand second)
            implements RuleNode {}
}
