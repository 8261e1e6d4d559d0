package io.cometsh.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SparklineTest {
    @Test
    void a_sparkline_is_as_high_as_its_values() {
        assertThat(Sparkline.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0), 8))
                .isEqualTo("▁▂▃▄▅▆▇█");
        assertThat(Sparkline.of(List.of(1.0, 1.0), 8)).isEqualTo("▄▄");
        assertThat(Sparkline.of(List.of(0.0, Double.NaN, 1.0, Double.POSITIVE_INFINITY), 8))
                .isEqualTo("▁ █ ");
        assertThat(Sparkline.of(List.of(), 8)).isEmpty();
        assertThat(Sparkline.of(List.of(Double.NaN), 8)).isEmpty();
        assertThat(Sparkline.of(List.of(-1e308, 1e308), 8)).isEqualTo("▁█");
        assertThat(Sparkline.of(java.util.Collections.nCopies(1000, 2.0), 10)).isEqualTo("▄".repeat(10));
    }
}
