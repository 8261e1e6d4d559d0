package io.cometsh.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2019-09-24 05:00:00, 1569301200000000",
        "2019-09-24T05:00:00Z, 1569301200000000",
        "2019-09-24 05:00:00.123456, 1569301200123456",
        "2019-09-24 05:00:00.5, 1569301200500000",
        "2019-09-24 07:30:00+02:30, 1569301200000000",
        "2019-09-24T05:00, 1569301200000000",
        "2019-09-24, 1569283200000000",
        "1969-12-31 23:59:59.999999, -1"
    })
    void reads_a_time_as_utc_to_the_microsecond(String text, long micros) {
        assertThat(Timestamps.micros(text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2019-13-01", "24.09.2019", "5"})
    void anything_else_is_not_a_time(String text) {
        assertThat(Timestamps.micros(text)).isNaN();
    }
}
