package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    private static int kind(String typed, String name) {
        return new Match(typed).of(name) / Match.KIND;
    }

    @ParameterizedTest
    @CsvSource({
        "getE, getExperimentByKey, 0",
        "gete, getExperimentByKey, 1",
        "gEK, getExperimentByKey, 2",
        "getEByKey, getExperimentByKey, 2",
        "geBK, getExperimentByKey, 2",
        "val_lo, val_loss, 0",
        "VAL, val_loss, 1",
        "vl, val_loss, 2",
        "vallos, val_loss, 2",
        "oss, val_loss, 3",
        "loss, val_loss, 3",
        "getExpr, getExperiments, 4",
        "accruacy, accuracy, 4",
        "optimzer, optimizer, 4",
    })
    void likeness_has_kinds(String typed, String name, int kind) {
        assertThat(kind(typed, name)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "xyz, val_loss",
        "cac, catch",
        "gEK, getProjects",
        "ssol, val_loss",
        "accuracy_of_validation, accuracy",
        "quality, accuracy",
    })
    void what_is_unlike_does_not_match(String typed, String name) {
        assertThat(new Match(typed).of(name)).isEqualTo(Match.NONE);
    }

    @Test
    void the_nearer_of_two_comes_first() {
        assertThat(new Match("gEK").of("getExperimentByKey")).isLessThan(new Match("gEK").of("getPanelExperimentKeys"));
        assertThat(new Match("loss").of("loss")).isLessThan(new Match("loss").of("loss_total"));
        assertThat(new Match("loss").of("val_loss")).isLessThan(new Match("loss").of("glossary"));
    }

    @Test
    void every_beginning_of_any_name_matches_it_and_nothing_fails() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String name = RandomNames.next(random);
            int end = random.nextInt(name.length() + 1);
            assertThat(kind(name.substring(0, end), name)).isZero();
            assertThat(new Match(RandomNames.next(random)).of(name)).isNotNegative();
        }
    }
}
