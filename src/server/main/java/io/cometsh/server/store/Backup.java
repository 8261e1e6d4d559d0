package io.cometsh.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies of a data folder: taken while a server uses it, and put back.
 *
 * <pre>{@code
 * Backup.Result result = Backup.make(folder, to, null);
 * Backup.restore(to, other, false, null);
 * }</pre>
 *
 * <p>A backup is a data folder with a file {@code backup.txt}. A second backup to the same place copies only the files of assets that are new, and the place holds a whole backup at every
 * moment: the new database takes the old one's name when all its files are there, and only then are the others removed.
 */
public final class Backup {
    private static final String MARK = "backup.txt";
    private static final String RESTORING = "restoring";
    /** What was removed between the copy of the database and that of the files is not in the next copy of the database. */
    private static final int ATTEMPTS = 5;

    private static final int CACHE_KIB = 16 * 1024;

    private final Path folder;
    private final Path to;
    private long copied;
    private long copiedBytes;

    private Backup(Path folder, Path to) {
        this.folder = folder;
        this.to = to;
    }

    /**
     * What a backup has and what it took.
     *
     * @param content what its check found
     * @param copied files of assets that were copied; the others were there
     */
    public record Result(FolderCheck.Result content, long copied, long copiedBytes, long unchanged) {
        @Override
        public String toString() {
            return content
                    + String.format(
                            Locale.ROOT,
                            "; %,d files copied (%,d bytes), %,d unchanged",
                            copied,
                            copiedBytes,
                            unchanged);
        }
    }

    private record Asset(Path file, long size) {}

    /**
     * Copies a data folder, also while a server uses it. What was acknowledged before is in the copy.
     *
     * @param to a folder that is not there, is empty, or has an earlier backup
     * @param programs a folder for SQLite's library; null for one in the data folder
     * @throws StoreException when {@code to} cannot be used
     */
    public static Result make(Path folder, Path to, Path programs) throws IOException {
        Path from = FolderCheck.database(folder).getParent();
        library(from, programs);
        makeFolder(to);
        Path target = to.toRealPath();
        if (target.startsWith(from) || from.startsWith(target)) {
            throw refused(to + " and the data folder " + folder + " are one inside the other: give another folder");
        }
        if (!isEmpty(target) && !Files.exists(target.resolve(MARK))) {
            throw refused(to + " is not empty, and not a backup of cometsh: give another folder");
        }
        StoreLock lock = StoreLock.take(target);
        try {
            return new Backup(from, target).make();
        } finally {
            lock.close();
        }
    }

    private Result make() throws IOException {
        mark("unfinished");
        Path part = to.resolve(Database.FILE + ".part");
        Set<Path> named = new HashSet<>();
        for (int attempt = 1; ; attempt++) {
            snapshot(part);
            List<Asset> assets = assets(part);
            if (copy(assets) || attempt == ATTEMPTS) {
                assets.forEach(asset -> named.add(asset.file()));
                break;
            }
        }
        Path file = to.resolve(Database.FILE);
        removeLog(to);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (Path old : files(to)) {
            if (!named.contains(to.resolve(Store.ASSETS).relativize(old))) {
                Files.delete(old);
            }
        }
        FolderCheck.Result content = FolderCheck.of(to);
        mark("of " + folder + ": " + content);
        return new Result(content, copied, copiedBytes, Math.max(0, named.size() - copied));
    }

