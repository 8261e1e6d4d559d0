package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.bulk.ExportWorld;
import io.cometsh.cli.ExportProcess.Ended;
import io.cometsh.support.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Exports that are killed, terminated, out of room, or two at once: no partial file has the final name, and the rest
 * continues.
 */
@Tag("launcher")
@Tag("python")
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExportInterruptedIT {
    private static final String KEPT = "partial results are saved; to continue, run the same command with --resume\n";

    @TempDir
    private Path worldFolder;

    @TempDir
    private Path out;

    @Test
    void rows_of_experiments_continue_after_a_kill() throws Exception {
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "150", "--points", "1", "--hold", "40")) {
            ExportProcess.start(out, world, "--runs", "-o", "runs.csv")
                    .until(world, "experiment/parameters", 41)
                    .signalled("KILL");
            assertThat(ExportProcess.names(out)).containsExactly(".runs.csv.export");
            int before = world.requests().size();
            world.release();
            Ended ended = ExportProcess.start(out, world, "--runs", "-o", "runs.csv", "--resume")
                    .ended();
            assertThat(ended).isEqualTo(new Ended(0, "runs.csv: 150 rows of 150 experiments\n"));
            assertThat(Files.mismatch(out.resolve("runs.csv"), world.runs())).isEqualTo(-1);
            assertThat(world.requests().stream().skip(before).filter(line -> line.startsWith("experiment/parameters")))
                    .as("only what had not been read: 41 had been asked for, 16 at once")
                    .hasSizeLessThanOrEqualTo(150 - 41 + 16);
        }
    }

    @Test
    void files_continue_after_a_kill_in_the_middle_of_one() throws Exception {
        try (ExportWorld world = ExportWorld.start(
                worldFolder,
                "--runs",
                "10",
                "--points",
                "1",
                "--assets",
                "3",
                "--asset-bytes",
                "200000",
                "--hold",
                "14")) {
            ExportProcess.start(out, world, "--assets", "-o", "files", "-q")
                    .until("half a file", () -> holdsHalfAFile(out.resolve(".files.export"), world.files()))
                    .signalled("KILL");
            assertThat(ExportProcess.names(out)).containsExactly(".files.export");
            world.release();
            assertThat(ExportProcess.start(out, world, "--assets", "-o", "files", "--resume")
                            .ended())
                    .isEqualTo(new Ended(0, "files: 30 files of 10 experiments\n"));
            assertSameFiles(out.resolve("files"), world.files());
            assertThat(world.requests())
                    .as("what had come of a file is not loaded again")
                    .anyMatch(line -> line.matches("experiment/asset/get-asset \\S+ bytes=[1-9]\\d*-"));
            assertThat(ExportProcess.names(out)).containsExactly("files", "files.manifest.json");
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130", "HUP,129"})
    void a_terminated_export_explains_how_to_continue_and_the_rest_follows(String signal, int exit) throws Exception {
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "60", "--points", "20", "--hold", "25")) {
            ExportProcess first = ExportProcess.start(out, world, "--metrics", "-o", "points.csv");
            assertThat(first.until(world, "get-all", 26).signalled(signal)).isEqualTo(new Ended(exit, KEPT));
            assertThat(ExportProcess.names(out)).containsExactly(".points.csv.export");
            world.release();
            assertThat(ExportProcess.start(out, world, "--metrics", "-o", "points.csv", "--resume")
                            .ended()
                            .exit())
                    .isZero();
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            assertThat(ExportProcess.names(out)).containsExactly("points.csv", "points.csv.manifest.json");
        }
    }

    @Test
    void two_at_once_to_one_place_do_not_meet() throws Exception {
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "40", "--points", "20", "--hold", "0")) {
            List<ExportProcess> four = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                four.add(ExportProcess.start(out, world, "--metrics", "-o", "points.csv"));
            }
            Await.until(
                    "three that give up",
                    () -> four.stream().filter(ExportProcess::isAlive).count() == 1);
            world.release();
            List<Integer> exits = new ArrayList<>();
            for (ExportProcess one : four) {
                Ended ended = one.ended();
                exits.add(ended.exit());
                if (ended.exit() != 0) {
                    assertThat(ended.talk())
                            .contains("another cometsh is exporting to")
                            .contains("wait for it");
                }
            }
            assertThat(exits).containsExactlyInAnyOrder(0, 1, 1, 1);
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            assertThat(ExportProcess.names(out)).containsExactly("points.csv", "points.csv.manifest.json");
        }
    }

    @Test
    void without_room_it_is_an_error_and_with_room_again_it_continues() throws Exception {
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "20", "--points", "200")) {
            // A file may have so many KiB: the parts, which share several files, fit, and the output does not.
            Ended full = ExportProcess.startAfter("ulimit -f 400;", out, world, "--metrics", "-o", "points.csv")
                    .ended();
            assertThat(full.exit()).isEqualTo(1);
            assertThat(full.talk()).contains("cannot write", "points.csv", KEPT);
            assertThat(ExportProcess.names(out)).containsExactly(".points.csv.export");
            int before = world.requests().size();
            assertThat(ExportProcess.start(out, world, "--metrics", "-o", "points.csv", "--resume")
                            .ended()
                            .exit())
                    .isZero();
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            // The number of experiments that were read before is a matter of time; they are not read again.
            assertThat(world.requests().size() - before).as("of twenty").isLessThan(20);
        }
    }

    /** The files that the server sends whole are there, and one of the interrupted files is there up to its middle. */
    private static boolean holdsHalfAFile(Path export, Path theirs) throws IOException {
        File[] halves = export.resolve("halves").toFile().listFiles();
        if (halves == null
                || !Files.exists(export.resolve("files"))
                || files(export.resolve("files")).size() < 14) {
            return false;
        }
        Set<Long> middles = files(theirs).stream()
                .map(name -> theirs.resolve(name).toFile().length() / 2)
                .filter(middle -> middle > 100)
                .collect(Collectors.toSet());
        return Arrays.stream(halves).anyMatch(half -> middles.contains(half.length()));
    }

    private static void assertSameFiles(Path ours, Path theirs) throws IOException {
        List<String> names = files(theirs);
        assertThat(files(ours)).isEqualTo(names);
        for (String name : names) {
            assertThat(Files.mismatch(ours.resolve(name), theirs.resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
