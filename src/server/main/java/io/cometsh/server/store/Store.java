package io.cometsh.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Everything that is kept: the database with its tables, and the files of assets. */
public final class Store implements AutoCloseable {
    static final String ASSETS = "assets";

    private static final long TOTALS_AGE = TimeUnit.MINUTES.toNanos(1);

    private final Database database;
    private final AssetFiles files;
    private final ProjectStore projects = new ProjectStore();
    private final ExperimentStore experiments = new ExperimentStore();
    private final ValueStore values = new ValueStore();
    private final DocumentStore documents = new DocumentStore();
    private final AssetStore assets = new AssetStore();
    private final KeptAssetStore kept = new KeptAssetStore();
    private final RegistryStore registry = new RegistryStore();
    private final ArtifactStore artifacts = new ArtifactStore();
    private final ViewStore views = new ViewStore();
    private final OptimizerStore optimizers = new OptimizerStore();
    private final PanelStore panels = new PanelStore();

    private final Path temporary;
    private final LongAdder points = new LongAdder();
    private AssetTotals totals;
    private long totalsAt;

    private Store(Database database, Path folder, Path temporary) {
        this.database = database;
        this.files = new AssetFiles(folder.resolve(ASSETS), database.failures(), temporary == null);
        this.temporary = temporary;
    }

    /** As {@link #open(Path, Path)}; the program's part of SQLite is kept in the data folder. */
    public static Store open(Path folder) {
        return open(folder, null);
    }

    /**
     * Opens a store.
     *
     * @param folder the data folder; null keeps everything in a temporary folder until close
     * @param programs a folder where the program's part of SQLite can be kept and run from; null when there is none
     * @throws StoreException when the folder cannot be opened or written, or is being served already
     */
    public static Store open(Path folder, Path programs) {
        try {
            Path temporary = folder == null ? Files.createTempDirectory("cometsh-server") : null;
            Path data = folder == null ? temporary : folder;
            SqliteLibrary.load(Stream.of(
                            programs,
                            folder == null
                                    ? null
                                    : Files.createDirectories(folder)
                                            .toRealPath()
                                            .resolve(SqliteLibrary.FOLDER))
                    .filter(place -> place != null)
                    .toList());
            return new Store(
                    folder == null ? Database.inTemporaryFolder(data) : Database.inFolder(data), data, temporary);
        } catch (IOException e) {
            throw StoreFailures.opening(folder, e);
        }
    }

    /** Why nothing can be written; empty when it can. This tries, unless something was written a moment ago. */
    public Optional<StoreException> trouble() {
        return database.trouble();
    }

    /** Notes that something could not be written, so that {@link #trouble} looks. */
    public void suspect(StoreException failure) {
        database.suspect(failure);
    }

    public <T> T read(Database.Work<T> work) {
        return database.read(work);
    }

    public <T> T write(Database.Work<T> work) {
        return database.write(work);
    }

    /** Sets the workspaces that this thread may use from now on; null is all, as for the server's own work. */
    public void setScope(WorkspaceAccess workspaces) {
        database.setScope(workspaces);
    }

    /** Counts points that were kept. */
    public void countPoints(long more) {
        points.add(more);
    }

    /** How many points were kept since the store was opened. */
    public long pointsWritten() {
        return points.sum();
    }

    /** How many writes wait for the writer. */
    public int writesWaiting() {
        return database.waiting();
    }

    /** The size of the database and its log. */
    public long databaseBytes() {
        return database.bytes();
    }

    /** Free room on the disk of the data folder. */
    public long freeBytes() {
        return database.failures().freeRoom();
    }

    /** How many files of assets there are, and their size; at most a minute old, since they have to be counted. */
    public synchronized AssetTotals assetTotals() {
        long now = System.nanoTime();
        if (totals == null || now - totalsAt > TOTALS_AGE) {
            totals = read(tx -> tx.first(
                            "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM (SELECT size FROM asset WHERE link IS NULL"
                                    + " UNION ALL SELECT size FROM kept_asset WHERE link IS NULL)",
                            row -> new AssetTotals(row.getLong(1), row.getLong(2)))
                    .orElseThrow());
            totalsAt = now;
        }
        return totals;
    }

    /** How many files of assets there are, and their size. */
    public record AssetTotals(long files, long bytes) {}

    public Columns columns() {
        return database.columns();
    }

    public ProjectStore projects() {
        return projects;
    }

    public ExperimentStore experiments() {
        return experiments;
    }

    public ValueStore values() {
        return values;
    }

    public DocumentStore documents() {
        return documents;
    }

    public AssetStore assets() {
        return assets;
    }

    public KeptAssetStore kept() {
        return kept;
    }

    public RegistryStore registry() {
        return registry;
    }

    public ArtifactStore artifacts() {
        return artifacts;
    }

    public ViewStore views() {
        return views;
    }

    public OptimizerStore optimizers() {
        return optimizers;
    }

    public PanelStore panels() {
        return panels;
    }

    public AssetFiles files() {
        return files;
    }

    @Override
    public void close() {
        database.close();
        if (temporary != null) {
            try {
                AssetFiles.removeTree(temporary);
            } catch (IOException e) {
                throw new StoreException(StoreException.Reason.CANNOT_WRITE, "cannot remove " + temporary, e);
            }
        }
    }
}
