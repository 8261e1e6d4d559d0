package io.cometsh.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SentenceTableTest {
    @Test
    void a_curve_in_a_cell_becomes_numbers_and_other_cells_stay() throws IOException {
        String bars = Sparkline.of(List.of(8.0, 4.0, Double.NaN, 1.0), 4);
        Table table = new Table(
                List.of("experiment_name", "spark(metrics.loss)"),
                List.of(List.of("█ bar", bars), Arrays.asList("empty", null)),
                2);
        StringBuilder out = new StringBuilder();
        new SentenceTable().write(table, out);
        assertThat(out).hasToString("""
                2 rows
                row 1: experiment_name █ bar, spark(metrics.loss) levels 8 4 none 1 of 8
                row 2: experiment_name empty, spark(metrics.loss) no value
                """);
    }
}
