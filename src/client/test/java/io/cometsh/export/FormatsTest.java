package io.cometsh.export;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.support.Python;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** CSV, TSV, JSON and JSON lines: byte by byte, and read back by readers that are not ours. */
@Tag("python")
class FormatsTest {
    private static final Table NUMBERS = table(
            List.of("name", "value"),
            List.of("int", 1),
            List.of("long", 1_700_000_000_000L),
            List.of("big", new BigInteger("12345678901234567890")),
            List.of("double", 0.1),
            List.of("float", 0.1f),
            List.of("tiny", 1e-300),
            List.of("decimal", new BigDecimal("0.12345678901234567890")),
            List.of("exponent", new BigDecimal("8.6E-4")),
            List.of("huge", new BigDecimal("1E+400")),
            List.of("NaN", Double.NaN),
            List.of("inf", Double.POSITIVE_INFINITY),
            List.of("-inf", Double.NEGATIVE_INFINITY),
            List.of("float NaN", Float.NaN),
            List.of("true", true),
            List.of("moment", Instant.parse("2026-01-31T12:00:00.250Z")),
            asList("none", null));

    private static final Table TEXTS = table(
            List.of("plain", "text"),
            List.of("comma", "a,b"),
            List.of("quote", "tell \"hi\""),
            List.of("line", "one\ntwo"),
            List.of("return", "one\r\ntwo\r"),
            List.of("tab", "a\tb"),
            List.of("backslash", "a\\b\\n"),
            List.of("blanks", " a "),
            List.of("unicode", "é 日本 🦊 \u2028"),
            List.of("hash", "#no comment"),
            List.of("formula", "=1+1"),
            List.of("quoted", "\"\""),
            List.of("control", "\u0001\u001b"),
            List.of("empty", ""),
            asList("none", null));

    @Test
    void a_list_or_a_map_in_a_cell_is_json() {
        Table table = new Table(List.of("a"), List.of(List.of(List.of(1, "x")), List.of(java.util.Map.of("b", 0.5))));
        assertThat(text(Format.TSV, table)).isEqualTo("a\n[1,\"x\"]\n{\"b\":0.5}\n");
        assertThat(text(Format.JSONL, table)).isEqualTo("{\"a\":[1,\"x\"]}\n{\"a\":{\"b\":0.5}}\n");
    }

    @Test
    void csv_is_RFC_4180() {
        assertThat(text(Format.CSV, TEXTS))
                .isEqualTo("plain,text\r\ncomma,\"a,b\"\r\nquote,\"tell \"\"hi\"\"\"\r\nline,\"one\ntwo\"\r\n"
                        + "return,\"one\r\ntwo\r\"\r\ntab,a\tb\r\nbackslash,a\\b\\n\r\nblanks,\" a \"\r\n"
                        + "unicode,é 日本 🦊 \u2028\r\nhash,\"#no comment\"\r\nformula,=1+1\r\nquoted,\"\"\"\"\"\"\r\n"
                        + "control,\"\u0001\u001b\"\r\nempty,\"\"\r\nnone,\r\n");
    }

    @Test
    void csv_keeps_every_digit_and_names_what_is_not_a_number() {
        assertThat(text(Format.CSV, NUMBERS))
                .isEqualTo("name,value\r\nint,1\r\nlong,1700000000000\r\nbig,12345678901234567890\r\ndouble,0.1\r\n"
                        + "float,0.1\r\ntiny,1.0E-300\r\ndecimal,0.12345678901234567890\r\nexponent,0.00086\r\n"
                        + "huge,1E+400\r\nNaN,NaN\r\ninf,Infinity\r\n-inf,-Infinity\r\nfloat NaN,NaN\r\ntrue,true\r\n"
                        + "moment,2026-01-31T12:00:00.250Z\r\nnone,\r\n");
    }

    @Test
    void csv_tells_an_empty_text_from_a_missing_value_in_every_place() {
        assertThat(text(Format.CSV, table(List.of("a", "b", "c"), asList("", "", null), asList(null, null, ""))))
                .isEqualTo("a,b,c\r\n\"\",\"\",\r\n,,\"\"\r\n");
    }

