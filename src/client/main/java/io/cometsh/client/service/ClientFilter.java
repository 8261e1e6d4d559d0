package io.cometsh.client.service;

import io.cometsh.client.service.ExperimentReads.SummaryKind;
import io.cometsh.client.wire.ChartMetric;
import io.cometsh.client.wire.ExperimentChart;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.Numbers;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.query.ClientComparison;
import io.cometsh.query.ClientPart;
import io.cometsh.query.Facet;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides on the client what the server's rules cannot express about the experiments that the server has found, keeping
 * their
 * order. Reads of one experiment are made in parallel under the bound of all bulk reads, curves of several experiments by
 * one request, and each only where what is known already leaves the answer open.
 */
public final class ClientFilter {
    /** A whole curve may have many thousand points; each thread holds so many experiments' curves at once. */
    static final int CURVES_AT_ONCE = 8;

    private final ExperimentReads reads;
    private final ChartReads charts;
    private final Parallel parallel;

    public ClientFilter(ExperimentReads reads, ChartReads charts, Parallel parallel) {
        this.reads = reads;
        this.charts = charts;
        this.parallel = parallel;
    }

    /**
     * The values that are read of each experiment.
     *
     * @param found for each part that is the server's, the keys that it was found for
     * @param tests the client's comparisons
     * @param atSteps the values at steps that they ask about
     */
    private record Question(
            ClientPart part,
            Map<QueryExpression, Set<String>> found,
            Map<ClientComparison, Predicate<ClientComparison.ComparedValues>> tests,
            Set<QueryVariable> atSteps) {

        static Question of(ClientPart part, Map<QueryExpression, Set<String>> found) {
            Map<ClientComparison, Predicate<ClientComparison.ComparedValues>> tests = new LinkedHashMap<>();
            Set<QueryVariable> atSteps = new LinkedHashSet<>();
            for (ClientComparison comparison : part.comparisons()) {
                tests.put(comparison, comparison.test());
                comparison.variables().stream().filter(ClientFilter::isAtStep).forEach(atSteps::add);
            }
            return new Question(part, found, tests, atSteps);
        }
    }

    /** Refuses what cannot be read, before anything is asked. */
    static void check(ClientPart part) {
        for (ClientComparison comparison : part.comparisons()) {
            QueryVariable variable = comparison.variable();
            if (variable.source() == Source.METADATA && !MetadataColumns.isText(variable.name())) {
                throw new QueryException("Metadata(\"" + variable.name() + "\") cannot be read on the client: use == or"
                        + " .contains(text), .startswith(text), .endswith(text)");
            }
        }
    }

    /** Whether the facts of the experiments are among what decides. */
    static boolean needsFacts(ClientPart part) {
        return part.comparisons().stream().anyMatch(one -> one.cost() == ClientComparison.Cost.FACTS);
    }

    /**
     * The keys of those for which the condition holds.
     *
     * @param found for each part that is the server's, the keys that it was found for
     * @param facts of any of the experiments
     */
    List<String> keep(
            List<String> keys,
            ClientPart part,
            Map<QueryExpression, Set<String>> found,
            Function<String, ExperimentMetadata> facts) {
        Question question = Question.of(part, found);
        if (needsFacts(part) && !keys.isEmpty()) {
            // The first touch reads the facts of all, in parallel itself: it must not wait inside the pool.
            facts.apply(keys.get(0));
        }
        List<Candidate> candidates = parallel.map(keys, key -> new Candidate(key, facts).decide(question, null));
        List<Candidate> open = candidates.stream().filter(Candidate::isOpen).toList();
        List<List<Candidate>> groups = new ArrayList<>();
        for (int from = 0; from < open.size(); from += CURVES_AT_ONCE) {
            groups.add(open.subList(from, Math.min(from + CURVES_AT_ONCE, open.size())));
        }
        parallel.map(groups, group -> decideByCurves(group, question));
        return candidates.stream()
                .filter(Candidate::isKept)
                .map(candidate -> candidate.key)
                .toList();
    }

    private int decideByCurves(List<Candidate> group, Question question) {
        Map<String, ExperimentChart> read = charts.read(
                group.stream().map(candidate -> candidate.key).toList(),
                question.atSteps().stream().map(QueryVariable::name).distinct().toList(),
                List.of(),
                true,
                true);
        group.forEach(candidate -> candidate.decide(question, atSteps(read.get(candidate.key), question.atSteps())));
        return group.size();
    }

