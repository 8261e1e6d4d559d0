package io.cometsh.server.service;

import io.cometsh.server.store.ExperimentRow;
import io.cometsh.server.store.ExperimentStore.Order;
import io.cometsh.server.store.ExperimentUpdate;
import io.cometsh.server.store.FactColumn;
import io.cometsh.server.store.LoggedValue;
import io.cometsh.server.store.MetadataField;
import io.cometsh.server.store.MetricPoint;
import io.cometsh.server.store.ProjectRow;
import io.cometsh.server.store.Source;
import io.cometsh.server.store.Store;
import io.cometsh.server.store.Tx;
import io.cometsh.server.store.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The life of experiments: made, alive, ended, archived, moved, removed; and lists of them. */
public final class ExperimentService {
    /** How often a running experiment is asked to send a heartbeat. */
    public static final Duration BEAT = Duration.ofSeconds(10);

    /** A run that has not been heard of for this long was killed: it ended with its last message. */
    static final Duration SILENCE = BEAT.multipliedBy(5);

    private static final int CHUNK = 2000;

    private final Store store;
    private final ProjectService projects;
    private final Clock clock;
    private final Map<String, Long> beats = new ConcurrentHashMap<>();

    public ExperimentService(Store store, ProjectService projects, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.clock = clock;
        // What ran when the server stopped may still run: it gets the time to send a heartbeat.
        store.read(tx -> store.experiments().running(tx)).forEach(row -> beats.put(row.key(), clock.millis()));
    }

    /** An experiment and the project it is in. */
    public record ExperimentInProject(ExperimentRow row, ProjectRow project) {}

    /** What a client that logs receives at the start. */
    public record Handshake(ExperimentRow row, ProjectRow project, long nextOutputOffset) {}

    /** How to order and cut a list; {@code page} counts from 1, {@code size} 0 is all. */
    public record ListRequest(boolean archived, int page, int size, Sort sort, boolean descending) {}

    /** What a list can be ordered by. */
    public enum Sort {
        CREATION,
        START_TIME,
        END_TIME
    }

    public ExperimentInProject get(String key) {
        return store.read(tx -> {
            ExperimentRow row = require(tx, key);
            return new ExperimentInProject(row, store.projects().byNum(tx, row.project()));
        });
    }

    public boolean exists(String key) {
        return store.read(tx -> store.experiments().byKey(tx, key).isPresent());
    }

    ExperimentRow require(Tx tx, String key) throws SQLException {
        if (key == null || key.isEmpty()) {
            throw CometError.NO_EXPERIMENT_KEY.failure();
        }
        return store.experiments().byKey(tx, key).orElseThrow(() -> CometError.EXPERIMENT_NOT_FOUND.of(key));
    }

    // ---- lists

    /** Hands the experiments of a project to {@code each}, some thousand rows at a time, so that a list of any length passes through little memory. */
    public void list(ProjectRow project, ListRequest listing, Consumer<ExperimentRow> each) {
        rows(paged(project, listing).orElseGet(() -> sorted(project, listing)), each);
    }

    /** From the indexes of the tables, so that nothing has to be loaded first; empty where they have no such order. */
    private Optional<int[]> paged(ProjectRow project, ListRequest listing) {
        Order order = switch (listing.sort()) {
            case CREATION -> Order.CREATION;
            case START_TIME -> Order.START;
            case END_TIME -> Order.END;
        };
        return store.read(tx -> store.experiments()
                .page(
                        tx,
                        project.num(),
                        listing.archived(),
                        order,
                        listing.descending(),
                        listing.size() == 0 ? 0 : (listing.page() - 1L) * listing.size(),
                        listing.size() == 0 ? -1 : listing.size()));
    }

