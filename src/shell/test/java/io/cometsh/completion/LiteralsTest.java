package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {
    /** Groovy is asked what the literal means: it, not we, decides whether the escapes are right. */
    @ParameterizedTest
    @ValueSource(strings = {"'", "\"", "'''", "\"\"\"", "/", "$/"})
    void what_is_written_between_quotes_means_the_name_again(String quote) {
        Random random = new Random(quote.hashCode());
        List<String> names =
                new ArrayList<>(List.of("o'brien", "tell \"hi\"", "$5", "a\\b", "two\nlines", "😀", "'", "\""));
        while (names.size() < 150) {
            names.add(RandomNames.next(random));
        }
        names.removeIf(name -> !Literals.canHold(name, quote));
        StringBuilder script = new StringBuilder("[\n");
        names.forEach(name -> script.append(quote)
                .append(Literals.escaped(name, quote))
                .append(Literals.closing(quote))
                .append(".toString(),\n"));
        assertThat(new GroovyShell().evaluate(script.append("]").toString())).isEqualTo(names);
    }

    @Test
    void ordinary_quotes_hold_every_name_and_slashes_only_some() {
        assertThat(Literals.canHold("any $ \\ / ' \" \n", "\"")).isTrue();
        assertThat(Literals.canHold("a/b", "/")).isTrue();
        assertThat(Literals.canHold("$a", "/")).isFalse();
        assertThat(Literals.canHold("a\\", "/")).isFalse();
        assertThat(Literals.canHold("a/$", "$/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"", "/"})
    void what_is_typed_so_far_means_what_the_finished_literal_would(String quote) {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            String name = RandomNames.next(random).replaceAll("\\p{Cntrl}", "").replace("\\u", "");
            if (Literals.canHold(name, quote)) {
                assertThat(Literals.unescaped(Literals.escaped(name, quote), quote))
                        .isEqualTo(name);
            }
        }
    }
}
