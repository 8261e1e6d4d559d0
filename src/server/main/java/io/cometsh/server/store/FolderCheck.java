package io.cometsh.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at a data folder as a whole: the pages of the file, the references between the tables, each point, each file of an asset. It changes nothing, and can run beside a server.
 *
 * <pre>{@code
 * FolderCheck.Result result = FolderCheck.of(folder);
 * result.problems().forEach(System.out::println);
 * }</pre>
 */
public final class FolderCheck {
    /** A question about the tables, and what it means when it has an answer. */
    private record Rule(String problem, String sql) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "an experiment is in a project that is not there: ",
                    "SELECT exp_key FROM experiment WHERE project NOT IN (SELECT num FROM project)"),
            new Rule(
                    "a value belongs to no experiment: ",
                    "SELECT id FROM val WHERE experiment NOT IN (SELECT num FROM experiment)"),
            new Rule(
                    "a value has no name: ",
                    "SELECT id FROM val WHERE id / 4294967296 NOT IN (SELECT num FROM column_info)"),
            new Rule(
                    "points belong to no experiment: ",
                    "SELECT num FROM points WHERE experiment NOT IN (SELECT num FROM experiment)"),
            new Rule(
                    "an asset belongs to no experiment: ",
                    "SELECT id FROM asset WHERE experiment NOT IN (SELECT num FROM experiment)"),
            new Rule(
                    "a version belongs to no registry model: ",
                    "SELECT id FROM registry_version WHERE model NOT IN (SELECT id FROM registry_model)"),
            new Rule(
                    "a version belongs to no artifact: ",
                    "SELECT id FROM artifact_version WHERE artifact NOT IN (SELECT id FROM artifact)"));

    private final Path folder;
    private final AssetFiles files;
    private final List<String> problems = new ArrayList<>();
    private final Set<Path> known = new HashSet<>();
    private long experiments;
    private long points;
    private long assets;

    private FolderCheck(Path folder) {
        this.folder = folder;
        this.files = new AssetFiles(folder.resolve(Store.ASSETS), new StoreFailures(folder), false);
    }

    /**
     * What was found.
     *
     * @param problems a sentence each; empty when all is there
     * @param leftovers files that no row names: what was being written or removed when a server was killed
     */
    public record Result(long experiments, long points, long assets, List<String> problems, List<Path> leftovers) {
        public Result {
            problems = List.copyOf(problems);
            leftovers = List.copyOf(leftovers);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d experiments, %,d points, %,d assets", experiments, points, assets);
        }
    }

    /**
     * Checks a folder.
     *
     * @throws NoSuchFileException when nothing is kept there
     * @throws StoreException when the file cannot be read, or is of a version before SQLite
     */
    public static Result of(Path folder) throws IOException {
        return new FolderCheck(folder).check(database(folder));
    }

    /** The database of a folder, where it really is. */
    static Path database(Path folder) throws IOException {
        Path file = folder.resolve(Database.FILE);
        if (!Files.exists(file)) {
            if (Files.exists(folder.resolve(OldFolder.OLD))) {
                throw new StoreException(
                        StoreException.Reason.CANNOT_OPEN,
                        folder + " is of an earlier version: start the server on it once, which moves its data",
                        null);
            }
            throw new NoSuchFileException(file.toString());
        }
        return file.toRealPath();
    }

    private Result check(Path file) throws IOException {
        SqliteLibrary.load(List.of(folder.toRealPath().resolve(SqliteLibrary.FOLDER)));
        List<Path> leftovers = List.of();
        try (Tx tx = new Tx(Database.connect(file, true, 64 * 1024))) {
            tx.each("PRAGMA integrity_check", row -> {
                if (!row.getString(1).equals("ok")) {
                    problems.add("the file " + file + ": " + row.getString(1));
                }
            });
            for (Rule rule : RULES) {
                tx.each(rule.sql(), row -> problems.add(rule.problem() + row.getString(1)));
            }
            points(tx);
            assets(tx);
            leftovers = leftovers();
        } catch (SQLException e) {
            problems.add("the file " + file + " cannot be read: " + e.getMessage());
        }
        return new Result(experiments, points, assets, problems, leftovers);
    }

    /** Counts the points of each metric, one experiment after the other, and compares with the number that the metric stores. */
    private void points(Tx tx) throws SQLException {
        tx.each("SELECT num, exp_key FROM experiment", experiment -> {
            experiments++;
            int num = experiment.getInt(1);
            String key = experiment.getString(2);
            Map<Integer, Long> found = new HashMap<>();
            tx.each(
                    "SELECT num, col, data FROM points WHERE experiment = ?",
                    row -> found.merge(row.getInt(2), count(row.getLong(1), row.getBytes(3)), Long::sum),
                    num);
            found.values().forEach(count -> points += count);
            tx.each(
                    "SELECT v.id / 4294967296, v.n, v.tail, c.name FROM val v JOIN column_info c ON c.num = v.id / 4294967296 WHERE v.experiment = ? AND c.source = ?",
                    row -> {
                        long there = found.getOrDefault(row.getInt(1), 0L);
                        if (row.getLong(3) != 0 && there != row.getLong(2)) {
                            problems.add("metric " + row.getString(4) + " of experiment " + key + " has " + there
                                    + " points of " + row.getLong(2));
                        }
                    },
                    num,
                    Source.METRICS.ordinal());
        });
    }

    private long count(long row, byte[] data) {
        try {
            List<MetricPoint> decoded = new ArrayList<>();
            PointCodec.decode(data, decoded);
            return decoded.size();
        } catch (RuntimeException e) {
            problems.add("the points in row " + row + " cannot be read");
            return 0;
        }
    }

    private void assets(Tx tx) throws SQLException {
        tx.each(
                "SELECT e.exp_key, a.id, a.size, a.link FROM asset a JOIN experiment e ON e.num = a.experiment",
                row -> asset(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
        tx.each(
                "SELECT owner, id, size, link FROM kept_asset",
                row -> asset(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
    }

    private void asset(String owner, String id, long size, String link) {
        assets++;
        if (link != null) {
            return;
        }
        Path file = files.path(owner, id);
        known.add(file);
        long there = file.toFile().length();
        if (!Files.exists(file)) {
            problems.add("asset " + id + " of " + owner + ": its file is not there: " + file);
        } else if (there != size) {
            problems.add("asset " + id + " of " + owner + " has " + there + " bytes of " + size + ": " + file);
        }
    }

    private List<Path> leftovers() throws IOException {
        Path all = folder.resolve(Store.ASSETS);
        if (!Files.exists(all)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(all)) {
            return paths.filter(Files::isRegularFile)
                    .filter(file -> !known.contains(file))
                    .sorted()
                    .toList();
        }
    }
}
