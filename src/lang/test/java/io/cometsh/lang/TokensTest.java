package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokensTest {
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
                "g«{ it }",
                "i++ / (b) / f«(c)",
                "$/ $/) $$/ ( /$ .size«()",
                "(a\n/ b«(c / d)"
            })
    void finds_the_opening_bracket(String marked) {
        String text = marked.replace("«", "");
        assertThat(Tokens.opening(text, text.length() - 1)).isEqualTo(marked.indexOf('«'));
    }

    @ParameterizedTest
    @ValueSource(strings = {")", "a)", "(a]", "'('  )", "\"(\")", "// (\n)", "'a)", "(1) )", "{ ( }", "a\n/ (b)"})
    void a_bracket_without_an_opening_one_has_none(String text) {
        assertThat(Tokens.opening(text, text.length() - 1)).isEqualTo(-1);
    }

    /** What Groovy's parser accepts as a whole is closed for the scanner too: a wrongly read slash would open a string. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "i++ / 2",
                "i-- / '('.size()",
                "x = a / b / c",
                "x = [1, 2].size() / '('.size()",
                "x = (a\n/ '('.size())",
                "x = [a,\n/(/]",
                "f { it\n/(/ }",
                "x = 'a' =~ /\\(/",
                "x = a ==~ /[(]/",
                "assert /(/ in names",
                "return /(/",
                "do /(/.size() while (false)",
                "x = $/ it is $$ or $/ and ( /$",
                "x = $/ ${a + '('} /$",
                "x = \"a ${[b: \"${'('}\"]} )\"",
                "x = '\\''",
                "x = '''it's ('''",
                "x = \"\"\"a \"( b\"\"\"",
                "#!/usr/bin/env (\nx = 1",
                "x = 1 // (\ny = 2 /* ( */"
            })
    void what_groovy_reads_as_a_whole_is_closed(String text) {
        assertThat(InputCheck.canBeParsed(text)).isTrue();
        assertThat(Tokens.of(text).brackets()).isEqualTo(Tokens.Brackets.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(",
                "x = [",
                "{ it",
                "'''",
                "\"\"\"a",
                "/* a",
                "x = /a",
                "x = $/ a $/",
                "\"${",
                "\"a ${b",
                "\"${f(')')"
            })
    void more_can_follow_what_is_open(String text) {
        assertThat(Tokens.of(text).brackets()).isEqualTo(Tokens.Brackets.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {")", "(]", "{ ( }", "'a", "\"a", "'a\n'", "\"${ ( }\"", "\"\"\"${\"a"})
    void nothing_can_follow_what_is_wrong(String text) {
        assertThat(Tokens.of(text).brackets()).isEqualTo(Tokens.Brackets.WRONG);
    }
}