    @Test
    void csv_of_one_column_has_no_line_that_readers_skip() {
        assertThat(text(Format.CSV, table(List.of("a"), asList((Object) null), List.of(""), List.of("x"))))
                .isEqualTo("a\r\n\"\"\r\n\"\"\r\nx\r\n");
    }

    @Test
    void csv_names_of_columns_are_quoted_like_values() {
        assertThat(text(Format.CSV, table(List.of("params.a,b", "metrics.\"x\"", ""))))
                .isEqualTo("\"params.a,b\",\"metrics.\"\"x\"\"\",\"\"\r\n");
    }

    @Test
    void csv_is_read_back_by_Python_as_it_was() throws JsonProcessingException {
        for (Table table : List.of(TEXTS, NUMBERS)) {
            assertThat(readByPython(text(Format.CSV, table), "")).isEqualTo(asTexts(table));
        }
        Table single = table(List.of("a"), asList((Object) null), List.of("x"));
        assertThat(readByPython(text(Format.CSV, single), "")).isEqualTo(asTexts(single));
    }

    @Test
    void tsv_has_one_line_a_row_and_escapes_what_would_break_it() {
        assertThat(text(Format.TSV, TEXTS))
                .isEqualTo("plain\ttext\ncomma\ta,b\nquote\ttell \"hi\"\nline\tone\\ntwo\nreturn\tone\\r\\ntwo\\r\n"
                        + "tab\ta\\tb\nbackslash\ta\\\\b\\\\n\nblanks\t a \nunicode\té 日本 🦊 \u2028\nhash\t#no comment\n"
                        + "formula\t=1+1\nquoted\t\"\"\ncontrol\t\u0001\u001b\nempty\t\nnone\t\n");
        assertThat(text(Format.TSV, table(List.of("a\tb"), List.of(Double.NaN))))
                .isEqualTo("a\\tb\nNaN\n");
    }

    @Test
    void tsv_can_be_read_back_by_undoing_the_escapes() throws JsonProcessingException {
        String undo = """
                import re
                written = {'t': '\\t', 'n': '\\n', 'r': '\\r'}
                undone = lambda cell: re.sub(r'\\\\(.)', lambda m: written.get(m[1], m[1]), cell)
                rows = [[undone(cell) for cell in line.split('\\t')] for line in text.split('\\n')[:-1]]""";
        assertThat(readByPython(text(Format.TSV, TEXTS), undo)).isEqualTo(asTexts(TEXTS));
    }

    @Test
    void json_is_a_list_of_objects_in_the_order_of_the_columns() {
        assertThat(text(Format.JSON, table(List.of("b", "a"), List.of("x", 1), asList(null, 0.5))))
                .isEqualTo("[\n  {\"b\":\"x\",\"a\":1},\n  {\"b\":null,\"a\":0.5}\n]\n");
        assertThat(text(Format.JSON, table(List.of("a")))).isEqualTo("[]\n");
    }

    @Test
    void jsonl_is_one_object_a_line() {
        assertThat(text(Format.JSONL, table(List.of("b", "a"), List.of("x\ny", 1), asList(null, 0.5))))
                .isEqualTo("{\"b\":\"x\\ny\",\"a\":1}\n{\"b\":null,\"a\":0.5}\n");
        assertThat(text(Format.JSONL, table(List.of("a")))).isEmpty();
    }

    @Test
    void json_numbers_are_exact_and_what_is_not_a_number_is_a_text() {
        assertThat(text(Format.JSONL, NUMBERS).lines().map(line -> line.replaceFirst(".*\"value\":", "")))
                .containsExactly(
                        "1}",
                        "1700000000000}",
                        "12345678901234567890}",
                        "0.1}",
                        "0.1}",
                        "1.0E-300}",
                        "0.12345678901234567890}",
                        "0.00086}",
                        "1E+400}",
                        "\"NaN\"}",
                        "\"Infinity\"}",
                        "\"-Infinity\"}",
                        "\"NaN\"}",
                        "true}",
                        "\"2026-01-31T12:00:00.250Z\"}",
                        "null}");
    }

