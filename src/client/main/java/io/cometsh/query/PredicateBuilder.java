package io.cometsh.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders an expression for one project, in both forms the wire has.
 *
 * <p>{@code Metric("acc") > 0.9} becomes, as a predicate of {@code project/query},
 *
 * <pre>{@code
 * {"source":"metrics","query":{"condition":"AND","valid":true,"rules":[
 *    {"id":"acc","field":"acc","type":"double","operator":"greater","value":0.9}]}}
 * }</pre>
 *
 * <p>{@code project/query} joins its predicates by AND and cannot express every OR, so it is used for conjunctions only;
 * {@code experiments/search} takes any tree. A comparison with an unknown column matches nothing: it makes the AND
 * around it match nothing, and drops out of an OR. A tag that nobody has is different: it is not a mistake, and
 * {@code ~Tag("bad")} must then find everything, so it is sent unchanged.
 */
public final class PredicateBuilder {
    private final ProjectColumns columns;
    private final List<UnknownColumn> unknown = new ArrayList<>();

    private PredicateBuilder(ProjectColumns columns) {
        this.columns = columns;
    }

    /** How to ask for an expression in a project with these columns. */
    public static QueryPlan plan(QueryExpression expression, ProjectColumns columns) {
        PredicateBuilder builder = new PredicateBuilder(columns);
        Optional<QueryExpression> known = expression.accept(builder.new Pruner());
        List<UnknownColumn> unknown = List.copyOf(new LinkedHashSet<>(builder.unknown));
        if (known.isEmpty()) {
            return new QueryPlan(QueryPlan.Form.NOTHING, null, null, unknown, null);
        }
        Split split = Split.of(known.get());
        ClientPart client =
                split.left().map(left -> builder.clientPart(left, split)).orElse(null);
        return split.asked()
                .map(asked -> builder.request(asked, unknown, client))
                .orElseGet(() -> new QueryPlan(QueryPlan.Form.ALL, null, null, unknown, client));
    }

    private QueryPlan request(QueryExpression asked, List<UnknownColumn> unknownColumns, ClientPart client) {
        Map<String, Object> tree = rulesTree(asked);
        return asked.accept(new IsConjunction())
                ? new QueryPlan(QueryPlan.Form.QUERY, predicates(asked), tree, unknownColumns, client)
                : new QueryPlan(QueryPlan.Form.SEARCH, null, tree, unknownColumns, client);
    }

    private ClientPart clientPart(QueryExpression left, Split split) {
        Map<QueryExpression, QueryPlan> served = new LinkedHashMap<>();
        for (QueryExpression part : split.served()) {
            // Together with what must hold anyway the answer is small.
            List<QueryExpression> asked = new ArrayList<>();
            split.exact().ifPresent(asked::add);
            asked.add(part);
            served.put(part, request(Narrowing.joined(asked).orElseThrow(), List.of(), null));
        }
        ClientPart client = new ClientPart(split.asked().orElse(null), left, served);
        client.comparisons().forEach(comparison -> Rules.check(comparison, type(comparison.variable())));
        return client;
    }

    /** The expression without the parts that match nothing; empty when the whole expression matches nothing. */
    private final class Pruner implements QueryExpression.Visitor<Optional<QueryExpression>> {
        @Override
        public Optional<QueryExpression> comparison(ServerComparison comparison) {
            return isKnown(comparison.variable()) ? Optional.of(comparison) : Optional.empty();
        }

        @Override
        public Optional<QueryExpression> client(ClientComparison comparison) {
            List<Boolean> known =
                    comparison.variables().stream().map(this::isKnown).toList();
            return known.contains(false) ? Optional.empty() : Optional.of(comparison);
        }

        private boolean isKnown(QueryVariable variable) {
            if (columns.find(variable).isPresent()) {
                return true;
            }
            if (variable.source() != Source.TAGS && variable.type() != null) {
                return true;
            }
            unknown.add(columns.unknown(variable.plain()));
            return variable.source() == Source.TAGS;
        }

        @Override
        public Optional<QueryExpression> and(And and) {
            List<Optional<QueryExpression>> operands = visit(and.operands());
            return operands.stream().allMatch(Optional::isPresent)
                    ? Optional.of(new And(operands.stream().map(Optional::get).toList()))
                    : Optional.empty();
        }

