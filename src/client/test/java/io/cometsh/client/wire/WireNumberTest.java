package io.cometsh.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.export.Format;
import io.cometsh.export.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number of the service is the number, and reads as the service wrote it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WireNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0.5", "1e-05", "1e400", "-0", "-0.0", "007", "1.500", "9007199254740993", "5e-324", "1E+2"})
    void each_digit_stays_and_it_is_a_decimal(String digits) throws IOException {
        Object cell = Numbers.toCell(digits);
        assertThat(cell).isInstanceOf(BigDecimal.class).hasToString(digits);
        assertThat((BigDecimal) cell).isEqualByComparingTo(new BigDecimal(digits));
        assertThat(((Number) cell).doubleValue()).isEqualTo(Double.parseDouble(digits));
        StringBuilder csv = new StringBuilder();
        Format.CSV.writer(0).write(new Table(List.of("x"), List.of(List.of(cell))), csv);
        assertThat(csv).hasToString("x\r\n" + digits + "\r\n");
    }

    @Test
    void json_has_no_leading_zeros_and_keeps_a_negative_zero() throws IOException {
        StringBuilder json = new StringBuilder();
        List<Object> cells = List.of(Numbers.toCell("007"), Numbers.toCell("-0"), Numbers.toCell("1e400"), -0.0);
        Format.JSONL.writer(0).write(new Table(List.of("a", "b", "c", "d"), List.of(cells)), json);
        assertThat(json).hasToString("{\"a\":7,\"b\":-0,\"c\":1e400,\"d\":-0.0}\n");
    }

    @Test
    void arithmetic_is_that_of_decimals() {
        BigDecimal number = (BigDecimal) Numbers.toCell("1e-05");
        assertThat(number.add(BigDecimal.ONE)).hasToString("1.00001");
        assertThat(1 / ((Number) Numbers.toCell("-0")).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Numbers.toCell("adam")).isEqualTo("adam");
    }
}
