package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BracketScannerTest {
    /** The mark « is before the opening bracket of the last character. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f«(a, [1], {b})",
                "f«(\")\", ')', /)/, '''\n)''', \"${g(1)})\")",
                "f«(\"it\\\"s)\")",
                "\"${g«(1)",
                "}) .x«[0]",
                "a / b«(c / d)",
                "f«(1 /* ) */, 2 // )\n)",
                "g«{ it }"
            })
    void finds_the_opening_bracket(String marked) {
        String text = marked.replace("«", "");
        assertThat(BracketScanner.opening(text, text.length() - 1)).isEqualTo(marked.indexOf('«'));
    }

    @ParameterizedTest
    @ValueSource(strings = {")", "a)", "(a]", "'('  )", "\"(\")", "// (\n)", "'a)", "(1) )"})
    void a_bracket_without_an_opening_one_has_none(String text) {
        assertThat(BracketScanner.opening(text, text.length() - 1)).isEqualTo(-1);
    }
}
