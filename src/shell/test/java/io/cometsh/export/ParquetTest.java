package io.cometsh.export;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cometsh.support.Python;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files, read back by DuckDB and by pandas. */
@Tag("python")
@Tag("slow")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ParquetTest {
    private static final String NAME = "a, \"b\".c\né 日本 🦊";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void each_column_has_the_type_that_holds_its_cells() throws IOException {
        Path file = write(new Table(
                List.of("text", "whole", "number", "truth", "moment", "digits", "nothing"),
                List.of(
                        asList(
                                "a",
                                1L,
                                0.1,
                                true,
                                Instant.parse("2026-01-31T12:00:00.250Z"),
                                new BigDecimal("0.12345678901234567890"),
                                null),
                        asList(
                                "",
                                Long.MIN_VALUE,
                                new BigDecimal("8.6E-4"),
                                false,
                                Instant.EPOCH,
                                new BigDecimal("1"),
                                null))));
        assertThat(duckdb(file, "select column_name, column_type from (describe select * from read_parquet(f))"))
                .hasToString(
                        "[[\"text\",\"VARCHAR\"],[\"whole\",\"BIGINT\"],[\"number\",\"DOUBLE\"],[\"truth\",\"BOOLEAN\"],"
                                + "[\"moment\",\"TIMESTAMP WITH TIME ZONE\"],[\"digits\",\"VARCHAR\"],[\"nothing\",\"VARCHAR\"]]");
        assertThat(duckdb(
                        file,
                        "select text, whole, number, truth, epoch_ms(moment), digits, nothing from read_parquet(f)"))
                .hasToString("[[\"a\",1,0.1,true,1769860800250,\"0.12345678901234567890\",null],"
                        + "[\"\",-9223372036854775808,8.6E-4,false,0,\"1\",null]]");
    }

    @Test
    void NaN_the_infinities_null_and_empty_differ() throws IOException {
        Path file = write(new Table(
                List.of("number", "text"),
                List.of(
                        asList(Double.NaN, "NaN"),
                        asList(Double.POSITIVE_INFINITY, ""),
                        asList(Double.NEGATIVE_INFINITY, null),
                        asList(null, "x"))));
        assertThat(pandas(
                        file,
                        "[[None if v is None else repr(v) for v in row] for row in zip(*t.to_pydict().values())]"))
                .hasToString("[[\"nan\",\"'NaN'\"],[\"inf\",\"''\"],[\"-inf\",null],[null,\"'x'\"]]");
    }

    @Test
    void any_name_is_a_column() throws IOException {
        Path file = write(new Table(List.of(NAME, "a.b"), List.of(asList(NAME, 1))));
        assertThat(pandas(file, "[list(df.columns), df.values.tolist()[0]]").toString())
                .isEqualTo(JSON.writeValueAsString(List.of(List.of(NAME, "a.b"), List.of(NAME, 1))));
        assertThat(duckdb(file, "select * from read_parquet(f)").get(0).get(0).asText())
                .isEqualTo(NAME);
    }

    @Test
    void rows_stream_into_groups_and_the_bytes_are_the_same_every_time() throws IOException {
        Path first = stream(folder.resolve("1.parquet"), 1_500_000);
        Path second = stream(folder.resolve("2.parquet"), 1_500_000);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(duckdb(first, "select count(*), sum(step), min(value), max(value) from read_parquet(f)"))
                .hasToString("[[1500000,1124999250000,0.0,149999.9]]");
        assertThat(pandas(first, "pq.ParquetFile(f).metadata.num_row_groups").asInt())
                .isGreaterThan(1)
                .isLessThan(30);
    }

    @Test
    void a_table_without_rows_is_a_file_without_rows() throws IOException {
        Path file = write(new Table(List.of("a", "b"), List.of()));
        assertThat(pandas(file, "[list(df.columns), len(df)]")).hasToString("[[\"a\",\"b\"],0]");
    }

    private Path write(Table table) throws IOException {
        Path file = folder.resolve("table.parquet");
        try (PrintStream out =
                new PrintStream(new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
            Format.PARQUET.writer(0).write(table, out);
        }
        return file;
    }

    private static Path stream(Path file, int count) throws IOException {
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file));
                PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            RowWriter rows = Format.PARQUET.rows(out, false);
            rows.begin(List.of(TableColumn.text("metric"), TableColumn.integer("step"), TableColumn.number("value")));
            List<Object> row = new ArrayList<>(Arrays.asList("loss", null, null));
            for (int i = 0; i < count; i++) {
                row.set(1, (long) i);
                row.set(2, new NumberText(Integer.toString(i / 10) + "." + i % 10));
                rows.row(row);
            }
            rows.end();
        }
        return file;
    }

    private static JsonNode duckdb(Path file, String sql) throws IOException {
        String script = "import duckdb, json, sys\nc = duckdb.connect()\nc.execute(\"set timezone='UTC'\")\n"
                + "c.execute(\"set variable f = '" + file + "'\")\n"
                + "print(json.dumps(c.execute(sys.stdin.read()).fetchall()))";
        return JSON.readTree(Python.run(script, sql.replace("(f)", "(getvariable('f'))")));
    }

    private static JsonNode pandas(Path file, String expression) throws IOException {
        return JSON.readTree(Python.run(
                "import json, sys, pandas as pd, pyarrow.parquet as pq\nf = '" + file + "'\nt = pq.read_table(f)\n"
                        + "df = pd.read_parquet(f)\nprint(json.dumps(eval(sys.stdin.read()), ensure_ascii=False))",
                expression));
    }
}