    @Test
    void json_is_read_back_by_Jackson_as_it_was() throws JsonProcessingException {
        ObjectMapper exact = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        for (Table table : List.of(TEXTS, NUMBERS)) {
            JsonNode list = exact.readTree(text(Format.JSON, table));
            List<String> lines = text(Format.JSONL, table).lines().toList();
            assertThat(list).hasSize(table.rows().size());
            for (int row = 0; row < list.size(); row++) {
                JsonNode object = list.get(row);
                assertThat(exact.readTree(lines.get(row))).isEqualTo(object);
                List<Object> cells = table.rows().get(row);
                for (int column = 0; column < cells.size(); column++) {
                    same(object.get(table.columns().get(column)), cells.get(column));
                }
            }
        }
    }

    @Test
    void a_value_of_a_script_is_JSON_as_deep_as_it_goes() {
        assertThat(JsonValue.text(Map.of("a", asList(1, null, List.of(0.5f, "x"), Map.of(2, Double.NaN)))))
                .isEqualTo("{\"a\":[1,null,[0.5,\"x\"],{\"2\":\"NaN\"}]}");
        assertThat(JsonValue.text((byte) 7)).isEqualTo("7");
        assertThat(JsonValue.text(null)).isEqualTo("null");
    }

    @Test
    void a_format_is_found_by_its_name_in_any_case() {
        assertThat(Format.named("csv")).contains(Format.CSV);
        assertThat(Format.named("JSONL")).contains(Format.JSONL);
        assertThat(Format.named("xls")).isEmpty();
        assertThat(Format.names()).isEqualTo("table, csv, tsv, json, jsonl, markdown, parquet");
    }

    @Test
    void a_table_is_a_copy_of_what_it_was_made_of() {
        List<Object> row = new ArrayList<>(asList("a", null));
        List<List<Object>> rows = new ArrayList<>(List.of(row));
        Table table = new Table(List.of("x", "y"), rows);
        row.set(0, "changed");
        rows.clear();
        assertThat(table.rows()).containsExactly(asList("a", null));
        assertThat(table.total()).isEqualTo(1);
    }

    private static void same(JsonNode json, Object cell) {
        if (cell == null) {
            assertThat(json.isNull()).isTrue();
        } else if (cell instanceof BigDecimal
                || cell instanceof Number number && Double.isFinite(number.doubleValue())) {
            assertThat(json.isNumber()).isTrue();
            assertThat(json.decimalValue()).isEqualByComparingTo(new BigDecimal(cell.toString()));
        } else if (cell instanceof Boolean truth) {
            assertThat(json.isBoolean() && json.booleanValue() == truth).isTrue();
        } else {
            assertThat(json.isTextual()).isTrue();
            assertThat(json.asText()).isEqualTo(Cells.text(cell));
        }
    }

    /** The rows that Python's csv module reads from a text, or the rows that {@code code} sets. */
    private static List<List<String>> readByPython(String text, String code) throws JsonProcessingException {
        String read = code.isEmpty() ? "rows = list(csv.reader(io.StringIO(text, newline=''), strict=True))" : code;
        String json = Python.run(
                "import csv, io, json, sys\ntext = sys.stdin.buffer.read().decode('utf-8')\n" + read
                        + "\nprint(json.dumps(rows))",
                text);
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : new ObjectMapper().readTree(json)) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText()));
            rows.add(cells);
        }
        return rows;
    }

    private static List<List<String>> asTexts(Table table) {
        List<List<String>> rows = new ArrayList<>(List.of(table.columns()));
        table.rows().forEach(row -> rows.add(row.stream().map(Cells::text).toList()));
        return rows;
    }

    private static Table table(List<String> columns, List<?>... rows) {
        return new Table(
                columns, Arrays.stream(rows).<List<Object>>map(ArrayList::new).toList());
    }

    private static String text(Format format, Table table) {
        StringBuilder out = new StringBuilder();
        try {
            format.writer(80).write(table, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }
}
