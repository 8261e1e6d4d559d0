package io.cometsh.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.bulk.ExportRequest.What;
import io.cometsh.export.Format;
import io.cometsh.support.Python;
import io.cometsh.transport.CometException;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports, compared byte by byte with the output of an independent program; also with a server that fails. */
@Tag("python")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExportTruthTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path out;

    @Test
    void the_points_of_all_metrics_are_the_truth() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder)) {
            ExportResult result = export(world, request(What.METRICS, "points.csv"), 0);
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            assertThat(result.written()).isTrue();
            assertThat(result.failures()).isEmpty();
            assertThat(result.rows()).isEqualTo(rows(world.points()));
            assertThat(files()).containsExactlyInAnyOrder("points.csv", "points.csv.manifest.json");
            List<String> requests = world.requests();
            assertThat(requests.stream().filter(one -> one.contains("metrics/get-all")))
                    .as("one request for the points of each run")
                    .hasSize(result.experiments());
            assertThat(requests).as("these and the listing").hasSize(result.experiments() + 1);
        }
    }

    @Test
    void runs_have_the_columns_that_occur_and_are_the_truth() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--points", "1")) {
            export(world, request(What.RUNS, "runs.csv"), 0);
            assertThat(out.resolve("runs.csv")).hasSameTextualContentAs(world.runs());
            assertThat(Files.mismatch(out.resolve("runs.csv"), world.runs())).isEqualTo(-1);
        }
    }

    @Test
    void one_request_in_ten_may_fail_in_seven_ways_and_it_is_still_the_truth() throws IOException {
        try (ExportWorld world =
                ExportWorld.start(folder, "--runs", "150", "--points", "20", "--faults", "10", "--seed", "7")) {
            export(world, request(What.METRICS, "points.csv"), 12);
            export(world, request(What.RUNS, "runs.csv"), 12);
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            assertThat(Files.mismatch(out.resolve("runs.csv"), world.runs())).isEqualTo(-1);
            assertThat(world.requests())
                    .as("each kind of failure has happened")
                    .anyMatch(line -> line.endsWith(" busy"))
                    .anyMatch(line -> line.endsWith(" busy_with_a_time"))
                    .anyMatch(line -> line.endsWith(" broken"))
                    .anyMatch(line -> line.endsWith(" gateway"))
                    .anyMatch(line -> line.endsWith(" reset"))
                    .anyMatch(line -> line.endsWith(" truncated"))
                    .anyMatch(line -> line.endsWith(" stall"));
        }
    }

    @Test
    void every_format_holds_the_same_points() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "6", "--points", "30")) {
            for (Format format : List.of(Format.PARQUET, Format.JSONL, Format.JSON, Format.TSV)) {
                export(world, request(What.METRICS, "points." + format).as(format), 0);
            }
            String read = Python.run("""
                    import csv, json, math, re, sys
                    from decimal import Decimal, InvalidOperation
                    folder, truth = sys.stdin.read().split("\\n")
                    want = [[c if i in (1, 5) else c or None for i, c in enumerate(row)]
                            for row in list(csv.reader(open(truth, newline="", encoding="utf-8")))[1:]]
                    number = re.compile(r"-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
                    def decimal(text):
                        # What Python takes for a number beside its underscores, which are Python's own.
                        try:
                            return None if "_" in text else Decimal(text)
                        except InvalidOperation:
                            return None
                    def same(rows):
                        assert len(rows) == len(want), (len(rows), len(want))
                        for row, w in zip(rows, want):
                            assert [row[0], row[1]] == w[:2], (row, w)
                            assert [None if c is None else str(c) for c in row[2:5]] == w[2:5], (row, w)
                            if row[5] != w[5]:
                                # JSON has no leading zeros, plus signs or bare points.
                                assert not number.fullmatch(w[5]) and decimal(row[5]) == decimal(w[5]) != None, (row, w)
                    keys = "experiment_key metric step epoch timestamp value".split()
                    text = lambda name: open(folder + "/points." + name, encoding="utf-8", newline="").read()
                    digits = dict(parse_float=str, parse_int=str)
                    same([[o[k] for k in keys] for o in json.loads(text("json"), **digits)])
                    same([[o[k] for k in keys] for o in map(lambda l: json.loads(l, **digits), text("jsonl").split("\\n")[:-1])])
                    undo = lambda c: c.replace("\\\\n", "\\n").replace("\\\\t", "\\t")
                    rows = [list(map(undo, l.split("\\t"))) for l in text("tsv").split("\\n")[1:-1]]
                    same([[c if i in (1, 5) else c or None for i, c in enumerate(row)] for row in rows])
                    import duckdb, pyarrow.parquet as pq
                    file = folder + "/points.parquet"
                    table = pq.read_table(file).to_pylist()
                    duck = duckdb.sql(f"SELECT * FROM '{file}'").fetchall()
                    for row, other, w in zip(table, duck, want):
                        assert [row["experiment_key"], row["metric"]] == w[:2] == list(other[:2]), (row, w)
                        assert [None if row[k] is None else str(row[k]) for k in keys[2:5]] == w[2:5], (row, w)
                        value, text = row["value"], row["value_text"]
                        assert repr(other[5:]) == repr((value, text)), (row, other)
                        exact = decimal(w[5])
                        if exact is None:
                            assert text == w[5] and value is None, (row, w)
                        elif exact.is_nan():
                            assert math.isnan(value) and text is None, (row, w)
                        elif math.isinf(float(w[5])) and not exact.is_infinite() or Decimal(repr(float(w[5]))) != exact:
                            assert text == w[5], (row, w)
                        else:
                            # Java and Python do not agree on the shortest digits of the smallest doubles.
                            assert text is None or 0 < abs(value) < 1e-300 and text == w[5], (row, w)
                            assert repr(value) == repr(float(w[5])), (row, w)
                    assert len(table) == len(duck) == len(want)
                    print("same")
                    """, out + "\n" + world.points());
            assertThat(read).isEqualTo("same\n");
        }
    }

    @Test
    void the_same_export_has_the_same_bytes_compressed_too() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "12", "--faults", "5")) {
            export(world, request(What.METRICS, "a.csv.gz").gzip(), 12);
            export(world, request(What.METRICS, "b.csv.gz").gzip(), 12);
            assertThat(Files.mismatch(out.resolve("a.csv.gz"), out.resolve("b.csv.gz")))
                    .isEqualTo(-1);
            Python.run(
                    "import gzip, sys\na, b = sys.stdin.read().split('\\n')\n"
                            + "assert gzip.open(a).read() == open(b, 'rb').read()",
                    out.resolve("a.csv.gz") + "\n" + world.points());
        }
    }

    @Test
    void an_unreadable_experiment_is_reported_and_no_file_has_the_final_name() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "30", "--points", "5", "--first", "2")) {
            ExportResult result = export(world, request(What.METRICS, "points.csv"), 0);
            assertThat(result.written()).isFalse();
            assertThat(result.failures()).isNotEmpty().hasSizeLessThan(30);
            assertThat(files()).containsExactly(".points.csv.export");
        }
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "30", "--points", "5")) {
            // The same world; its address is another one, which is no other export.
            assertThatThrownBy(() ->
                            export(world, request(What.METRICS, "points.csv").resume(), 0))
                    .isInstanceOf(CometException.class)
                    .hasMessageContaining("its server was");
        }
    }

    @Test
    void to_keep_going_gives_what_there_is_and_a_resumption_completes_it() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "30", "--points", "5", "--first", "2")) {
            ExportResult result =
                    export(world, request(What.METRICS, "points.csv").keepGoing(), 0);
            assertThat(result.written()).isTrue();
            assertThat(result.failures()).isNotEmpty();
            JsonNode manifest = manifest("points.csv");
            assertThat(manifest.get("complete").asBoolean()).isFalse();
            assertThat(manifest.get("failed").asInt())
                    .isEqualTo(result.failures().size());
            assertThat(statuses(manifest)).contains("failed", "exported").hasSize(30);

            List<String> before = world.requests();
            ExportResult completed =
                    export(world, request(What.METRICS, "points.csv").resume(), 12);
            assertThat(completed.failures()).isEmpty();
            assertThat(Files.mismatch(out.resolve("points.csv"), world.points()))
                    .isEqualTo(-1);
            List<String> again =
                    world.requests().subList(before.size(), world.requests().size());
            assertThat(again.stream()
                            .filter(line -> line.startsWith("experiment/metrics/get-all"))
                            .map(line -> line.split(" ")[1])
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(result.failures().stream()
                            .map(ExportFailure::experimentKey)
                            .toList());
            assertThat(files()).containsExactlyInAnyOrder("points.csv", "points.csv.manifest.json");
        }
    }

    @Test
    void the_manifest_describes_the_export_and_how_to_check_it() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "3")) {
            export(world, request(What.METRICS, "points.csv"), 0);
            JsonNode manifest = manifest("points.csv");
            assertThat(manifest.get("what").asText()).isEqualTo("metrics");
            assertThat(manifest.get("workspace").asText()).isEqualTo("acme");
            assertThat(manifest.get("complete").asBoolean()).isTrue();
            assertThat(manifest.get("rows").asLong()).isEqualTo(rows(world.points()));
            assertThat(manifest.get("bytes").asLong()).isEqualTo(Files.size(world.points()));
            assertThat(manifest.get("sha256").asText())
                    .isEqualTo(Python.run(
                            "import hashlib, sys\nprint(hashlib.sha256(open(sys.stdin.read(), 'rb').read()).hexdigest(), end='')",
                            world.points().toString()));
            assertThat(statuses(manifest)).containsExactly("exported", "exported", "exported");
        }
    }

    @Test
    void since_an_earlier_export_only_what_has_changed_is_read() throws IOException {
        try (ExportWorld world = ExportWorld.start(folder, "--runs", "10", "--points", "4")) {
            export(world, request(What.METRICS, "points.csv"), 0);
            Since since = Since.of("points.csv.manifest.json", out, Instant.EPOCH);
            ExportResult none =
                    export(world, request(What.METRICS, "second.csv").since(since), 0);
            assertThat(none.experiments()).isZero();
            assertThat(none.unchanged()).isEqualTo(10);
            assertThat(out.resolve("second.csv")).hasContent("experiment_key,metric,step,epoch,timestamp,value");
            // The manifest of the second knows of all ten, so a third export can begin there.
            assertThat(statuses(manifest("second.csv"))).hasSize(10).containsOnly("unchanged");

            // Run i ended 1000 i + 1500 + i milliseconds after the start: since second 7 those from 6 on.
            Since moment = Since.of("2023-11-14T22:13:27", out, Instant.EPOCH);
            ExportResult some = export(world, request(What.METRICS, "third.csv").since(moment), 0);
            assertThat(some.experiments()).isEqualTo(4);
        }
    }

    // ---- how

    private TestExport request(What what, String name) {
        return new TestExport(what, "acme/truth", out.resolve(name));
    }

    private static ExportResult export(ExportWorld world, TestExport export, int retries) {
        try (Transport transport = world.transport(retries)) {
            return export.run(transport, world.address());
        }
    }

    private JsonNode manifest(String output) throws IOException {
        return new ObjectMapper()
                .readTree(out.resolve(output + ".manifest.json").toFile());
    }

    private static List<String> statuses(JsonNode manifest) {
        return manifest.get("experiments").findValuesAsText("status");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static long rows(Path csv) throws IOException {
        String read = Python.run(
                "import csv, sys\nprint(sum(1 for _ in csv.reader(open(sys.stdin.read(), newline='', encoding='utf-8'))) - 1)",
                csv.toString());
        return Long.parseLong(read.strip());
    }
}
