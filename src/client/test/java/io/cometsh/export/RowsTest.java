package io.cometsh.export;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.support.Python;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows as they come, Markdown, and CSV for Excel. */
@Tag("python")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RowsTest {
    private static final Table TABLE = new Table(
            List.of("name", "value"),
            List.of(
                    asList("a|b", 0.5),
                    asList("two\r\nlines", new BigDecimal("1E+400")),
                    asList("val_loss *x* <b> & _y_", Double.NaN),
                    asList("", null),
                    asList(null, -1)));

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TABLE", "PARQUET"},
            mode = EnumSource.Mode.EXCLUDE)
    void rows_one_by_one_are_the_table_that_they_make(Format format) throws IOException {
        StringBuilder out = new StringBuilder();
        RowWriter rows = format.rows(out, false);
        rows.begin(TypeGuess.columns(TABLE));
        for (List<Object> row : TABLE.rows()) {
            rows.row(row);
        }
        rows.end();
        assertThat(out.toString()).isEqualTo(text(format, TABLE, false));
    }

    @Test
    void a_number_by_its_digits_is_a_number_in_every_format() throws IOException {
        for (String digits : List.of("0.10000", "1E-5", "-7", "12345678901234567890.5")) {
            Table table = new Table(List.of("v"), List.of(List.of(new NumberText(digits))));
            assertThat(text(Format.CSV, table, false)).isEqualTo("v\r\n" + digits + "\r\n");
            assertThat(text(Format.TSV, table, false)).isEqualTo("v\n" + digits + "\n");
            assertThat(text(Format.JSONL, table, false)).isEqualTo("{\"v\":" + digits + "}\n");
        }
        Table odd = new Table(List.of("v"), List.of(List.of(new NumberText("+01.5")), List.of(new NumberText("NaN"))));
        assertThat(text(Format.JSONL, odd, false)).isEqualTo("{\"v\":1.5}\n{\"v\":\"NaN\"}\n");
    }

    @Test
    void markdown_escapes_what_would_be_a_sign() throws IOException {
        assertThat(text(Format.MARKDOWN, TABLE, false)).isEqualTo("""
                        | name | value |
                        |---|---|
                        | a\\|b | 0.5 |
                        | two<br>lines | 1E+400 |
                        | val_loss \\*x\\* \\<b> &amp; \\_y\\_ | NaN |
                        | "" |  |
                        |  | -1 |
                        """);
    }

    @Test
    void markdown_sets_numbers_to_the_right() throws IOException {
        assertThat(text(Format.MARKDOWN, new Table(List.of("run", "loss"), List.of(List.of("a", 0.5))), false))
                .isEqualTo("| run | loss |\n|---|---:|\n| a | 0.5 |\n");
    }

    @Test
    void for_excel_a_formula_is_disarmed_and_a_number_stays_one() throws IOException {
        Table table = new Table(
                List.of("text", "value"),
                List.of(
                        asList("=1+1", -1),
                        asList("@sum", Double.NEGATIVE_INFINITY),
                        asList("-5", "+2e3"),
                        asList("-cmd", "+x"),
                        asList("plain", null)));
        String excel = text(Format.CSV, table, true);
        assertThat(excel).startsWith("\uFEFFtext,value\r\n").endsWith("plain,\r\n");
        assertThat(readByPython(excel.substring(1)))
                .isEqualTo(
                        "[['text', 'value'], [\"'=1+1\", '-1'], [\"'@sum\", '-Infinity'], ['-5', '+2e3'], [\"'-cmd\", \"'+x\"], ['plain', '']]");
    }

    @Test
    void without_excel_every_byte_is_the_users() throws IOException {
        Table table = new Table(List.of("text"), List.of(List.of("=1+1")));
        assertThat(text(Format.CSV, table, false)).isEqualTo("text\r\n=1+1\r\n");
    }

    @Test
    void a_type_holds_every_digit_or_is_a_text() {
        assertThat(guess(1, 2L, new BigDecimal("3"), null)).isEqualTo(TableColumn.Type.INTEGER);
        assertThat(guess(1, 0.1, new NumberText("1e-7"))).isEqualTo(TableColumn.Type.NUMBER);
        assertThat(guess(new BigDecimal("1E+19"))).isEqualTo(TableColumn.Type.NUMBER);
        assertThat(guess(9007199254740993L, 0.5)).isEqualTo(TableColumn.Type.TEXT);
        assertThat(guess(new BigDecimal("0.30000000000000000001"))).isEqualTo(TableColumn.Type.TEXT);
        assertThat(guess(1, "one")).isEqualTo(TableColumn.Type.TEXT);
        assertThat(guess(true, null)).isEqualTo(TableColumn.Type.TRUTH);
        assertThat(guess(true, 1)).isEqualTo(TableColumn.Type.TEXT);
        assertThat(guess((Object) null)).isEqualTo(TableColumn.Type.TEXT);
    }

    private static TableColumn.Type guess(Object... cells) {
        TypeGuess guess = new TypeGuess();
        for (Object cell : cells) {
            guess.see(cell);
        }
        return guess.type();
    }

    private static String readByPython(String text) {
        return Python.run(
                        "import csv, io, sys\ntext = sys.stdin.buffer.read().decode('utf-8')\n"
                                + "print(list(csv.reader(io.StringIO(text, newline=''), strict=True)))",
                        text)
                .strip();
    }

    private static String text(Format format, Table table, boolean excel) throws IOException {
        StringBuilder out = new StringBuilder();
        format.writer(0, excel).write(table, out);
        return out.toString();
    }
}
