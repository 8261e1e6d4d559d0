package io.cometsh.query;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is left to decide on the client about the experiments that the server has found.
 *
 * <p>Where an OR joins a comparison of the server with one of the client, the server is asked for
 * it by a request of its own, and belonging to that answer decides it: the client never guesses how the server compares.
 *
 * @param asked what the server is asked for before, which holds wherever the whole expression does; null for every
 *     experiment
 * @param condition what must hold of an experiment
 * @param served the parts of the condition that the server decides, each with its request; largest first in each branch
 */
public record ClientPart(QueryExpression asked, QueryExpression condition, Map<QueryExpression, QueryPlan> served) {
    public ClientPart {
        served = Collections.unmodifiableMap(new LinkedHashMap<>(served));
    }

    /** The comparisons that are the client's to make, each once. */
    public List<ClientComparison> comparisons() {
        return condition.accept(new ComparisonCollector()).stream().distinct().toList();
    }

    /**
     * Whether the condition holds, as far as that is known.
     *
     * @param found whether the server found the experiment when it was asked for a part
     * @param made the client's comparisons; null for one that is not to be made yet, and asked for only where the others
     *     leave it open
     * @return null when it depends on a comparison that is not made yet
     */
    public Boolean decide(Predicate<QueryExpression> found, Function<ClientComparison, Boolean> made) {
        return condition.accept(new Decision(found, made));
    }

    private final class Decision implements QueryExpression.Visitor<Boolean> {
        private final Predicate<QueryExpression> found;
        private final Function<ClientComparison, Boolean> made;

        Decision(Predicate<QueryExpression> found, Function<ClientComparison, Boolean> made) {
            this.found = found;
            this.made = made;
        }

        @Override
        public Boolean comparison(ServerComparison comparison) {
            return found.test(comparison);
        }

        @Override
        public Boolean client(ClientComparison comparison) {
            return made.apply(comparison);
        }

        @Override
        public Boolean and(And and) {
            return served.containsKey(and) ? (Boolean) found.test(and) : join(and.operands(), false);
        }

        @Override
        public Boolean or(Or or) {
            return served.containsKey(or) ? (Boolean) found.test(or) : join(or.operands(), true);
        }

        /** One operand may decide: false an AND, true an OR. What is cheap to know is looked at first. */
        private Boolean join(List<QueryExpression> operands, boolean decisive) {
            boolean open = false;
            List<QueryExpression> cheapestFirst = operands.stream()
                    .sorted(Comparator.comparing(ClientPart::cost))
                    .toList();
            for (QueryExpression operand : cheapestFirst) {
                Boolean holds = operand.accept(this);
                if (holds == null) {
                    open = true;
                } else if (holds == decisive) {
                    return decisive;
                }
            }
            return open ? null : (Boolean) !decisive;
        }
    }

    private static ClientComparison.Cost cost(QueryExpression expression) {
        return expression.accept(new ComparisonCollector()).stream()
                .map(ClientComparison::cost)
                .max(Comparator.naturalOrder())
                .orElse(ClientComparison.Cost.FACTS);
    }

    /** The comparisons of the client. */
    static final class ComparisonCollector implements ComparisonsOf<ClientComparison> {
        @Override
        public List<ClientComparison> comparison(ServerComparison comparison) {
            return List.of();
        }

        @Override
        public List<ClientComparison> client(ClientComparison comparison) {
            return List.of(comparison);
        }
    }
}
