package io.cometsh.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LazyTest {
    @Test
    void the_value_is_made_once_by_the_first_question() {
        List<String> made = new ArrayList<>();
        Lazy<String> lazy = new Lazy<>(() -> {
            made.add("x");
            return "value";
        });
        lazy.ifMade(value -> made.add("not yet"));
        assertThat(made).isEmpty();
        assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> lazy.get())).containsOnly("value");
        lazy.ifMade(made::add);
        assertThat(made).containsExactly("x", "value");
    }

    @Test
    void a_maker_that_throws_is_asked_again() {
        List<String> asked = new ArrayList<>();
        Lazy<String> lazy = new Lazy<>(() -> {
            asked.add("x");
            if (asked.size() == 1) {
                throw new IllegalStateException("not now");
            }
            return "value";
        });
        assertThatThrownBy(lazy::get).hasMessage("not now");
        assertThat(lazy.get()).isEqualTo("value");
    }
}
