package io.cometsh.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "0.0.0", "10.20.30", "1.0.0-rc.1", "1.0.0-x-y.0+build.01", "1.0.0+7"})
    void takes_what_semver_org_allows(String text) {
        assertThat(SemanticVersion.of(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "one", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0-ä", " 1.0.0", "-1.0.0"})
    void takes_nothing_else(String text) {
        assertThat(SemanticVersion.of(text)).isEmpty();
    }

    @Test
    void orders_numbers_by_value_and_what_leads_to_a_release_before_it() {
        List<String> inOrder = List.of(
                "0.9.9",
                "1.0.0-2",
                "1.0.0-10",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-rc.1",
                "1.0.0",
                "1.2.0",
                "1.10.0",
                "9.0.0",
                "10.0.0");
        List<String> shuffled = new ArrayList<>(inOrder);
        Collections.reverse(shuffled);
        shuffled.sort((a, b) -> SemanticVersion.stored(a).compareTo(SemanticVersion.stored(b)));
        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Test
    void continues_with_the_next_major_version() {
        assertThat(SemanticVersion.stored("2.5.14").nextMajor()).isEqualTo("3.0.0");
        assertThat(SemanticVersion.stored("1.0.0-rc.1").nextMajor()).isEqualTo("2.0.0");
    }
}