        @Override
        public Optional<QueryExpression> or(Or or) {
            List<QueryExpression> operands =
                    visit(or.operands()).stream().flatMap(Optional::stream).toList();
            if (operands.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(operands.size() == 1 ? operands.get(0) : new Or(operands));
        }

        private List<Optional<QueryExpression>> visit(List<QueryExpression> operands) {
            // Every operand is visited, so that all unknown names are reported at once.
            return operands.stream().map(operand -> operand.accept(this)).toList();
        }
    }

    private static final class IsConjunction implements QueryExpression.Visitor<Boolean> {
        @Override
        public Boolean comparison(ServerComparison comparison) {
            return true;
        }

        @Override
        public Boolean client(ClientComparison comparison) {
            throw notForTheServer(comparison);
        }

        @Override
        public Boolean and(And and) {
            return and.operands().stream().allMatch(operand -> operand.accept(this));
        }

        @Override
        public Boolean or(Or or) {
            return false;
        }
    }

    private static final class Leaves implements ComparisonsOf<ServerComparison> {
        @Override
        public List<ServerComparison> comparison(ServerComparison comparison) {
            return List.of(comparison);
        }

        @Override
        public List<ServerComparison> client(ClientComparison comparison) {
            throw notForTheServer(comparison);
        }
    }

    /** A split that let one through would otherwise send a query that means something else. */
    private static IllegalStateException notForTheServer(ClientComparison comparison) {
        return new IllegalStateException("no rule of the server expresses " + comparison);
    }

    private String type(QueryVariable variable) {
        return variable.type() != null
                ? variable.type()
                : columns.find(variable).orElseThrow().type();
    }

    /** One predicate a source, in the order in which the sources first occur. */
    private List<Map<String, Object>> predicates(QueryExpression conjunction) {
        Map<Source, List<Map<String, Object>>> bySource = new LinkedHashMap<>();
        for (ServerComparison leaf : conjunction.accept(new Leaves())) {
            bySource.computeIfAbsent(leaf.variable().source(), source -> new ArrayList<>())
                    .add(Rules.rule(leaf, type(leaf.variable()), false));
        }
        List<Map<String, Object>> predicates = new ArrayList<>();
        bySource.forEach((source, rules) -> {
            Map<String, Object> predicate = new LinkedHashMap<>();
            predicate.put("source", source.wireName());
            predicate.put("query", group("AND", rules));
            predicates.add(predicate);
        });
        return predicates;
    }

    private Map<String, Object> rulesTree(QueryExpression expression) {
        Map<String, Object> tree = expression.accept(new TreeRenderer());
        return tree.containsKey("condition") ? tree : group("AND", List.of(tree));
    }

    private final class TreeRenderer implements QueryExpression.Visitor<Map<String, Object>> {
        @Override
        public Map<String, Object> comparison(ServerComparison comparison) {
            return Rules.rule(comparison, type(comparison.variable()), true);
        }

        @Override
        public Map<String, Object> client(ClientComparison comparison) {
            throw notForTheServer(comparison);
        }

        @Override
        public Map<String, Object> and(And and) {
            // Comet's own client lets only an AND over several sources hold leaves and groups side by side.
            long sources = and.accept(new Leaves()).stream()
                    .map(leaf -> leaf.variable().source())
                    .distinct()
                    .count();
            return join("AND", and.operands(), sources > 1);
        }

        @Override
        public Map<String, Object> or(Or or) {
            return join("OR", or.operands(), false);
        }

        private Map<String, Object> join(String condition, List<QueryExpression> operands, boolean mayMix) {
            List<Map<String, Object>> rules =
                    operands.stream().map(operand -> operand.accept(this)).toList();
            boolean someGroup = rules.stream().anyMatch(rule -> rule.containsKey("condition"));
            if (someGroup && !mayMix) {
                rules = rules.stream()
                        .map(rule -> rule.containsKey("condition") ? rule : group("AND", List.of(rule)))
                        .toList();
            }
            return group(condition, rules);
        }
    }

    private static Map<String, Object> group(String condition, List<Map<String, Object>> rules) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("condition", condition);
        group.put("rules", rules);
        group.put("valid", true);
        return group;
    }
}
