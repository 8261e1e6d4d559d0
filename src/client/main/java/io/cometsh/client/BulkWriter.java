package io.cometsh.client;

import io.cometsh.client.BulkAction.State;
import io.cometsh.client.service.ExperimentLife;
import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.Parallel;
import io.cometsh.client.service.ValueWrites;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.text.Quantity;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import io.cometsh.transport.ReadOnlyException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds out what a plan would change, does it, and takes it back by its journal. */
final class BulkWriter {
    /** So many experiments are written to at once; between two groups a failure or an interrupt is noticed. */
    private static final int AT_ONCE = 8;

    private static final int LISTED = 10;

    private final ExperimentReads reads;
    private final ExperimentLife life;
    private final ValueWrites values;
    private final Parallel parallel;
    private final Supplier<URI> server;
    private final Supplier<Journals> journals;

    BulkWriter(
            ExperimentReads reads,
            ExperimentLife life,
            ValueWrites values,
            Parallel parallel,
            Supplier<URI> server,
            Supplier<Journals> journals) {
        this.reads = reads;
        this.life = life;
        this.values = values;
        this.parallel = parallel;
        this.server = server;
        this.journals = journals;
    }

    List<BulkChange> changes(List<Experiment> experiments, List<BulkAction> actions) {
        boolean tags = actions.stream().anyMatch(BulkAction::needsTags);
        // The first touch reads the facts of a whole answer, in parallel itself: it must not wait inside the pool.
        experiments.forEach(Experiment::getMetadata);
        return parallel.map(experiments, one -> changes(one, state(one.getMetadata(), tags), actions)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<BulkChange> changes(Experiment experiment, State before, List<BulkAction> actions) {
        List<BulkChange> changes = new ArrayList<>();
        State state = before;
        for (BulkAction action : actions) {
            if (action.changes(state)) {
                changes.add(new BulkChange(
                        experiment.getKey(), experiment.getName(), experiment, action, action.inverse(state)));
                state = action.after(state);
            }
        }
        return changes;
    }

    private State state(ExperimentMetadata facts, boolean tags) {
        return new State(
                facts.workspaceName(),
                facts.projectName(),
                facts.archived(),
                tags ? new LinkedHashSet<>(reads.tags(facts.experimentKey())) : Set.of());
    }

    /** @param journal the name of the journal whose changes these take back */
    record Undo(List<BulkChange> changes, String journal) {}

    /** The changes that take back the changes of the last journal, or of the one that is named. */
    Undo undo(String journal, Function<String, Experiment> find) {
        Journals.Entries entries = journal == null
                ? journals.get().last(server.get())
                : journals.get().named(journal);
        long lost = entries.changes().stream()
                .filter(change -> change.undo() == null)
                .count();
        if (lost > 0) {
            reads.warnings()
                    .accept(Quantity.of((int) lost, "change") + " of this journal cannot be undone: what is"
                            + " deleted is gone");
        }
        return new Undo(inverse(entries.changes(), find), entries.name());
    }

    /** The last one first, and only what is in effect: what was begun may never have arrived. */
    private List<BulkChange> inverse(List<BulkChange> changes, Function<String, Experiment> find) {
        Map<String, List<BulkAction>> undo = new LinkedHashMap<>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            BulkChange change = changes.get(i);
            if (change.undo() != null) {
                undo.computeIfAbsent(change.experimentKey(), key -> new ArrayList<>())
                        .add(change.undo());
            }
        }
        return parallel.map(List.copyOf(undo.keySet()), key -> inverse(key, undo.get(key), find)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<BulkChange> inverse(String key, List<BulkAction> undo, Function<String, Experiment> find) {
        try {
            Experiment experiment = find.apply(key);
            boolean tags = undo.stream().anyMatch(BulkAction::needsTags);
            return changes(experiment, state(experiment.getMetadata(), tags), undo);
        } catch (NotFoundException e) {
            reads.warnings().accept("experiment " + key + " is not there any more: its changes stay as they are");
            return List.of();
        }
    }

    BulkResult apply(List<BulkChange> changes, String undoes, boolean keepGoing) {
        if (changes.isEmpty()) {
            return new BulkResult(0, List.of(), 0, null);
        }
        Map<String, List<BulkChange>> byExperiment = new LinkedHashMap<>();
        changes.forEach(change -> byExperiment
                .computeIfAbsent(change.experimentKey(), key -> new ArrayList<>())
                .add(change));
        List<List<BulkChange>> all = List.copyOf(byExperiment.values());
        List<String> failures = new ArrayList<>();
        int done = 0;
        try (Journals.Journal journal = journals.get().begin(server.get(), changes.size(), undoes)) {
            for (int from = 0; from < all.size() && (failures.isEmpty() || keepGoing); from += AT_ONCE) {
                List<List<BulkChange>> group = all.subList(from, Math.min(from + AT_ONCE, all.size()));
                for (WriteResult outcome : parallel.map(group, one -> write(one, journal))) {
                    done += outcome.done();
                    outcome.failure().ifPresent(failures::add);
                }
            }
            journal.end(done, failures.size());
            return result(new BulkResult(done, failures, changes.size() - done - failures.size(), journal.file()));
        }
    }

    private record WriteResult(int done, Optional<String> failure) {}

    /** The changes to one experiment, in their order; a failure is kept and not thrown, since others are under way. */
    private WriteResult write(List<BulkChange> changes, Journals.Journal journal) {
        int done = 0;
        for (BulkChange change : changes) {
            int number = journal.begin(change);
            try {
                write(change);
            } catch (ReadOnlyException | CometInterruptedException e) {
                // No failure of this one change: nothing of the rest would go any better.
                throw e;
            } catch (CometException e) {
                journal.failed(number, e.getMessage());
                return new WriteResult(
                        done, Optional.of(change.action() + " " + change.experimentKey() + ": " + e.getMessage()));
            }
            journal.done(number);
            done++;
        }
        return new WriteResult(done, Optional.empty());
    }

    private Object write(BulkChange change) {
        return change.experiment().cached().changed(() -> send(change.experimentKey(), change.action()));
    }

    private Object send(String key, BulkAction action) {
        return switch (action.kind()) {
            case ADD_TAG -> values.addTags(key, List.of(action.argument()));
            case REMOVE_TAG -> values.deleteTags(key, List.of(action.argument()));
            case MOVE -> life.move(List.of(key), action.workspace(), action.project(), false);
            case ARCHIVE -> life.archive(key);
            case RESTORE -> life.restore(key);
            case DELETE -> life.delete(key);
        };
    }

    private static BulkResult result(BulkResult result) {
        if (result.failures().isEmpty()) {
            return result;
        }
        StringBuilder text = new StringBuilder()
                .append(result.failures().size())
                .append(" of ")
                .append(Quantity.of(result.done() + result.failures().size() + result.untried(), "change"))
                .append(" failed, ")
                .append(result.done())
                .append(" done");
        if (result.untried() > 0) {
            text.append(", ").append(result.untried()).append(" not tried");
        }
        result.failures().stream()
                .limit(LISTED)
                .forEach(failure -> text.append("\n  ").append(failure));
        if (result.failures().size() > LISTED) {
            text.append("\n  … and ").append(result.failures().size() - LISTED).append(" more");
        }
        throw new PartialException(text.toString());
    }
}