    /** The database as it is at one moment. Writes of a server go on meanwhile. */
    private void snapshot(Path part) throws IOException {
        Files.deleteIfExists(part);
        // SQLite writes into an empty file too, and so it has the rights that it was made with.
        OwnFile.make(part);
        try (Tx tx = new Tx(Database.connect(folder.resolve(Database.FILE), true, CACHE_KIB))) {
            tx.connection().setAutoCommit(true);
            try (Statement statement = tx.connection().createStatement()) {
                statement.execute("VACUUM INTO '" + part.toString().replace("'", "''") + "'");
            }
        } catch (SQLException e) {
            Files.deleteIfExists(part);
            throw new StoreFailures(to).writing(e);
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static List<Asset> assets(Path database) {
        AssetFiles names = new AssetFiles(Path.of(""), new StoreFailures(database), false);
        List<Asset> assets = new ArrayList<>();
        try (Tx tx = new Tx(Database.connect(database, true, CACHE_KIB))) {
            tx.each(
                    "SELECT e.exp_key, a.id, a.size FROM asset a JOIN experiment e ON e.num = a.experiment WHERE a.link IS NULL"
                            + " UNION ALL SELECT owner, id, size FROM kept_asset WHERE link IS NULL",
                    row -> assets.add(new Asset(names.path(row.getString(1), row.getString(2)), row.getLong(3))));
        } catch (SQLException e) {
            throw new StoreFailures(database).reading(e);
        }
        return assets;
    }

    /** Whether all of them are there now. */
    private boolean copy(List<Asset> assets) throws IOException {
        boolean whole = true;
        for (Asset asset : assets) {
            Path source = folder.resolve(Store.ASSETS).resolve(asset.file());
            Path target = to.resolve(Store.ASSETS).resolve(asset.file());
            try {
                if (!isSame(source, target)) {
                    copy(source, target);
                }
                whole &= Files.size(target) == asset.size();
            } catch (NoSuchFileException e) {
                whole = false;
            }
        }
        return whole;
    }

    /** Files of assets are never written into: a new upload makes a new file. */
    private static boolean isSame(Path source, Path target) throws IOException {
        return Files.exists(target)
                && Files.size(source) == Files.size(target)
                && Files.getLastModifiedTime(source).toMillis()
                        == Files.getLastModifiedTime(target).toMillis();
    }

    private void copy(Path source, Path target) throws IOException {
        makeFolder(Objects.requireNonNull(target.getParent(), "a file of a backup has a folder"));
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.copy(source, part, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        long size = Files.size(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        copied++;
        copiedBytes += size;
    }

    private void mark(String state) throws IOException {
        OwnFile.make(to.resolve(MARK));
        Files.writeString(to.resolve(MARK), Instant.now() + " " + state + "\n", StandardCharsets.UTF_8);
    }

    /**
     * Puts a backup, or a copy of a data folder, into a data folder. A server must not use it.
     *
     * @param force replaces what is in the folder, and takes a backup with problems as it is
     * @throws StoreException when the folder is not empty, is being served, or the backup has problems
     */
    public static FolderCheck.Result restore(Path from, Path folder, boolean force, Path programs) throws IOException {
        Path source = Objects.requireNonNull(FolderCheck.database(from).getParent(), "a database has a folder");
        library(source, programs);
        FolderCheck.Result content = FolderCheck.of(source);
        if (!content.problems().isEmpty() && !force) {
            throw refused(from + " has problems (" + content.problems().get(0)
                    + "; cometsh server check lists all): --force restores what there is");
        }
        makeFolder(folder);
        Path target = folder.toRealPath();
        if (target.startsWith(source) || source.startsWith(target)) {
            throw refused(from + " and the data folder " + folder + " are one inside the other: give another folder");
        }
        if (!isEmpty(target) && !force) {
            throw refused("the data folder " + folder + " is not empty: --force replaces what is in it");
        }
        StoreLock lock = StoreLock.take(target);
        try {
            put(source, target);
        } finally {
            lock.close();
        }
        return FolderCheck.of(target);
    }

    /** Copies to a temporary name in the folder, and then renames. */
    private static void put(Path source, Path target) throws IOException {
        Path beside = target.resolve(RESTORING);
        AssetFiles.removeTree(beside);
        makeFolder(beside);
        Backup copying = new Backup(source, beside);
        for (Path file : files(source)) {
            copying.copy(file, beside.resolve(source.relativize(file)));
        }
        copying.snapshot(beside.resolve(Database.FILE));
        if (Files.exists(target.resolve(Store.ASSETS))) {
            Files.move(target.resolve(Store.ASSETS), beside.resolve("before"));
        }
        removeLog(target);
        Files.move(
                beside.resolve(Database.FILE),
                target.resolve(Database.FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(beside.resolve(Store.ASSETS))) {
            Files.move(beside.resolve(Store.ASSETS), target.resolve(Store.ASSETS));
        }
        AssetFiles.removeTree(beside);
    }

    private static List<Path> files(Path data) throws IOException {
        Path all = data.resolve(Store.ASSETS);
        if (!Files.exists(all)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(all)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** The log of another database would be taken for that of the new one. */
    private static void removeLog(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(Database.FILE + "-wal"));
        Files.deleteIfExists(data.resolve(Database.FILE + "-shm"));
    }

    private static void library(Path data, Path programs) {
        SqliteLibrary.load(programs == null ? List.of(data.resolve(SqliteLibrary.FOLDER)) : List.of(programs));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(entry -> entry.getFileName().toString().equals("lost+found"));
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(
                    folder,
                    folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                            }
                            : new FileAttribute<?>[0]);
        } catch (FileAlreadyExistsException e) {
            throw refused(folder + " is not a folder");
        }
    }

    private static StoreException refused(String why) {
        return new StoreException(StoreException.Reason.CANNOT_OPEN, why, null);
    }
}
