package io.cometsh.server.store;

import java.nio.file.Path;

/** Everything that is kept: the database with its tables, and the files of assets. */
public final class Store implements AutoCloseable {
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

    private Store(Database database, AssetFiles files) {
        this.database = database;
        this.files = files;
    }

    /** @param folder the data folder; null keeps everything in memory (assets in a temporary folder) until close */
    public static Store open(Path folder) {
        if (folder == null) {
            return new Store(Database.inMemory(), AssetFiles.temporary());
        }
        return new Store(Database.inFolder(folder), AssetFiles.in(folder.resolve("assets")));
    }

    public <T> T read(Database.Work<T> work) {
        return database.read(work);
    }

    public <T> T write(Database.Work<T> work) {
        return database.write(work);
    }

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

    public AssetFiles files() {
        return files;
    }

    @Override
    public void close() {
        database.close();
        files.close();
    }
}
