package io.cometsh.server;

import io.cometsh.server.route.OfflineImport;
import io.cometsh.server.route.Services;
import io.cometsh.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Imports offline archives of the official SDK into a data folder that no server uses.
 *
 * <pre>{@code
 * try (ArchiveImport target = ArchiveImport.into(folder, null)) {
 *     for (Path archive : ArchiveImport.archives(source)) {
 *         target.run(archive, null);
 *     }
 * }
 * }</pre>
 */
public final class ArchiveImport implements AutoCloseable {
    private final Store store;
    private final Services services;

    private ArchiveImport(Store store) {
        this.store = store;
        this.services = OfflineImport.services(store);
    }

    /**
     * Opens a data folder, which is made if need be.
     *
     * @param programs a folder for SQLite's library; null for one in the data folder
     * @throws io.cometsh.server.store.StoreException when it cannot be opened, for instance because a server uses it
     */
    public static ArchiveImport into(Path folder, Path programs) {
        PrivateFolder.make(folder);
        return new ArchiveImport(Store.open(folder, programs));
    }

    /** For plans only. */
    public static ArchiveImport nowhere() {
        return new ArchiveImport(Store.open(null));
    }

    /** The archives of a folder; a zip or an unpacked archive is one itself. */
    public static List<Path> archives(Path source) throws IOException {
        if (!Files.isDirectory(source) || Files.exists(source.resolve("messages.json"))) {
            return List.of(source);
        }
        try (Stream<Path> files = Files.list(source)) {
            List<Path> archives = files.filter(
                            file -> file.toString().endsWith(".zip") || Files.exists(file.resolve("messages.json")))
                    .sorted()
                    .toList();
            if (archives.isEmpty()) {
                throw new IOException(source
                        + " has no offline archive: a zip file that comet_ml.OfflineExperiment made" + " is expected");
            }
            return archives;
        }
    }

    /** What an archive has; changes nothing. */
    public OfflineImport.Plan plan(Path archive) throws IOException {
        return OfflineImport.plan(services, archive);
    }

    /**
     * Imports an archive and compares.
     *
     * @param workspace the target; null takes the workspace of the archive
     */
    public OfflineImport.Result run(Path archive, String workspace) throws IOException {
        return OfflineImport.run(services, archive, workspace);
    }

    @Override
    public void close() {
        store.close();
    }
}
