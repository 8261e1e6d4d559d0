package io.cometsh.completion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

/** Real keys through JLine, on streams in memory. */
class TabTest {
    private final Scope scope = Scope.of(Map.of("api", new SampleApi(), "exp", new SampleApi.SampleExperiment()));

    private String typed(String keys) throws IOException {
        return typed(keys, text -> false);
    }

    private String typed(String keys, java.util.function.Predicate<String> unfinished) throws IOException {
        LiveNames live = new LiveNames(SampleApi.NAMES, Runnable::run, System::nanoTime, line -> {});
        ByteArrayInputStream input = new ByteArrayInputStream(keys.getBytes(UTF_8));
        try (DumbTerminal terminal = new DumbTerminal("test", "ansi", input, new ByteArrayOutputStream(), UTF_8)) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new ShellParser(unfinished))
                    .completer(
                            new ShellCompleter(live, scope, new LastProject(scope), CommandNames.NONE, Deadline::none))
                    .completionMatcher(new SuggestionMatcher())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            return reader.readLine("> ");
        }
    }

    @Test
    void a_single_match_is_written_with_its_quote() throws IOException {
        assertThat(typed("api.getProjects('tea\t)\n")).isEqualTo("api.getProjects('team-vision')");
        assertThat(typed("api.getProjects(\"o\t)\n")).isEqualTo("api.getProjects(\"o'brien\")");
        assertThat(typed("api.getProjects('o\t)\n")).isEqualTo("api.getProjects('o\\'brien')");
    }

    @Test
    void the_common_beginning_of_several_is_written_and_no_quote() throws IOException {
        assertThat(typed("api.getExp\ts('demo')\n")).isEqualTo("api.getExperiments('demo')");
    }

    @Test
    void no_match_leaves_the_line_alone() throws IOException {
        assertThat(typed("api.getProjects('zzz\t')\n")).isEqualTo("api.getProjects('zzz')");
        assertThat(typed("println 'de\t'\n")).isEqualTo("println 'de'");
    }

    @Test
    void a_name_between_two_quotes_is_completed_in_place() throws IOException {
        assertThat(typed("api.getProjects('')\u0002\u0002tea\t\n")).isEqualTo("api.getProjects('team-vision')");
    }

    @Test
    void a_whole_query_is_typed_with_a_few_keys() throws IOException {
        assertThat(typed("api.q\t'd\t, 'di\t, Metric('a\t) > 0.9)\n"))
                .isEqualTo("api.query('demo', 'digits', Metric('accuracy') > 0.9)");
    }

    @Test
    void completes_on_the_second_line_of_an_unfinished_text() throws IOException {
        assertThat(typed("api.query('demo',\n'di\t)\n", text -> !text.contains(")")))
                .isEqualTo("api.query('demo',\n'digits')");
    }

    @Test
    void a_blank_line_ends_the_wait() throws IOException {
        assertThat(typed("foo(\n\n", text -> true)).isEqualTo("foo(\n");
    }
}
