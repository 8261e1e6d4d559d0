package io.cometsh.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class QuantityTest {
    @Test
    void the_noun_agrees_with_the_number() {
        assertThat(Quantity.of(0, "run")).isEqualTo("0 runs");
        assertThat(Quantity.of(1, "run")).isEqualTo("1 run");
        assertThat(Quantity.of(1234, "more run")).isEqualTo("1,234 more runs");
        assertThat(Quantity.of(1, "series", "series")).isEqualTo("1 series");
    }

    @Test
    void a_number_is_grouped_as_Java_groups_it() {
        for (long number :
                new long[] {0, 12, 123, 1234, 123_456, 1_234_567, -12, -123, -1234, -123_456, Long.MIN_VALUE}) {
            assertThat(Quantity.grouped(number)).isEqualTo(String.format(Locale.ROOT, "%,d", number));
        }
    }
}
