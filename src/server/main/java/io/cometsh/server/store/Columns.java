package io.cometsh.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Projects in columns, in memory, as far as queries asked for them: a rule over 100,000 experiments is then a pass over two arrays. Loaded from the tables when first asked for, kept up to
 * date by the writer, and bounded: beyond a quarter of the heap the projects asked for least recently are dropped, to be loaded again when needed.
 */
public final class Columns {
    /** What smaller projects need is loaded faster than anybody notices. */
    private static final int LARGE = 10_000;
    /** What queries ask about. */
    private static final Set<Source> WARM = Set.of(Source.METRICS, Source.PARAMS, Source.LOG_OTHER, Source.TAG);

    private final Database database;
    private final ExperimentStore experiments = new ExperimentStore();
    private final ValueStore values = new ValueStore();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Map<Integer, ProjectColumns> projects = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostBytes = Runtime.getRuntime().maxMemory() / 4;

    Columns(Database database) {
        this.database = database;
    }

    /** A project with the columns that were asked for; only to be read inside {@link Columns#view}. */
    public static final class ColumnsView {
        private final ProjectColumns project;
        private final Map<Integer, Column> values;
        private final Map<MetadataField, FactColumn> facts;

        private ColumnsView(ProjectColumns project, Map<Integer, Column> values, Map<MetadataField, FactColumn> facts) {
            this.project = project;
            this.values = values;
            this.facts = facts;
        }

        /** How many experiments the project has; places run from 0 to below it, in the order the experiments were made. */
        public int size() {
            return project.size();
        }

        /** The number of the experiment at a place. */
        public int num(int place) {
            return project.num(place);
        }

        /** The places of the archived experiments, or of all others; the caller's own copy. */
        public BitSet selected(boolean archived) {
            return project.selected(archived);
        }

        public Column values(int column) {
            return values.get(column);
        }

        public FactColumn facts(MetadataField fact) {
            return facts.get(fact);
        }
    }

    /** Gives {@code use} a consistent view of a project with these columns, and returns what it returns. Nothing of the view may be kept. */
    public <T> T view(int project, Set<Integer> columns, Set<MetadataField> facts, Function<ColumnsView, T> use) {
        while (true) {
            lock.readLock().lock();
            try {
                ColumnsView view = loaded(project, columns, facts);
                if (view != null) {
                    return use.apply(view);
                }
            } finally {
                lock.readLock().unlock();
            }
            lock.writeLock().lock();
            try {
                load(project, columns, facts);
                // The lock is not given up between loading and using: another load could drop what was just loaded.
                lock.readLock().lock();
            } finally {
                lock.writeLock().unlock();
            }
            try {
                ColumnsView view = loaded(project, columns, facts);
                if (view != null) {
                    return use.apply(view);
                }
            } finally {
                lock.readLock().unlock();
            }
        }
    }

    /**
     * Loads what queries of large projects will ask about, up to half of the bound, a column at a time so that nobody waits
     * for more than one. The first query over 100,000 experiments takes seconds otherwise.
     *
     * @param stop asked between two columns. No interrupt may end this: the database would close its file.
     */
    public void warm(BooleanSupplier stop) {
        List<Integer> large = database.read(tx -> tx.all(
                "SELECT project, COUNT(*) FROM experiment GROUP BY project HAVING COUNT(*) >= ? ORDER BY 2 DESC",
                row -> row.getInt(1),
                LARGE));
        for (int project : large) {
            List<ColumnInfo> columns = database.read(tx -> values.columns(tx, project)).stream()
                    .filter(column -> WARM.contains(column.source()))
                    .toList();
            view(project, Set.of(), Set.of(), view -> null);
            for (ColumnInfo column : columns) {
                if (stop.getAsBoolean() || isHalfFull()) {
                    return;
                }
                view(project, Set.of(column.column()), Set.of(), view -> null);
            }
        }
    }