    private int[] sorted(ProjectRow project, ListRequest listing) {
        Set<MetadataField> facts = switch (listing.sort()) {
            case CREATION -> Set.of();
            case START_TIME -> Set.of(MetadataField.START);
            case END_TIME -> Set.of(MetadataField.END);
        };
        return store.columns().view(project.num(), Set.of(), facts, view -> {
            int[] places = view.selected(listing.archived()).stream().toArray();
            if (!facts.isEmpty()) {
                places = sorted(places, view.facts(facts.iterator().next()), listing.descending());
            } else if (listing.descending()) {
                places = reversed(places);
            }
            int from = listing.size() == 0 ? 0 : (int) Math.min(places.length, (listing.page() - 1L) * listing.size());
            int to = listing.size() == 0 ? places.length : (int) Math.min(places.length, (long) from + listing.size());
            return Arrays.stream(places, from, to).map(view::num).toArray();
        });
    }

    /** The rows of these experiments, in this order. */
    void rows(int[] nums, Consumer<ExperimentRow> each) {
        for (int from = 0; from < nums.length; from += CHUNK) {
            int start = from;
            int end = Math.min(nums.length, from + CHUNK);
            List<ExperimentRow> rows = store.read(tx -> store.experiments().byNums(tx, nums, start, end));
            rows.forEach(each);
        }
    }

    static int[] places(BitSet set) {
        return set.stream().toArray();
    }