    private static boolean isAtStep(QueryVariable variable) {
        return variable.facet() != null && variable.facet().kind() == Facet.Kind.AT_STEP;
    }

    private static Map<QueryVariable, Double> atSteps(ExperimentChart chart, Set<QueryVariable> wanted) {
        Map<QueryVariable, Double> values = new HashMap<>();
        if (chart != null) {
            for (ChartMetric metric : chart.metrics()) {
                wanted.stream()
                        .filter(variable -> variable.name().equals(metric.metricName()))
                        .forEach(variable -> values.put(
                                variable, atStep(metric, variable.facet().step())));
            }
        }
        return values;
    }

    /** The later one of several points at a step; null where there is none. */
    private static Double atStep(ChartMetric metric, long step) {
        for (int i = Math.min(metric.steps().size(), metric.values().size()) - 1; i >= 0; i--) {
            if (metric.steps().get(i) instanceof Number at && at.doubleValue() == step) {
                return number(metric.values().get(i));
            }
        }
        return null;
    }

    private static Double number(Object value) {
        return value instanceof Number number ? (Double) number.doubleValue() : null;
    }

    /** One experiment while it is decided: the values that were read, and whether it stays. */
    private final class Candidate implements ClientComparison.ComparedValues {
        private final String key;
        private final Function<String, ExperimentMetadata> facts;
        private final Map<SummaryKind, Map<String, ValueSummary>> summaries = new HashMap<>();
        private Map<String, Object> environment;
        private Map<QueryVariable, Double> atSteps;
        /** Null while it is open. */
        private Boolean kept;

        Candidate(String key, Function<String, ExperimentMetadata> facts) {
            this.key = key;
            this.facts = facts;
        }

        boolean isOpen() {
            return kept == null;
        }

        boolean isKept() {
            return kept;
        }

        /** @param values those at steps; null while they are not read */
        Candidate decide(Question question, Map<QueryVariable, Double> values) {
            atSteps = values;
            kept = question.part()
                    .decide(
                            served -> question.found().get(served).contains(key),
                            comparison -> values == null && comparison.cost() == ClientComparison.Cost.CURVE
                                    ? null
                                    : (Boolean) question.tests().get(comparison).test(this));
            if (kept != null) {
                // Of thousands of experiments only the answers are kept.
                summaries.clear();
            }
            return this;
        }

        @Override
        public String text(QueryVariable variable) {
            return switch (variable.source()) {
                case PARAMETERS -> current(SummaryKind.PARAMETERS, variable.name());
                case OTHERS -> current(SummaryKind.OTHERS, variable.name());
                case METADATA -> text(MetadataColumns.value(facts.apply(key), variable.name()));
                case ENVIRONMENT -> text(environment().get(variable.name()));
                case METRICS, TAGS -> throw new IllegalStateException(variable.toString());
            };
        }

        @Override
        public Double number(QueryVariable metric) {
            if (metric.source() != Source.METRICS) {
                return ClientFilter.number(Numbers.toCell(text(metric)));
            }
            if (isAtStep(metric)) {
                return atSteps.get(metric);
            }
            ValueSummary summary = summary(SummaryKind.METRICS, metric.name());
            if (summary == null) {
                return null;
            }
            String text = metric.facet() == null
                    ? summary.currentText()
                    : metric.facet().kind() == Facet.Kind.MIN ? summary.minText() : summary.maxText();
            return ClientFilter.number(Numbers.toCell(text));
        }

        private static String text(Object value) {
            return value == null ? null : value.toString();
        }

        private String current(SummaryKind kind, String name) {
            ValueSummary summary = summary(kind, name);
            return summary == null ? null : summary.currentText();
        }

        private ValueSummary summary(SummaryKind kind, String name) {
            return summaries
                    .computeIfAbsent(kind, wanted -> {
                        Map<String, ValueSummary> byName = new HashMap<>();
                        reads.summaries(key, wanted).forEach(one -> byName.put(one.name(), one));
                        return byName;
                    })
                    .get(name);
        }

        private Map<String, Object> environment() {
            if (environment == null) {
                environment = reads.environment(key);
            }
            return environment;
        }
    }
}
