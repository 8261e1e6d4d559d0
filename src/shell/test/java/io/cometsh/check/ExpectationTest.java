package io.cometsh.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExpectationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "val_accuracy.max >= 0.97 | metrics.val_accuracy.max | >= | 0.97",
                "  metrics.val_loss.min<=1e-3 | metrics.val_loss.min | <= | 0.001",
                "\"top,1\".max > -2 | metrics.\"top,1\".max | > | -2",
                "metrics.\"a >= b\" < 3 | metrics.\"a >= b\" | < | 3",
                "params.optimizer == \"adam\" | params.optimizer | == | adam",
                "others.note != 'x <= y' | others.note | != | x <= y",
                "duration_seconds < 3600 | duration_seconds | < | 3600",
            })
    void a_column_a_comparison_and_a_bound(String text, String column, String relation, String bound) {
        Expectation expectation = Expectation.parse(text);
        assertThat(expectation.column()).isEqualTo(column);
        assertThat(expectation.relation()).hasToString(relation);
        assertThat(expectation.isRelative()).isFalse();
        if (expectation.bound().word() == null) {
            assertThat(expectation.bound().offset()).isEqualByComparingTo(bound);
        } else {
            assertThat(expectation.bound().word()).isEqualTo(bound);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "loss <= baseline, 0.5, 0.5",
        "loss <= baseline + 2%, 0.5, 0.51",
        "loss <= baseline+2%, -0.5, -0.49",
        "loss >= baseline - 10 %, 20, 18",
        "loss >= baseline - 0.01, 0.1, 0.09",
        "loss >= baseline + 1e-2, 0, 0.01",
    })
    void a_baseline_with_a_tolerance(String text, BigDecimal baseline, BigDecimal bound) {
        Expectation expectation = Expectation.parse(text);
        assertThat(expectation.isRelative()).isTrue();
        assertThat(baseline.add(expectation.bound().offsetOf(baseline))).isEqualByComparingTo(bound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "val_loss | is not an expectation: write for example 'val_accuracy.max >= 0.97'",
                ">= 3 | is not an expectation",
                "val_loss >= | is not an expectation",
                "val_loss = 3 | \"=\" in \"val_loss = 3\" is not a comparison: use one of >=, <=, >, <, ==, !=",
                "val_loss => 3 | \"=>\" in",
                "val_loss < 97% | the bound \"97%\" in \"val_loss < 97%\" is neither a number",
                "val_loss < main | the bound \"main\"",
                "val_loss < baseline * 2 | the bound \"baseline * 2\"",
                "params.opt < \"adam\" | can only be equal or not: use == or !=",
                "\"top.max >= 3 | is not an expectation",
                "params.\"a\".max >= 3 | has one value",
            })
    void a_mistake_names_what_is_expected(String text, String message) {
        assertThatThrownBy(() -> Expectation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_relation_holds_and_has_a_bad_direction() {
        assertThat(Relation.AT_LEAST.isBad(-1)).isTrue();
        assertThat(Relation.AT_LEAST.isBad(1)).isFalse();
        assertThat(Relation.LESS.isBad(1)).isTrue();
        assertThat(Relation.EQUAL.isBad(1)).isTrue();
        assertThat(Relation.EQUAL.isBad(0)).isFalse();
        assertThat(Relation.MORE.holds(0)).isFalse();
        assertThat(Relation.AT_MOST.holds(0)).isTrue();
    }
}
