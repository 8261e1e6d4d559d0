package io.cometsh.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An expression in two: what the server is asked for, and what the client decides of what it finds.
 *
 * @param asked a condition for the server that holds wherever the expression does; empty for every experiment
 * @param exact the part of {@code asked} that need not be looked at again
 * @param left what is left to decide, or empty when the server decides all; the parts for the server are kept
 *     together, so that each branch has one
 */
record Split(Optional<QueryExpression> asked, Optional<QueryExpression> exact, Optional<QueryExpression> left) {

    static Split of(QueryExpression expression) {
        List<QueryExpression> exact = new ArrayList<>();
        List<QueryExpression> left = new ArrayList<>();
        for (QueryExpression conjunct : conjuncts(expression)) {
            (isServers(conjunct) ? exact : left).add(conjunct);
        }
        if (left.isEmpty()) {
            return new Split(Optional.of(expression), Optional.of(expression), Optional.empty());
        }
        List<QueryExpression> asked = new ArrayList<>(exact);
        left.forEach(conjunct -> conjunct.accept(Narrowing.NECESSARY).ifPresent(asked::add));
        Optional<QueryExpression> condition = Narrowing.joined(left).map(open -> open.accept(new Gathered()));
        return new Split(Narrowing.joined(asked), Narrowing.joined(exact), condition);
    }

    /** The largest parts of what is left that are the server's to decide. */
    Set<QueryExpression> served() {
        Set<QueryExpression> served = new LinkedHashSet<>();
        left.ifPresent(open -> open.accept(new Served(served)));
        return served;
    }

    private static List<QueryExpression> conjuncts(QueryExpression expression) {
        if (!(expression instanceof And and)) {
            return List.of(expression);
        }
        return and.operands().stream()
                .flatMap(operand -> conjuncts(operand).stream())
                .toList();
    }

    private static List<QueryExpression> disjuncts(QueryExpression expression) {
        if (!(expression instanceof Or or)) {
            return List.of(expression);
        }
        return or.operands().stream()
                .flatMap(operand -> disjuncts(operand).stream())
                .toList();
    }

    private static boolean isServers(QueryExpression expression) {
        return expression.accept(new ClientPart.ComparisonCollector()).isEmpty();
    }

    /** The same expression with the server's operands of each group in one group of their own. */
    private static final class Gathered implements QueryExpression.Visitor<QueryExpression> {
        @Override
        public QueryExpression comparison(ServerComparison comparison) {
            return comparison;
        }

        @Override
        public QueryExpression client(ClientComparison comparison) {
            return comparison;
        }

        @Override
        public QueryExpression and(And and) {
            return gathered(conjuncts(and), And::new);
        }

        @Override
        public QueryExpression or(Or or) {
            return gathered(disjuncts(or), Or::new);
        }

        /** {@code a | b | c} is written as one OR inside another: a chain is taken apart first. */
        private QueryExpression gathered(
                List<QueryExpression> operands, Function<List<QueryExpression>, QueryExpression> join) {
            List<QueryExpression> servers =
                    operands.stream().filter(Split::isServers).toList();
            List<QueryExpression> all = new ArrayList<>();
            if (servers.size() == operands.size()) {
                return join.apply(operands);
            }
            if (!servers.isEmpty()) {
                all.add(servers.size() == 1 ? servers.get(0) : join.apply(servers));
            }
            operands.stream()
                    .filter(operand -> !isServers(operand))
                    .map(operand -> operand.accept(this))
                    .forEach(all::add);
            return join.apply(all);
        }
    }

    private static final class Served implements QueryExpression.Visitor<Void> {
        private final Set<QueryExpression> served;

        Served(Set<QueryExpression> served) {
            this.served = served;
        }

        @Override
        public Void comparison(ServerComparison comparison) {
            served.add(comparison);
            return null;
        }

        @Override
        public Void client(ClientComparison comparison) {
            return null;
        }

        @Override
        public Void and(And and) {
            return visit(and, and.operands());
        }

        @Override
        public Void or(Or or) {
            return visit(or, or.operands());
        }

        private Void visit(QueryExpression group, List<QueryExpression> operands) {
            if (isServers(group)) {
                served.add(group);
            } else {
                operands.forEach(operand -> operand.accept(this));
            }
            return null;
        }
    }
}
