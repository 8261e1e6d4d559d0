package io.cometsh.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.bulk.ExportWorld;
import io.cometsh.support.Await;
import io.cometsh.support.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cometsh export} as a process: in little memory, killed and resumed, beside the output of an independent
 * program.
 */
@Tag("launcher")
@Tag("python")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExportIT {
    @TempDir
    private Path worldFolder;

    @TempDir
    private Path out;

    private record Run(int exit, String talk) {}

    @Test
    void three_million_points_pass_through_a_heap_of_26_MB() throws Exception {
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "30", "--points", "100000", "--same")) {
            Run run = run(world, Map.of("COMETSH_JAVA_OPTS", "-Xmx26m"), "--metrics", "-o", "points.csv");
            assertThat(run).isEqualTo(new Run(0, "points.csv: 3,000,000 points of 30 experiments\n"));
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
        }
    }

    @Test
    void killed_and_resumed_it_gives_the_same_bytes_and_reads_nothing_twice() throws Exception {
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "120", "--points", "30", "--hold", "24")) {
            Process process = start(world, Map.of(), "--metrics", "-o", "points.csv.gz", "-q");
            Path parts = out.resolve(".points.csv.gz.export/parts-2/index");
            Await.until("24 experiments are read", () -> done(parts) == 24);
            process.destroyForcibly().waitFor();
            assertThat(out.resolve("points.csv.gz")).doesNotExist();
            int done = done(parts);
            int before = world.requests().size();
            world.release();

            assertThat(run(world, Map.of(), "--metrics", "-o", "points.csv.gz", "-q", "--resume"))
                    .isEqualTo(new Run(0, ""));
            List<String> again =
                    world.requests().subList(before, world.requests().size());
            assertThat(again.stream().filter(line -> line.startsWith("experiment/metrics/get-all")))
                    .as("only what had not been read")
                    .hasSize(120 - done);
            Python.run(
                    "import gzip, sys\na, b = sys.stdin.read().split('\\n')\n"
                            + "assert gzip.open(a).read() == open(b, 'rb').read()",
                    out.resolve("points.csv.gz") + "\n" + world.points());
            run(world, Map.of(), "--metrics", "-o", "second.csv.gz", "-q");
            assertThat(Files.mismatch(out.resolve("points.csv.gz"), out.resolve("second.csv.gz")))
                    .isEqualTo(-1);
            try (Stream<Path> files = Files.list(out)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder(
                                "points.csv.gz",
                                "points.csv.gz.manifest.json",
                                "second.csv.gz",
                                "second.csv.gz.manifest.json");
            }
        }
    }

    @Test
    void a_part_that_fails_is_reported_and_ends_with_6() throws Exception {
        Map<String, String> noRetries = Map.of("COMET_HTTP_SESSION_RETRY_TOTAL", "0");
        try (ExportWorld world = ExportWorld.start(worldFolder, "--runs", "40", "--points", "3", "--fail", "5")) {
            Run refused = run(world, noRetries, "--runs", "-o", "runs.parquet");
            assertThat(refused.exit()).isEqualTo(6);
            assertThat(refused.talk())
                    .contains("experiment_key", "500 unexpected error")
                    .contains("nothing was written to runs.parquet: 5 of 40 experiments failed")
                    .contains("--resume", "--keep-going");
            assertThat(out.resolve("runs.parquet")).doesNotExist();

            Run partial = run(world, noRetries, "--runs", "-o", "runs.parquet", "--resume", "--keep-going");
            assertThat(partial.exit()).isEqualTo(6);
            assertThat(partial.talk()).contains("35 rows of 35 experiments; 5 of 40 experiments failed");
            assertThat(Python.run(
                            "import pandas, sys\nprint(len(pandas.read_parquet(sys.stdin.read())))",
                            out.resolve("runs.parquet").toString()))
                    .isEqualTo("35\n");
        }
    }

    private Run run(ExportWorld world, Map<String, String> more, String... arguments) throws Exception {
        Path talk = Files.createTempFile("export", ".talk");
        Process process = start(world, more, talk, arguments);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("has not ended: " + Files.readString(talk));
        }
        Run run = new Run(process.exitValue(), Files.readString(talk, UTF_8));
        Files.delete(talk);
        return run;
    }

    private Process start(ExportWorld world, Map<String, String> more, String... arguments) throws IOException {
        return start(world, more, null, arguments);
    }

    private Process start(ExportWorld world, Map<String, String> more, Path talk, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of("bin/cometsh").toAbsolutePath().toString(),
                "export",
                "acme/truth",
                "--url",
                world.address().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(out.toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(
                talk == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(talk.toFile()));
        builder.environment().put("COMET_API_KEY", "key");
        builder.environment().put("HOME", worldFolder.toString());
        builder.environment().putAll(more);
        return builder.start();
    }

    /** How many experiments have a place in the index of the parts: a file's number, and two long numbers. */
    private static int done(Path index) throws IOException {
        ByteBuffer slots = ByteBuffer.wrap(Files.exists(index) ? Files.readAllBytes(index) : new byte[0]);
        int done = 0;
        for (int from = 0; from + 20 <= slots.capacity(); from += 20) {
            done += slots.getInt(from) == 0 ? 0 : 1;
        }
        return done;
    }
}