    private boolean isHalfFull() {
        lock.readLock().lock();
        try {
            return bytes() > mostBytes / 2;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Commits, then makes what is loaded follow, with nobody reading in between. */
    void commit(Commit commit, List<CommittedChange> changes) throws SQLException {
        lock.writeLock().lock();
        try {
            commit.run();
            for (CommittedChange change : changes) {
                ProjectColumns project = projects.get(change.project());
                if (project == null) {
                    continue;
                }
                if (change instanceof CommittedChange.OfValue value) {
                    Column column = project.values().get(value.column());
                    int place = project.place(value.experiment());
                    if (column != null && place >= 0) {
                        column.set(place, value.text());
                    }
                } else if (change instanceof CommittedChange.OfExperiment experiment) {
                    if (!project.put(experiment.row())) {
                        projects.remove(change.project());
                    }
                } else {
                    projects.remove(change.project());
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private ColumnsView loaded(int number, Set<Integer> columns, Set<MetadataField> facts) {
        ProjectColumns project;
        // The access order of the map changes by reading it, which the read lock alone does not guard.
        synchronized (projects) {
            project = projects.get(number);
        }
        if (project == null
                || !project.values().keySet().containsAll(columns)
                || !project.facts().keySet().containsAll(facts)) {
            return null;
        }
        Map<Integer, Column> mine = new HashMap<>();
        columns.forEach(column -> mine.put(column, project.values().get(column)));
        Map<MetadataField, FactColumn> known = new HashMap<>();
        facts.forEach(fact -> known.put(fact, project.facts().get(fact)));
        return new ColumnsView(project, mine, known);
    }

    private void load(int number, Set<Integer> columns, Set<MetadataField> facts) {
        database.read(tx -> {
            ProjectColumns project = projects.get(number);
            boolean isNew = project == null;
            if (isNew) {
                project = new ProjectColumns(number);
            }
            loadFacts(tx, project, facts, isNew);
            loadColumns(project, columns);
            projects.put(number, project);
            dropBeyondTheBound(number, columns, facts);
            return null;
        });
    }

    private void loadFacts(Tx tx, ProjectColumns project, Set<MetadataField> facts, boolean isNew) throws SQLException {
        Set<MetadataField> missing = new HashSet<>(facts);
        missing.removeAll(project.facts().keySet());
        if (missing.isEmpty() && !isNew) {
            return;
        }
        missing.forEach(fact -> project.facts().put(fact, new FactColumn(fact, Math.max(project.size(), 16))));
        // Columns that are loaded already stay as they are.
        experiments.each(tx, project.project, missing, row -> project.put(row, missing));
    }

    /** Each on a connection of its own: nothing is committed in between, since that needs the lock that is held here. */
    private void loadColumns(ProjectColumns project, Set<Integer> columns) {
        Map<Integer, Column> loaded = columns.parallelStream()
                .filter(column -> !project.values().containsKey(column))
                .collect(Collectors.toMap(
                        column -> column, column -> database.read(tx -> loadColumn(tx, project, column))));
        project.values().putAll(loaded);
    }

    private Column loadColumn(Tx tx, ProjectColumns project, int column) throws SQLException {
        Column loaded = new Column(project.size());
        int[] next = {0};
        ValueStore.TextVisitor each = (experiment, text) -> {
            int place = project.place(experiment, next[0]);
            if (place >= 0) {
                loaded.set(place, text.bytes(), text.start(), text.end());
                next[0] = place + 1;
            }
        };
        values.eachOf(tx, column, each);
        values.eachLinkedOf(tx, project.project, column, each);
        return loaded;
    }

    private void dropBeyondTheBound(int wanted, Set<Integer> columns, Set<MetadataField> facts) {
        for (int number : new ArrayList<>(projects.keySet())) {
            if (bytes() <= mostBytes) {
                return;
            }
            if (number != wanted) {
                projects.remove(number);
            }
        }
        if (bytes() > mostBytes) {
            ProjectColumns project = projects.get(wanted);
            project.values().keySet().retainAll(columns);
            project.facts().keySet().retainAll(facts);
        }
    }

    private long bytes() {
        return projects.values().stream().mapToLong(ProjectColumns::bytes).sum();
    }

    /** Makes the changes durable. */
    @FunctionalInterface
    interface Commit {
        void run() throws SQLException;
    }
}
