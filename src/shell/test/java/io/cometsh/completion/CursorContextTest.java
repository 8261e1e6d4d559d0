package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.completion.CursorContext.InLiteral;
import io.cometsh.completion.CursorContext.Member;
import io.cometsh.completion.CursorContext.Nowhere;
import io.cometsh.completion.CursorContext.PlainName;
import io.cometsh.completion.CursorContext.ShellCommand;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorContextTest {
    /** The calls around the cursor's literal as {@code name:position}, innermost first. */
    private static String calls(String before) {
        assertThat(CursorContext.at(before)).isInstanceOf(InLiteral.class);
        return ((InLiteral) CursorContext.at(before))
                .calls().stream()
                        .map(call -> call.name() + ":" + call.position()
                                + (call.current().name() == null
                                        ? ""
                                        : "=" + call.current().name()))
                        .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "f('                                   # f:0",
                "f('a', \"                             # f:1",
                "f('a,b(', '                           # f:1",
                "f([1, 2], '                           # f:1",
                "f({ it, 2 }, '                        # f:1",
                "f(a: 1, b: '                          # f:-1=b",
                "f(g('                                 # g:0 f:0",
                "f(g(1), '                             # f:1",
                "f(1, g(2, '                           # g:1 f:1",
                "f '                                   # f:0",
                "f 1, '                                # ``",
                "x.f 'a', '                            # f:1",
                "x = f 'a', '                          # f:1",
                "if ('                                 # ``",
                "return '                              # ``",
                "x['                                   # ``",
                "f(\"${g('                             # g:0 f:0",
                "f(\"${g('x')}\", '                    # f:1",
                "f(/a\\/(b/, '                         # f:1",
                "f(a / b, '                            # f:1",
                "f('''a'b''', '                        # f:1",
                "f(1) + g('                            # g:0",
                "'                                     # ``",
            })
    void finds_the_calls_around_a_literal(String before, String calls) {
        assertThat(calls(before)).isEqualTo(calls);
    }

    @Test
    void a_question_mark_is_the_short_form_of_the_command_that_explains() {
        assertThat(CursorContext.at("?Exp")).isEqualTo(CursorContext.at(":doc Exp"));
        assertThat(CursorContext.at("  ? api.get")).isEqualTo(CursorContext.at(":doc api.get"));
        assertThat(CursorContext.at("a ?Exp")).isNotEqualTo(CursorContext.at(":doc Exp"));
    }

    @Test
    void a_line_before_does_not_leak_into_the_next() {
        assertThat(calls("f 'a',\n'")).isEqualTo("");
        assertThat(calls("println 'it\ng('")).isEqualTo("g:0");
        assertThat(calls("f(\n  'a',\n  '")).isEqualTo("f:1");
        assertThat(calls("x = 1 // don't\ng('")).isEqualTo("g:0");
        assertThat(calls("/* don't ( */ g('")).isEqualTo("g:0");
    }

    @Test
    void gives_the_typed_part() {
        assertThat(CursorContext.at("f('a b").prefix()).isEqualTo("a b");
        assertThat(CursorContext.at("foo.ba").prefix()).isEqualTo("ba");
        assertThat(CursorContext.at("foo.").prefix()).isEmpty();
        assertThat(CursorContext.at("foo").prefix()).isEqualTo("foo");
        assertThat(CursorContext.at("foo ").prefix()).isEmpty();
        assertThat(CursorContext.at("").prefix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a?.b", "a*.b", "a()[0].b", "'x'.b", "(a).b", "1.5.b", "a {}.b"})
    void knows_a_member(String before) {
        assertThat(CursorContext.at(before)).isInstanceOf(Member.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1..b", "a ? b", "a, b", "x -> b", "{ b", "a\nb", "a;b"})
    void knows_a_plain_name(String before) {
        assertThat(CursorContext.at(before)).isInstanceOf(PlainName.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "1.5", "'done'", "// a.", "#!/usr/bin"})
    void offers_nothing_in_finished_or_silent_text(String before) {
        assertThat(CursorContext.at(before)).isInstanceOf(Nowhere.class);
    }

    @Test
    void a_command_is_cut_at_blanks() {
        assertThat(CursorContext.at(":cache do exp")).isEqualTo(new ShellCommand("exp", List.of(":cache", "do"), ""));
        assertThat(CursorContext.at(":ca")).isEqualTo(new ShellCommand(":ca", List.of(), ""));
        assertThat(CursorContext.at("  :cache ")).isEqualTo(new ShellCommand("", List.of(":cache"), ""));
        assertThat(CursorContext.at(":save \"my fi")).isEqualTo(new ShellCommand("my fi", List.of(":save"), "\""));
        assertThat(CursorContext.at(":save 'my file' l"))
                .isEqualTo(new ShellCommand("l", List.of(":save", "my file"), ""));
        assertThat(CursorContext.at(":save don't")).isEqualTo(new ShellCommand("don't", List.of(":save"), ""));
    }

    @Test
    void reads_any_beginning_of_any_text_without_an_error() {
        String hard =
                "api.query('a', \"b${x.y { it['z'] }}\", ~Tag('t') & /re\\/g/ ) // c\n}])} x?.y*.z 1..<2 $/d/$ '''\n'''\n";
        for (int end = 0; end <= hard.length(); end++) {
            assertThat(CursorContext.at(hard.substring(0, end)).prefix()).isNotNull();
            assertThat(CursorContext.finishedCalls(hard.substring(0, end))).isNotNull();
            // From the middle too, where brackets close that never opened.
            assertThat(CursorContext.at(hard.substring(end)).prefix()).isNotNull();
        }
    }
}
