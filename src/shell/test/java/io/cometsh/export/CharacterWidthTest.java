package io.cometsh.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CharacterWidthTest {
    @Test
    void every_code_point_is_as_wide_as_the_line_editor_takes_it_to_be() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(code -> CharacterWidth.of(code) != Math.max(0, WCWidth.wcwidth(code))))
                .isEmpty();
    }
}
