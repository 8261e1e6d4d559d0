package io.cometsh.server.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cometsh.server.service.Search.SearchSetting;
import io.cometsh.server.service.Search.TriedSet;
import io.cometsh.server.store.AssignmentRow;
import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.OptimizerRow;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import io.cometsh.server.store.Value;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Searches for the best parameters: hands out parameter sets, and stores what clients report. */
public final class OptimizerService {
    private static final Set<String> ENDED = Set.of("completed", AssignmentRow.ABORTED, "processed", "failed");

    private final Store store;
    private final ObjectMapper json;
    private final Clock clock;

    public OptimizerService(Store store, ObjectMapper json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A search as it is now.
     *
     * @param size how many sets there are; empty when they cannot be counted
     * @param limit how many sets are tried at most
     * @param counts how many assignments there are of each status
     * @param retries how often assignments were given out again
     */
    public record OptimizerStatus(
            OptimizerRow row, OptionalLong size, long limit, Map<String, Long> counts, long retries) {}

    /** What a client reports; null for what it leaves out. */
    public record Report(String pid, int trial, String status, Double score, Long epoch, String metadata) {}

    /** A set that was tried elsewhere. */
    public record Evidence(Report report, ObjectNode parameters, int tries, Long started, Long ended, Long updated) {}

    public Iterable<String> algorithms() {
        return List.of(Search.Algorithm.names().split(", "));
    }

    /** The settings of an algorithm with their defaults. */
    public Map<String, JsonNode> settings(String algorithm) {
        return Search.settings(json, algorithm).stream()
                .collect(Collectors.toMap(SearchSetting::name, SearchSetting::value, (a, b) -> a, LinkedHashMap::new));
    }

    /** Makes a search and gives its id. */
    public String create(User user, String algorithm, String name, ObjectNode parameters, ObjectNode spec, int trials) {
        if (trials < 1) {
            throw CometError.BAD_OPTIMIZER.of("trials is an integer from 1 on, not " + trials);
        }
        ObjectNode complete = Search.complete(json, algorithm, spec);
        // Refuses parameters that it cannot use.
        new Search(json, algorithm, parameters, complete);
        String id = AssetService.newId();
        store.write(tx -> {
            store.optimizers()
                    .put(
                            tx,
                            new OptimizerRow(
                                    id,
                                    user.defaultWorkspace(),
                                    name == null || name.isBlank() ? id : name,
                                    algorithm,
                                    parameters.toString(),
                                    complete.toString(),
                                    trials,
                                    0,
                                    0,
                                    clock.millis(),
                                    null,
                                    null));
            return null;
        });
        return id;
    }

    public OptimizerStatus status(String id) {
        return store.read(tx -> status(tx, find(tx, id)));
    }

    /** All searches that the user may see. */
    public List<OptimizerStatus> all() {
        return store.read(tx -> {
            List<OptimizerStatus> all = new ArrayList<>();
            for (OptimizerRow row : store.optimizers().all(tx)) {
                all.add(status(tx, row));
            }
            return all;
        });
    }

    private OptimizerStatus status(Tx tx, OptimizerRow row) throws SQLException {
        Search search = search(row);
        return new OptimizerStatus(
                row,
                search.size(),
                search.limit(),
                store.optimizers().counts(tx, row.id()),
                store.optimizers().retries(tx, row.id()));
    }

    /** The assignments, in the order they were made; with statuses, only assignments with one of them. */
    public List<AssignmentRow> assignments(String id, List<String> statuses) {
        return store.read(tx -> store.optimizers().assignments(tx, find(tx, id).id())).stream()
                .filter(assignment -> statuses.isEmpty() || statuses.contains(assignment.status()))
                .toList();
    }

    /** The next set to try; empty when there is none now. Writes come one after the other, so no two clients get the same. */
    public Optional<AssignmentRow> next(String id) {
        return store.write(tx -> {
            OptimizerRow row = find(tx, id);
            Search search = search(row);
            Optional<AssignmentRow> next = nextTrial(tx, row);
            if (next.isEmpty()) {
                next = nextSet(tx, row, search);
            }
            return next.isPresent() ? next : retry(tx, id, search);
        });
    }

    /** The set of the last assignment again, until it was tried often enough. */
    private Optional<AssignmentRow> nextTrial(Tx tx, OptimizerRow row) throws SQLException {
        Optional<AssignmentRow> last =
                row.trials() == 1 ? Optional.empty() : store.optimizers().last(tx, row.id());
        if (last.isEmpty()
                || last.get().trial() >= row.trials()
                || store.optimizers()
                        .find(tx, row.id(), last.get().pid(), last.get().trial() + 1)
                        .isPresent()) {
            return Optional.empty();
        }
        return Optional.of(assign(
                tx,
                row.changed(clock.millis()),
                AssignmentRow.first(
                        row.id(),
                        last.get().num() + 1,
                        last.get().pid(),
                        last.get().trial() + 1,
                        last.get().parameters(),
                        clock.millis())));
    }

    private Optional<AssignmentRow> nextSet(Tx tx, OptimizerRow row, Search search) throws SQLException {
        List<TriedSet> results = search.isBayes() ? results(tx, row.id()) : List.of();
        long position = row.position();
        for (long proposals = 0; row.sets() < search.limit() && proposals < search.proposals(); proposals++) {
            Optional<ObjectNode> set = search.propose(position, proposals > 0, results);
            if (set.isEmpty()) {
                break;
            }
            position++;
            String pid = Search.pid(json, set.get());
            if (!store.optimizers().has(tx, row.id(), pid)) {
                return Optional.of(assign(
                        tx,
                        row.at(position, row.sets() + 1, clock.millis()),
                        AssignmentRow.first(
                                row.id(),
                                nextNumber(tx, row.id()),
                                pid,
                                1,
                                set.get().toString(),
                                clock.millis())));
            }
        }
        if (row.ended() == null) {
            store.optimizers().put(tx, row.ended(position, clock.millis()));
        }
        return Optional.empty();
    }

    private long nextNumber(Tx tx, String id) throws SQLException {
        return store.optimizers().last(tx, id).map(AssignmentRow::num).orElse(0L) + 1;
    }

    /** An assignment that failed, as often as the settings allow. The search has not ended while one that is being tried may still come to this. */
    private Optional<AssignmentRow> retry(Tx tx, String id, Search search) throws SQLException {
        if (search.retryAssignLimit() == 0) {
            return Optional.empty();
        }
        OptimizerRow row = find(tx, id);
        List<ExperimentRow> tried = store.experiments().ofOptimizer(tx, id);
        for (AssignmentRow assignment : store.optimizers().assignments(tx, id)) {
            boolean open = !ENDED.contains(assignment.status());
            if (assignment.tries() > search.retryAssignLimit()
                    || !open && !assignment.status().equals(AssignmentRow.ABORTED)) {
                continue;
            }
            if (!open || isAbandoned(tx, assignment, tried)) {
                return Optional.of(assign(tx, row.changed(clock.millis()), assignment.again(clock.millis())));
            }
            store.optimizers().put(tx, row.changed(clock.millis()));
        }
        return Optional.empty();
    }

    /** Whether the experiments of an assignment ended without a report. */
    private boolean isAbandoned(Tx tx, AssignmentRow assignment, List<ExperimentRow> tried) throws SQLException {
        boolean ended = false;
        for (ExperimentRow experiment : tried) {
            if (experiment.start() >= assignment.started()
                    && assignment.pid().equals(other(tx, experiment, "optimizer_pid"))
                    && String.valueOf(assignment.trial()).equals(other(tx, experiment, "optimizer_trial"))) {
                if (experiment.running()) {
                    return false;
                }
                ended = true;
            }
        }
        return ended;
    }

    private String other(Tx tx, ExperimentRow experiment, String name) throws SQLException {
        return store.values()
                .find(tx, experiment, Source.LOG_OTHER, name)
                .map(Value::text)
                .orElse(null);
    }

    private AssignmentRow assign(Tx tx, OptimizerRow row, AssignmentRow assignment) throws SQLException {
        store.optimizers().put(tx, row);
        store.optimizers().put(tx, assignment);
        return assignment;
    }

    /** By set the mean of its scores. */
    private List<TriedSet> results(Tx tx, String id) throws SQLException {
        Map<String, List<AssignmentRow>> sets = new LinkedHashMap<>();
        for (AssignmentRow assignment : store.optimizers().assignments(tx, id)) {
            sets.computeIfAbsent(assignment.pid(), pid -> new ArrayList<>()).add(assignment);
        }
        return sets.values().stream()
                .map(trials -> {
                    double mean = trials.stream()
                            .filter(trial -> trial.score() != null)
                            .mapToDouble(AssignmentRow::score)
                            .average()
                            .orElse(Double.NaN);
                    return new TriedSet(
                            object(trials.get(0).parameters()), Double.isNaN(mean) ? null : Double.valueOf(mean));
                })
                .toList();
    }

    /** Stores what a client reports of an assignment. */
    public void update(String id, Report report) {
        store.write(tx -> {
            OptimizerRow row = find(tx, id);
            AssignmentRow assignment = store.optimizers()
                    .find(tx, id, report.pid(), report.trial())
                    .orElseThrow(() ->
                            CometError.ASSIGNMENT_NOT_FOUND.of("pid " + report.pid() + ", trial " + report.trial()));
            long now = clock.millis();
            boolean ends = assignment.ended() == null && ENDED.contains(report.status());
            store.optimizers()
                    .put(
                            tx,
                            assignment.reported(
                                    report.status(),
                                    report.score(),
                                    report.epoch(),
                                    ends ? now : null,
                                    report.metadata(),
                                    now));
            store.optimizers().put(tx, row.reported(now));
            return null;
        });
    }

    /** Adds a set that was tried elsewhere. It counts as evidence, not as one of the sets to try. */
    public void insert(String id, Evidence evidence) {
        Report report = evidence.report();
        store.write(tx -> {
            OptimizerRow row = find(tx, id);
            long now = clock.millis();
            String pid = report.pid() == null ? Search.pid(json, evidence.parameters()) : report.pid();
            Optional<AssignmentRow> before = store.optimizers().find(tx, id, pid, report.trial());
            long num = before.isPresent() ? before.get().num() : nextNumber(tx, id);
            store.optimizers()
                    .put(
                            tx,
                            new AssignmentRow(
                                    id,
                                    num,
                                    pid,
                                    report.trial(),
                                    report.status() == null ? "completed" : report.status(),
                                    report.score(),
                                    report.epoch(),
                                    evidence.parameters().toString(),
                                    evidence.tries(),
                                    evidence.started() == null ? now : evidence.started(),
                                    evidence.ended(),
                                    evidence.updated() == null ? now : evidence.updated(),
                                    report.metadata()));
            store.optimizers().put(tx, row.reported(now));
            return null;
        });
    }

    private OptimizerRow find(Tx tx, String id) throws SQLException {
        return store.optimizers().find(tx, id).orElseThrow(() -> CometError.OPTIMIZER_NOT_FOUND.of(id));
    }

    private Search search(OptimizerRow row) {
        return new Search(json, row.algorithm(), object(row.parameters()), object(row.spec()));
    }

    private ObjectNode object(String text) {
        try {
            return (ObjectNode) json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
