package io.cometsh.client;

import io.cometsh.client.BulkAction.ActionKind;
import io.cometsh.export.Table;
import io.cometsh.export.Tabular;
import io.cometsh.text.Quantity;
import io.cometsh.transport.CometException;
import io.cometsh.transport.Lazy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes to many experiments, first as a table to look at, then done: nothing is sent before {@link #apply}.
 *
 * <pre>{@code
 * plan = api.plan(api.query("demo", "digits", Tag("old"))).addTag("2025").archive()
 * plan            // the table: what would change, and how it could be undone
 * plan.apply()    // api.undo().apply() takes it back
 * }</pre>
 *
 * <p>Only what would change is in it: a plan made a second time after it was applied is empty. Plans are immutable; each
 * method gives a new one.
 */
public final class BulkPlan implements Tabular {
    private final BulkWriter writer;
    private final List<Experiment> experiments;
    private final List<BulkAction> actions;
    private final String undoes;
    /** The state of the experiments is read once, when the plan is first shown. */
    private final Lazy<List<BulkChange>> changes;

    BulkPlan(BulkWriter writer, List<Experiment> experiments, List<BulkAction> actions) {
        this.writer = writer;
        this.experiments = experiments;
        this.actions = actions;
        changes = new Lazy<>(() -> writer.changes(experiments, actions));
        undoes = null;
    }

    /** A plan whose changes are already known: they take back the changes of a journal. */
    BulkPlan(BulkWriter writer, BulkWriter.Undo undo) {
        this.writer = writer;
        this.experiments = List.of();
        this.actions = List.of();
        List<BulkChange> known = List.copyOf(undo.changes());
        this.changes = new Lazy<>(() -> known);
        undoes = undo.journal();
    }

    /** Adds a tag where it is missing. Endpoint: {@code write/experiment/tags}. */
    public BulkPlan addTag(String tag) {
        return with(new BulkAction(ActionKind.ADD_TAG, named(tag, "addTag(tag)")));
    }

    /** Takes a tag away. Endpoint: {@code write/experiment/tags/delete}. */
    public BulkPlan removeTag(String tag) {
        return with(new BulkAction(ActionKind.REMOVE_TAG, named(tag, "removeTag(tag)")));
    }

    /** Puts the experiments away; {@link #restore} brings them back. Endpoint: {@code write/experiment/archive}. */
    public BulkPlan archive() {
        return with(BulkAction.of(ActionKind.ARCHIVE));
    }

    /** Brings archived experiments back. Endpoint: {@code write/experiment/restore}. */
    public BulkPlan restore() {
        return with(BulkAction.of(ActionKind.RESTORE));
    }

    /**
     * Moves the experiments to another project: {@code plan.moveTo("demo/best")}. Endpoint:
     * {@code write/experiment/move}.
     *
     * @param place {@code WORKSPACE/PROJECT}; the project must be there
     */
    public BulkPlan moveTo(String place) {
        int slash = place == null ? -1 : place.indexOf('/');
        if (slash <= 0 || slash == place.length() - 1) {
            throw new CometException("moveTo(place) needs WORKSPACE/PROJECT, such as demo/best, not " + place);
        }
        return with(new BulkAction(ActionKind.MOVE, place));
    }

    /** Deletes the experiments permanently; nothing can undo this. Endpoint: {@code write/experiment/delete}. */
    public BulkPlan delete() {
        return with(BulkAction.of(ActionKind.DELETE));
    }

    private static String named(String name, String method) {
        if (name == null || name.isEmpty()) {
            throw new CometException(method + " needs a name");
        }
        return name;
    }

    private BulkPlan with(BulkAction action) {
        if (undoes != null) {
            throw new CometException("a plan that undoes another takes nothing more: apply it as it is");
        }
        if (!actions.isEmpty()
                && (action.kind() == ActionKind.DELETE || actions.get(0).kind() == ActionKind.DELETE)) {
            throw new CometException("what is deleted needs no other change: plan delete() alone");
        }
        List<BulkAction> more = new ArrayList<>(actions);
        more.add(action);
        return new BulkPlan(writer, experiments, List.copyOf(more));
    }

    /** How many writes it is. */
    public int size() {
        return changes.get().size();
    }

    /** Whether nothing would change. */
    public boolean isEmpty() {
        return changes.get().isEmpty();
    }

    /** How many of the writes nothing can undo. */
    public int irreversible() {
        return (int)
                changes.get().stream().filter(change -> change.undo() == null).count();
    }

    /** Whether it takes back another one. */
    public boolean isUndo() {
        return undoes != null;
    }

    /** How many experiments it touches. */
    public int experiments() {
        return (int)
                changes.get().stream().map(BulkChange::experimentKey).distinct().count();
    }

    /** What would change: {@code experiment_key}, {@code experiment_name}, {@code change} and {@code undo}. */
    @Override
    public Table table() {
        return new Table(
                List.of("experiment_name", "change", "undo", "experiment_key"),
                changes.get().stream().map(BulkPlan::row).toList());
    }

    private static List<Object> row(BulkChange change) {
        return Arrays.asList(
                change.experimentName(),
                change.action().toString(),
                change.undo() == null ? "impossible" : change.undo().toString(),
                change.experimentKey());
    }

    /** Does it; the first failure ends it. See the other form. */
    public BulkResult apply() {
        return apply(false);
    }

    /**
     * Does it, several experiments at a time, and writes down each change before it is sent and when it is done, so that
     * {@code api.undo()} can take it back even if this is killed on the way.
     *
     * @param keepGoing whether to continue after a failure
     * @return what was done
     * @throws PartialException when something failed; lists what and why
     */
    public BulkResult apply(boolean keepGoing) {
        return writer.apply(changes.get(), undoes, keepGoing);
    }

    /** In a sentence: {@code 12 changes to 6 experiments}. */
    @Override
    public String toString() {
        return Quantity.of(size(), "change") + " to " + Quantity.of(experiments(), "experiment")
                + (irreversible() == 0 ? "" : ", " + irreversible() + " of them impossible to undo");
    }
}
