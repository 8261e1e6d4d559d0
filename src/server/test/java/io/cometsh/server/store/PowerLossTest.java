package io.cometsh.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power failure leaves any of the sectors on the disk that were being written, in any order. What SQLite had synced
 * before stays: a commit syncs its log, and the pages of the file follow from a log that is synced. So between two commits
 * the folder can be the old file with any part of the new log, or any part of the new file with the whole new log.
 */
@Tag("slow")
class PowerLossTest {
    private static final int SECTOR = 512;
    private static final int COMMITS = 180;
    private static final int POINTS = 2500;

    @TempDir
    private Path folder;

    private final Random random = new Random(20);

    private record OnDisk(byte[] file, byte[] log) {}

    @Test
    void every_commit_that_was_acknowledged_is_there_after_it() throws IOException {
        Path served = folder.resolve("served");
        int opened = 0;
        int checkpoints = 0;
        try (Store store = Store.open(served)) {
            BulkWriter.write(store, "w", "p", 1, (run, i) -> run.param("lr", i));
            ExperimentRow row = store.read(tx -> store.experiments().byKey(tx, BulkWriter.key(0)))
                    .orElseThrow();
            OnDisk before = read(served);
            for (int commit = 1; commit <= COMMITS; commit++) {
                List<MetricPoint> points = points(commit);
                store.write(tx -> {
                    store.values().putPoints(tx, row, "m", points, false);
                    return null;
                });
                OnDisk after = read(served);
                boolean checkpoint = !Arrays.equals(before.file(), after.file());
                // The first one after a checkpoint begins the log again.
                boolean again = !Arrays.equals(before.log(), 0, 32, after.log(), 0, 32);
                checkpoints += checkpoint ? 1 : 0;
                if (checkpoint || again || commit % 20 == 0) {
                    check(new OnDisk(before.file(), torn(before.log(), after.log())), commit - 1, commit);
                    check(new OnDisk(before.file(), cut(before.log(), after.log())), commit - 1, commit);
                    check(new OnDisk(torn(before.file(), after.file()), after.log()), commit, commit);
                    opened += 3;
                }
                before = after;
            }
        }
        assertThat(checkpoints).as("the log went into the file meanwhile").isGreaterThan(1);
        assertThat(opened).isGreaterThan(30);
    }

    private List<MetricPoint> points(int commit) {
        List<MetricPoint> points = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            points.add(new MetricPoint(random.nextDouble(), (long) commit * POINTS + i, null, 1000L * commit, null));
        }
        return points;
    }

    /**
     * Opens what is left and looks for the commits up to {@code least}; each later commit is there as a whole or not at
     * all.
     */
    private void check(OnDisk left, int least, int most) throws IOException {
        Path copy = Files.createTempDirectory(folder, "left");
        Files.write(copy.resolve("comet.db"), left.file());
        Files.write(copy.resolve("comet.db-wal"), left.log());
        try (Store store = Store.open(copy)) {
            ExperimentRow row = store.read(tx -> store.experiments().byKey(tx, BulkWriter.key(0)))
                    .orElseThrow();
            List<MetricPoint> points = store.read(tx -> store.values().points(tx, row, "m"));
            assertThat(points.size()).isIn(least * POINTS, most * POINTS);
            for (int i = 0; i < points.size(); i++) {
                assertThat(points.get(i).step()).isEqualTo(POINTS + i);
            }
        }
        assertThat(FolderCheck.of(copy).problems()).isEmpty();
        AssetFiles.removeTree(copy);
    }

    /** Any of the sectors that differ are the new ones. */
    private byte[] torn(byte[] before, byte[] after) {
        byte[] left = Arrays.copyOf(before, Math.max(before.length, after.length));
        for (int at = 0; at < after.length; at += SECTOR) {
            if (random.nextBoolean()) {
                System.arraycopy(after, at, left, at, Math.min(SECTOR, after.length - at));
            }
        }
        return left;
    }

    /** The writing stopped at any byte. */
    private byte[] cut(byte[] before, byte[] after) {
        int first = Arrays.mismatch(before, after);
        int at = first < 0 ? after.length : first + random.nextInt(Math.max(1, after.length - first));
        byte[] left = Arrays.copyOf(before, Math.max(before.length, at));
        System.arraycopy(after, 0, left, 0, at);
        return left;
    }

    private static OnDisk read(Path served) throws IOException {
        return new OnDisk(
                Files.readAllBytes(served.resolve("comet.db")), Files.readAllBytes(served.resolve("comet.db-wal")));
    }
}