    private static int[] sorted(int[] places, FactColumn by, boolean descending) {
        // Equal times keep the order of creation in both directions.
        return IntStream.of(places)
                .boxed()
                .sorted((a, b) -> descending
                        ? Double.compare(by.number(b), by.number(a))
                        : Double.compare(by.number(a), by.number(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] reversed(int[] places) {
        int[] turned = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            turned[i] = places[places.length - 1 - i];
        }
        return turned;
    }

    // ---- beginning

    /** Makes an experiment by REST. It counts as running only after its first heartbeat. */
    public ExperimentInProject create(User user, String workspace, String project, String name) {
        return store.write(tx -> {
            ProjectRow row = projects.findOrAdd(
                    tx,
                    workspace == null ? user.defaultWorkspace() : workspace,
                    project == null ? "general" : project,
                    user);
            ExperimentRow added = add(tx, newKey(), name, row, user, false);
            return new ExperimentInProject(added, row);
        });
    }

    /** Starts a run under the client's key. {@code getOrCreate} lets an existing one go on. */
    public Handshake start(User user, String workspace, String project, String givenKey, boolean getOrCreate) {
        String key = givenKey == null || givenKey.isBlank() ? newKey() : givenKey;
        Handshake handshake = store.write(tx -> {
            var existing = store.experiments().byKey(tx, key);
            if (existing.isPresent()) {
                if (!getOrCreate) {
                    throw CometError.EXPERIMENT_EXISTS.of(key);
                }
                return resumed(tx, existing.get());
            }
            ProjectRow row = projects.findOrAdd(
                    tx,
                    isNone(workspace) ? user.defaultWorkspace() : workspace,
                    isNone(project) ? "general" : project,
                    user);
            return new Handshake(add(tx, key, null, row, user, true), row, 0);
        });
        beats.put(key, clock.millis());
        return handshake;
    }

    /** Lets an existing run go on. */
    public Handshake resume(String key) {
        Handshake handshake = store.write(tx -> {
            if (key == null) {
                throw CometError.NO_EXPERIMENT_KEY.failure();
            }
            return resumed(tx, store.experiments().byKey(tx, key).orElseThrow(() -> CometError.RUN_NOT_FOUND.of(key)));
        });
        beats.put(key, clock.millis());
        return handshake;
    }

    /** Starts a run that begins as a copy: what another run logged, its metrics up to a step. */
    public Handshake copy(User user, String fromKey, String givenKey, long lastStep) {
        Handshake handshake = store.write(tx -> {
            ExperimentRow from = require(tx, fromKey);
            String key = isNone(givenKey) ? newKey() : givenKey;
            if (store.experiments().byKey(tx, key).isPresent()) {
                throw CometError.EXPERIMENT_EXISTS.of(key);
            }
            ProjectRow project = store.projects().byNum(tx, from.project());
            ExperimentRow copy = add(tx, key, null, project, user, true);
            for (Value value : store.values().of(tx, from.num())) {
                copy(tx, value, copy, lastStep);
            }
            return new Handshake(copy, project, 0);
        });
        beats.put(handshake.row().key(), clock.millis());
        return handshake;
    }

    private void copy(Tx tx, Value value, ExperimentRow to, long lastStep) throws SQLException {
        switch (value.source()) {
            case METRICS -> {
                List<MetricPoint> points = store.values().points(tx, value.experiment(), value.column()).stream()
                        .filter(point -> point.step() != null && point.step() <= lastStep)
                        .toList();
                if (!points.isEmpty()) {
                    store.values().putPoints(tx, to, value.name(), points, false);
                }
            }
            case PARAMS, TAG -> store.values().put(tx, to, value.source(), value.name(), value.current());
            case LOG_OTHER -> {
                // A copy has a name of its own.
                if (!value.name().equals("Name")) {
                    store.values().put(tx, to, value.source(), value.name(), value.current());
                }
            }
            case METADATA, ENV_DETAILS -> {
                // They tell of the other run's machine and files.
            }
        }
    }

    private Handshake resumed(Tx tx, ExperimentRow row) throws SQLException {
        ExperimentRow again = ExperimentUpdate.of(row)
                .running(true)
                .crashed(false)
                .error(null)
                .end(null)
                .last(clock.millis())
                .row();
        store.experiments().save(tx, again);
        return new Handshake(
                again,
                store.projects().byNum(tx, row.project()),
                store.documents().nextOffset(tx, row.num()));
    }

    private ExperimentRow add(Tx tx, String key, String name, ProjectRow project, User user, boolean running)
            throws SQLException {
        long now = clock.millis();
        String shown = name == null ? RunNames.of(key) : name;
        ExperimentRow added = store.experiments()
                .add(
                        tx,
                        new ExperimentRow(
                                0,
                                key,
                                project.num(),
                                shown,
                                user.name(),
                                now,
                                running ? null : Long.valueOf(now),
                                now,
                                false,
                                running,
                                false,
                                false,
                                null,
                                null,
                                null,
                                null,
                                "run-" + UUID.randomUUID()));
        store.values().put(tx, added, Source.LOG_OTHER, "Name", new LoggedValue(shown, now, null, null));
        store.projects().touch(tx, project.num(), now);
        return added;
    }

    private static boolean isNone(String name) {
        return name == null || name.isBlank();
    }

    private static String newKey() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    // ---- living and ending

    /** A heartbeat, or the last one; returns whether a user asked the run to stop. */
    public boolean beat(String key, boolean alive) {
        boolean stopping = store.write(tx -> {
            ExperimentRow row = require(tx, key);
            long now = clock.millis();
            ExperimentUpdate edit = ExperimentUpdate.of(row).last(now).running(alive);
            if (alive) {
                edit.end(null);
            } else if (row.running() || row.end() == null) {
                edit.end(now);
            }
            store.experiments().save(tx, edit.row());
            return row.stopping();
        });
        if (alive) {
            beats.put(key, clock.millis());
        } else {
            beats.remove(key);
        }
        return stopping;
    }

    /** States what a run is: running, finished, crashed. A crash stays through the last beat that follows it. */
    public void setState(String key, boolean alive, boolean crashed, String error) {
        store.write(tx -> {
            ExperimentRow row = require(tx, key);
            ExperimentUpdate edit =
                    ExperimentUpdate.of(row).running(alive).crashed(crashed).last(clock.millis());
            if (error != null || !crashed) {
                edit.error(error);
            }
            if (alive) {
                edit.end(null);
            } else if (row.running() || row.end() == null) {
                edit.end(clock.millis());
            }
            store.experiments().save(tx, edit.row());
            return null;
        });
        if (alive) {
            beats.put(key, clock.millis());
        } else {
            beats.remove(key);
        }
    }

    /** Ends the runs that have been silent for too long, as of their last message. */
    public void endSilent() {
        long latest = clock.millis() - SILENCE.toMillis();
        List<Map.Entry<String, Long>> silent = beats.entrySet().stream()
                .filter(beat -> beat.getValue() < latest)
                .toList();
        // Many at once in a commit: after a restart all runs can be silent.
        for (int from = 0; from < silent.size(); from += CHUNK) {
            List<Map.Entry<String, Long>> some = silent.subList(from, Math.min(silent.size(), from + CHUNK));
            store.write(tx -> {
                for (Map.Entry<String, Long> beat : some) {
                    if (beat.getValue().equals(beats.get(beat.getKey()))) {
                        end(tx, beat.getKey());
                    }
                }
                return null;
            });
            some.forEach(beat -> beats.remove(beat.getKey(), beat.getValue()));
        }
    }

    private void end(Tx tx, String key) throws SQLException {
        var row = store.experiments().byKey(tx, key);
        if (row.isPresent() && row.get().running()) {
            store.experiments()
                    .save(
                            tx,
                            ExperimentUpdate.of(row.get())
                                    .running(false)
                                    .end(row.get().last())
                                    .row());
        }
    }

    /** Sets the true times of a run, epoch milliseconds; null leaves as it is. */
    public void setTimes(String key, Long start, Long end) {
        edit(key, row -> {
            ExperimentUpdate edit = ExperimentUpdate.of(row);
            if (start != null) {
                edit.start(start);
            }
            if (end != null) {
                edit.end(end);
            }
            return edit;
        });
    }

    public void stop(String key) {
        edit(key, row -> ExperimentUpdate.of(row).stopping(row.running()));
    }

    public void stopped(String key) {
        edit(key, row -> ExperimentUpdate.of(row).stopping(false));
    }

    public boolean isStopping(String key) {
        return get(key).row().stopping();
    }

    public void archive(String key, boolean archived) {
        edit(key, row -> ExperimentUpdate.of(row).archived(archived));
    }

    public void setFilePath(String key, String path) {
        edit(key, row -> ExperimentUpdate.of(row).filePath(path).last(clock.millis()));
    }

    /** Removes an experiment with everything it has. Repeating it is an error of a wrong key, as the experiment is gone. */
    public void delete(String key) {
        store.write(tx -> {
            store.experiments().remove(tx, store.values(), require(tx, key));
            return null;
        });
        beats.remove(key);
        try {
            store.files().removeAll(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows an experiment in another project of its workspace too; gives that project, which is made when it is new. */
    public ProjectRow link(User user, String key, String project) {
        return store.write(tx -> {
            ExperimentRow row = require(tx, key);
            String workspace = store.projects().byNum(tx, row.project()).workspace();
            ProjectRow target = projects.findOrAdd(tx, workspace, project, user);
            store.experiments().link(tx, store.values(), row, target.num());
            return target;
        });
    }

    /** Shows experiments in another project, all or none. */
    public void link(User user, List<String> keys, String workspace, String project) {
        store.write(tx -> {
            List<ExperimentRow> rows = inWorkspace(tx, user, keys, workspace);
            ProjectRow target = projects.findOrAdd(tx, workspace, project, user);
            for (ExperimentRow row : rows) {
                store.experiments().link(tx, store.values(), row, target.num());
            }
            return null;
        });
    }

    /** Moves experiments to another project of their workspace, all or none. */
    public void move(User user, List<String> keys, String workspace, String project) {
        store.write(tx -> {
            List<ExperimentRow> rows = inWorkspace(tx, user, keys, workspace);
            ProjectRow target = projects.findOrAdd(tx, workspace, project, user);
            for (ExperimentRow row : rows) {
                if (row.project() != target.num()) {
                    store.experiments().move(tx, store.values(), row, target.num());
                }
            }
            return null;
        });
    }

    /** The experiments of these keys, which must be in the workspace that they are to stay in. */
    private List<ExperimentRow> inWorkspace(Tx tx, User user, List<String> keys, String workspace) throws SQLException {
        projects.requireWorkspace(tx, user, workspace);
        List<ExperimentRow> rows = new ArrayList<>();
        for (String key : keys) {
            ExperimentRow row = require(tx, key);
            String own = store.projects().byNum(tx, row.project()).workspace();
            if (!own.equals(workspace)) {
                throw CometError.OTHER_WORKSPACE.of(key + " is in " + own + ", not in " + workspace);
            }
            rows.add(row);
        }
        return rows;
    }

    private void edit(String key, java.util.function.Function<ExperimentRow, ExperimentUpdate> change) {
        store.write(tx -> {
            store.experiments().save(tx, change.apply(require(tx, key)).row());
            return null;
        });
    }
}
