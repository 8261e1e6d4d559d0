package io.cometsh.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.spark.RunColumns.ColumnType;
import io.cometsh.transport.CometException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RunValuesTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1e3, 1000.0",
        "nan, NaN",
        "-inf, -Infinity",
        "Infinity, Infinity",
        "9007199254740992, 9007199254740992",
        "18014398509481984, 18014398509481984"
    })
    void numbers(String text, double number) {
        assertThat(typed(ColumnType.NUMBER, text)).isEqualTo(number);
    }

    @Test
    void truths_and_texts() {
        assertThat(typed(ColumnType.TRUTH, "True")).isEqualTo(true);
        assertThat(typed(ColumnType.TRUTH, "0")).isEqualTo(false);
        assertThat(typed(ColumnType.TEXT, "0.10")).isEqualTo("0.10");
        assertThat(typed(ColumnType.NUMBER, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, fast, a number",
        "NUMBER, 9007199254740993, a number that a double holds",
        "TRUTH, maybe, true or false"
    })
    void a_value_that_the_type_does_not_hold_is_an_error_and_never_null(ColumnType type, String text, String expected) {
        assertThatThrownBy(() -> typed(type, text))
                .isInstanceOf(CometException.class)
                .hasMessageContaining("experiment k1 has \"" + text + "\" in params.lr, which is not " + expected)
                .hasMessageContaining("option(\"params\", \"text\")");
    }

    private static Object typed(ColumnType type, String text) {
        return RunValues.typed("k1", "params.lr", type, text);
    }
}
