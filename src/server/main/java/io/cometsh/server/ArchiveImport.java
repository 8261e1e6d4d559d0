package io.cometsh.server;

import io.cometsh.server.route.DownloadImport;
import io.cometsh.server.route.ImportPlan;
import io.cometsh.server.route.ImportResult;
import io.cometsh.server.route.OfflineImport;
import io.cometsh.server.route.Services;
import io.cometsh.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Imports offline archives of the official SDK and folders of {@code cometx download} into a data folder that no server uses.
 *
 * <pre>{@code
 * try (ArchiveImport target = ArchiveImport.into(folder, null)) {
 *     for (Path archive : ArchiveImport.find(source).archives()) {
 *         target.run(archive, null);
 *     }
 * }
 * }</pre>
 */
public final class ArchiveImport implements AutoCloseable {
    /** Below the folder of a download: workspace, project, experiment. */
    private static final int DEEPEST = 3;

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

    /**
     * What a source has.
     *
     * @param archives offline archives, packed or unpacked, and folders of experiments that cometx wrote
     * @param left files that belong to no archive
     */
    public record Found(List<Path> archives, List<Path> left) {
        public Found {
            archives = List.copyOf(archives);
            left = List.copyOf(left);
        }
    }

    /**
     * Looks for archives: the source is one, or a folder of them. For cometx the source is the folder of an experiment, of a project, of a workspace, or the folder of the download.
     *
     * @throws IOException when there are none
     */
    public static Found find(Path source) throws IOException {
        List<Path> archives = new ArrayList<>();
        List<Path> left = new ArrayList<>();
        if (Files.isDirectory(source)) {
            collect(source, 0, archives, left);
        } else {
            archives.add(source);
        }
        if (archives.isEmpty()) {
            throw new IOException(source + " has no offline archive and no experiment: a zip file that"
                    + " comet_ml.OfflineExperiment made, or a folder of \"cometx download\" is expected");
        }
        return new Found(archives, left);
    }

    private static void collect(Path folder, int depth, List<Path> archives, List<Path> left) throws IOException {
        if (isUnpacked(folder) || DownloadImport.is(folder)) {
            archives.add(folder);
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                if (depth < DEEPEST) {
                    collect(file, depth + 1, archives, left);
                } else {
                    left.add(file);
                }
            } else if (depth == 0 && file.toString().endsWith(".zip")) {
                archives.add(file);
            } else if (!DownloadImport.isOfProject(file)) {
                left.add(file);
            }
        }
    }

    private static boolean isUnpacked(Path folder) {
        return Files.exists(folder.resolve("messages.json"));
    }

    private static boolean isDownload(Path archive) {
        return Files.isDirectory(archive) && !isUnpacked(archive);
    }

    /** What an archive has; changes nothing. */
    public ImportPlan plan(Path archive) throws IOException {
        return isDownload(archive) ? DownloadImport.plan(services, archive) : OfflineImport.plan(services, archive);
    }

    /**
     * Imports an archive and compares.
     *
     * @param workspace the target; null takes the workspace of the archive
     */
    public ImportResult run(Path archive, String workspace) throws IOException {
        return isDownload(archive)
                ? DownloadImport.run(services, archive, workspace)
                : OfflineImport.run(services, archive, workspace);
    }

    @Override
    public void close() {
        store.close();
    }
}
