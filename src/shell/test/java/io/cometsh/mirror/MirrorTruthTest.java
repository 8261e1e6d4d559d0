package io.cometsh.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.bulk.ExportResult;
import io.cometsh.bulk.ExportWorld;
import io.cometsh.bulk.TestExport;
import io.cometsh.progress.Display;
import io.cometsh.progress.Progress;
import io.cometsh.support.Python;
import io.cometsh.transport.ApiReply;
import io.cometsh.transport.ApiRequest;
import io.cometsh.transport.ApiStream;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror of a server that is not ours, compared with the export that is right for it. */
@Tag("python")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MirrorTruthTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path mirror;

    @TempDir
    private Path out;

    @Test
    void an_export_of_the_mirror_is_the_truth_also_when_requests_fail() throws IOException {
        try (ExportWorld world =
                ExportWorld.start(folder, "--runs", "60", "--points", "20", "--faults", "8", "--seed", "5")) {
            try (Transport transport = transport(world, 12)) {
                SyncResult result = sync(transport);
                assertThat(result.failures()).isEmpty();
                assertThat(result.read()).isEqualTo(60);
            }
            assertTruth(world);
            assertThat(world.requests()).anyMatch(line -> line.endsWith(" truncated"));
        }
    }

    @Test
    void other_tools_read_its_files() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--same", "--runs", "3", "--points", "90000");
                Transport transport = transport(world, 0)) {
            sync(transport);
            String read = Python.run("""
                    import csv, json, sys
                    import duckdb, pandas as pd, pyarrow.dataset as ds, pyarrow.parquet as pq
                    mirror, points = sys.stdin.read().split("\\n")
                    state = json.load(open(mirror + "/mirror.json"))
                    files = [mirror + "/" + part["file"] for project in state["projects"] for part in project["points"]]
                    with open(points, newline="", encoding="utf-8") as file:
                        truth = sorted((r["experiment_key"], r["metric"], int(r["step"]), float(r["value"]))
                                       for r in csv.DictReader(file))
                    columns = ["experiment_key", "metric", "step", "value"]
                    table = ds.dataset(mirror + "/points", format="parquet", partitioning="hive").to_table()
                    assert set(table.column("project").to_pylist()) == {"truth"}
                    arrow = list(zip(*(table.column(name).to_pylist() for name in columns)))
                    assert arrow == truth, "sorted by run, metric and step"
                    frame = pd.read_parquet(mirror + "/points")
                    assert list(frame[columns].itertuples(index=False, name=None)) == truth
                    found = duckdb.sql(f"select {', '.join(columns)} from read_parquet({files!r})").fetchall()
                    assert found == truth
                    meta = pq.ParquetFile(files[0]).metadata
                    groups = [meta.row_group(i) for i in range(meta.num_row_groups)]
                    assert len(groups) > 1 and all(group.num_rows <= 122880 for group in groups), len(groups)
                    ranges = [(g.column(0).statistics.min, g.column(0).statistics.max) for g in groups]
                    assert ranges[0][1] < ranges[-1][1], "a reader of one run skips groups"
                    for name in ("runs", "params", "tags"):
                        rows = ds.dataset(mirror + "/" + name, format="parquet", partitioning="hive").to_table()
                        keys = set(rows.column("experiment_key").to_pylist())
                        assert keys == {row[0] for row in truth} or name == "tags", name
                    print("read", end="")
                    """, mirror + "\n" + world.points());
            assertThat(read).isEqualTo("read");
        }
    }

    @Test
    void a_second_sync_of_a_thousand_runs_asks_for_the_listing() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "1000", "--points", "1");
                Transport transport = transport(world, 0)) {
            assertThat(sync(transport).read()).isEqualTo(1000);
            int before = world.requests().size();
            SyncResult second = sync(transport);

            List<String> requests =
                    world.requests().subList(before, world.requests().size());
            List<String> listing =
                    requests.stream().filter(line -> line.equals("experiments")).toList();
            assertThat(second.read()).isZero();
            assertThat(second.hidden()).as("this server does not list columns").isEmpty();
            assertThat(requests.size() - listing.size()).isLessThanOrEqualTo(5);
            assertThat(listing).as("%s", requests).hasSize(3);
        }
    }

    @Test
    void a_sync_that_ends_at_any_request_leaves_the_mirror_as_it_was_and_the_next_one_continues() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "40", "--points", "3");
                Transport transport = transport(world, 0)) {
            for (int last : new int[] {1, 2, 3, 4, 30, 90, 150}) {
                assertThatThrownBy(() -> sync(new Ending(transport, last))).isInstanceOf(Ended.class);
                assertThat(Mirror.isOne(mirror)).as("after %d requests", last).isFalse();
            }
            int before = world.requests().size();
            assertThat(sync(transport).runs()).isEqualTo(40);
            assertThat(world.requests().subList(before, world.requests().size()).stream()
                            .filter(line -> line.startsWith("experiment/metrics/get-all")))
                    .as("runs that were read whole are not read again")
                    .hasSizeLessThan(25);
            assertTruth(world);
        }
    }

    private void assertTruth(ExportWorld world) throws IOException {
        try (MirrorTransport offline = new MirrorTransport(Mirrors.in(mirror), (project, time) -> {})) {
            export(offline, What.METRICS, "points.csv");
            export(offline, What.RUNS, "runs.csv");
        }
        assertThat(Files.mismatch(out.resolve("points.csv"), world.points())).isEqualTo(-1);
        assertThat(out.resolve("runs.csv")).hasSameTextualContentAs(world.runs());
    }

    private void export(Transport transport, What what, String name) {
        ExportResult result = new TestExport(what, "acme/truth", out.resolve(name)).run(transport);
        assertThat(result.failures()).isEmpty();
    }

    private SyncResult sync(Transport transport) {
        return new Sync(
                        transport,
                        "test",
                        mirror,
                        new SyncOptions("acme", "truth", null),
                        progress(),
                        InstantSource.system())
                .run();
    }

    private static Progress progress() {
        return Display.NONE.begin("sync", "runs", -1);
    }

    private static Transport transport(ExportWorld world, int retries) {
        TransportOptions options = TransportOptions.of(world.address(), "key")
                .withBackoffFactorSeconds(0)
                .withTimeout(Duration.ofSeconds(1));
        return new OkHttpTransport(retries == 0 ? options : options.withRetries(retries));
    }

    /** The end of a process, as far as a test in the same process can have it. */
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Ending implements Transport {
        private final Transport transport;
        private final AtomicInteger left;

        Ending(Transport transport, int requests) {
            this.transport = transport;
            left = new AtomicInteger(requests);
        }

        private void count() {
            if (left.getAndDecrement() <= 0) {
                throw new Ended();
            }
        }

        @Override
        public ApiReply send(ApiRequest request) {
            count();
            return transport.send(request);
        }

        @Override
        public ApiStream open(ApiRequest request) {
            count();
            return transport.open(request);
        }

        @Override
        public <R> R stream(ApiRequest request, BodyReader<R> reader) {
            count();
            return transport.stream(request, reader);
        }
    }
}
