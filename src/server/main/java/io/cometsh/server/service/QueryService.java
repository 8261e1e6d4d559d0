package io.cometsh.server.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.store.ColumnInfo;
import io.cometsh.server.store.Columns;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.FactColumn;
import io.cometsh.server.store.MetadataField;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Finds experiments by rules. Hits come in the order the experiments were made. */
public final class QueryService {
    /** The most hits of one page of a search. */
    public static final int LARGEST_PAGE = 10_000;

    private static final int USUAL_PAGE = 100;

    /** The keys of more hits than this are kept in memory, with the keys of the whole project. */
    private static final int FEW = 10_000;

    private final Store store;
    private final ProjectService projects;
    private final ExperimentService experiments;

    public QueryService(Store store, ProjectService projects, ExperimentService experiments) {
        this.store = store;
        this.projects = projects;
        this.experiments = experiments;
    }

    /** A page of hits, and how many there are in all. */
    public record HitPage(ProjectRow project, int total, List<ExperimentRow> hits) {
        public HitPage {
            hits = List.copyOf(hits);
        }
    }

    /**
     * The order of hits.
     *
     * @param source of the column that decides; null is the order in which the experiments were made
     */
    public record HitOrder(Source source, String name, boolean descending) {
        static final HitOrder CREATION = new HitOrder(null, null, false);
    }

    /** Keys of the experiments that all predicates of a {@code project/query} hold for. */
    public List<String> query(String projectId, String workspace, String name, JsonNode predicates, boolean archived) {
        ProjectRow project = projects.row(projectId, workspace, name);
        Bound bound = bind(project, RuleParser.predicates(predicates));
        Optional<int[]> few = store.columns().view(project.num(), bound.columns, bound.facts, view -> {
            BitSet hits = hits(bound, view, archived);
            return hits.cardinality() > FEW
                    ? Optional.empty()
                    : Optional.of(hits.stream().map(view::num).toArray());
        });
        if (few.isPresent()) {
            return store.read(tx -> store.experiments().keys(tx, few.get()));
        }
        Set<MetadataField> facts = new HashSet<>(bound.facts);
        facts.add(MetadataField.KEY);
        return store.columns().view(project.num(), bound.columns, facts, view -> {
            BitSet hits = hits(bound, view, archived);
            FactColumn keys = view.facts(MetadataField.KEY);
            List<String> found = new ArrayList<>(hits.cardinality());
            hits.stream().forEach(place -> found.add(keys.text(place)));
            return found;
        });
    }

    private static BitSet hits(Bound bound, Columns.ColumnsView view, boolean archived) {
        BitSet hits = bound.query.find(view);
        hits.and(view.selected(archived));
        return hits;
    }

    /** A page of what the tree of an {@code experiments/search} finds; pages count from 1. */
    public HitPage search(String projectId, JsonNode rulesTree, boolean archived, int page, int limit) {
        return search(projects.row(projectId, null, null), rulesTree, archived, HitOrder.CREATION, page, limit);
    }

    /** As {@link #search(String, JsonNode, boolean, int, int)}, in an order. */
    public HitPage search(
            ProjectRow project, JsonNode rulesTree, boolean archived, HitOrder order, int page, int limit) {
        Bound bound = bind(project, RuleParser.tree(rulesTree));
        int size = limit <= 0 ? USUAL_PAGE : Math.min(limit, LARGEST_PAGE);
        Optional<MetadataField> fact = order.source() == Source.METADATA
                ? MetadataColumn.named(order.name()).map(MetadataColumn::fact)
                : Optional.empty();
        Optional<Integer> value = order.source() == null || fact.isPresent()
                ? Optional.empty()
                : column(project, order.source(), order.name()).map(ColumnInfo::column);
        fact.ifPresent(bound.facts::add);
        value.ifPresent(bound.columns::add);
        int[][] cut = store.columns().view(project.num(), bound.columns, bound.facts, view -> {
            BitSet hits = hits(bound, view, archived);
            IntStream places = hits.stream();
            if (fact.isPresent()) {
                places = sorted(
                        places, view.facts(fact.get())::number, view.facts(fact.get())::text, order.descending());
            } else if (value.isPresent()) {
                places = sorted(
                        places, view.values(value.get())::number, view.values(value.get())::text, order.descending());
            } else if (order.descending()) {
                places = places.map(place -> -place).sorted().map(place -> -place);
            }
            int[] nums = places.map(view::num).toArray();
            int from = (int) Math.min(nums.length, (Math.max(1, page) - 1L) * size);
            int to = Math.min(nums.length, from + size);
            return new int[][] {IntStream.range(from, to).map(i -> nums[i]).toArray(), {nums.length}};
        });
        List<ExperimentRow> rows = new ArrayList<>();
        experiments.rows(cut[0], rows::add);
        return new HitPage(project, cut[1][0], rows);
    }

    /** Numbers before texts, and what has no value last in both directions; equal values stay in the order the experiments were made. */
    private static IntStream sorted(
            IntStream places, IntToDoubleFunction number, IntFunction<String> text, boolean descending) {
        Comparator<Integer> byNumber = Comparator.comparingDouble(number::applyAsDouble);
        Comparator<Integer> byText = Comparator.comparing(text::apply);
        return places.boxed()
                .sorted(Comparator.<Integer>comparingInt(place ->
                                Double.isNaN(number.applyAsDouble(place)) ? text.apply(place) == null ? 2 : 1 : 0)
                        .thenComparing((a, b) -> {
                            boolean numbers = !Double.isNaN(number.applyAsDouble(a));
                            if (!numbers && text.apply(a) == null) {
                                return 0;
                            }
                            Comparator<Integer> by = numbers ? byNumber : byText;
                            return descending ? by.compare(b, a) : by.compare(a, b);
                        }))
                .mapToInt(Integer::intValue);
    }

    private Bound bind(ProjectRow project, RuleNode query) {
        Map<String, Optional<ColumnInfo>> known = new HashMap<>();
        RuleEvaluator.Bound bound = new RuleEvaluator((source, name) ->
                        known.computeIfAbsent(source.ordinal() + ":" + name, key -> column(project, source, name)))
                .bind(query);
        Bound all = new Bound(bound, new HashSet<>(), new HashSet<>());
        bound.needs(all.columns, all.facts);
        return all;
    }

    private Optional<ColumnInfo> column(ProjectRow project, Source source, String name) {
        return store.read(tx -> store.values().findColumn(tx, project.num(), source, name))
                .filter(ColumnInfo::isUsed);
    }

    private record Bound(RuleEvaluator.Bound query, Set<Integer> columns, Set<MetadataField> facts) {}
}
