package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FirstProviderTest {
    @Test
    void is_the_one_that_Java_lists_first() {
        assertThat(FirstProvider.getProviders()[0]).isSameAs(Security.getProviders()[0]);
    }
}
