package io.cometsh.completion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Size;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

/** Names that nobody has thought of, by real keys through JLine. */
class GeneratedNamesTest {
    private final Scope scope = Scope.of(Map.of("api", new SampleApi()));

    private ShellCompleter completer(List<String> workspaces) {
        NameSource source = new NameSource() {
            @Override
            public List<String> workspaces() {
                return workspaces;
            }

            @Override
            public List<ExperimentName> experiments(String workspace, String project) {
                return IntStream.range(0, 100_000)
                        .mapToObj(i -> new ExperimentName("key" + i, "run_" + i))
                        .toList();
            }
        };
        LiveNames live = new LiveNames(source, Runnable::run, System::nanoTime, line -> {});
        return new ShellCompleter(live, scope, new LastProject(scope), CommandNames.NONE, Deadline::none);
    }

    private String typed(ShellCompleter completer, String keys) throws IOException {
        ByteArrayInputStream input = new ByteArrayInputStream(keys.getBytes(UTF_8));
        try (DumbTerminal terminal = new DumbTerminal("test", "ansi", input, new ByteArrayOutputStream(), UTF_8)) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(new ShellParser(text -> false))
                    .completer(completer)
                    .completionMatcher(new SuggestionMatcher())
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            return reader.readLine("> ");
        }
    }

    @Test
    void tab_writes_a_literal_that_means_the_name() throws IOException {
        Random random = new Random(3);
        GroovyShell groovy = new GroovyShell();
        for (int i = 0; i < 50; i++) {
            String name = RandomNames.next(random);
            String quote = random.nextBoolean() ? "'" : "\"";
            String line = typed(completer(List.of(name)), "api.getProjects(" + quote + "\t)\n");
            String literal = line.substring("api.getProjects(".length(), line.length() - 1);
            assertThat(groovy.evaluate(literal + ".toString()")).as(line).isEqualTo(name);
        }
    }

    @Test
    void tab_continues_a_begun_name() throws IOException {
        Random random = new Random(5);
        GroovyShell groovy = new GroovyShell();
        for (int i = 0; i < 50; i++) {
            String name = "w" + RandomNames.next(random).replaceAll("\\p{Cntrl}", "");
            String quote = random.nextBoolean() ? "'" : "\"";
            int end = name.offsetByCodePoints(0, random.nextInt(name.codePointCount(0, name.length())));
            String begun = Literals.escaped(name.substring(0, end), quote);
            String line = typed(completer(List.of(name)), "api.getProjects(" + quote + begun + "\t)\n");
            String literal = line.substring("api.getProjects(".length(), line.length() - 1);
            assertThat(groovy.evaluate(literal + ".toString()")).as(line).isEqualTo(name);
        }
    }

    @Test
    void a_second_tab_after_a_finished_value_changes_nothing() throws IOException {
        for (String name : List.of("adam", "adam 😀", "日本", "a b")) {
            ShellCompleter completer = completer(List.of(name));
            assertThat(typed(completer, "api.getProjects(\"\t\t)\n")).isEqualTo("api.getProjects(\"" + name + "\")");
            assertThat(typed(completer, "api.getProjects(\"\t\t\t, 1)\n"))
                    .isEqualTo("api.getProjects(\"" + name + "\", 1)");
        }
    }

    @Test
    void what_several_names_share_is_written_without_half_an_escape_or_half_an_emoji() throws IOException {
        assertThat(typed(completer(List.of("o'a", "o\\b")), "api.getProjects('o\t')\n"))
                .isEqualTo("api.getProjects('o')");
        assertThat(typed(completer(List.of("x😀", "x😁")), "api.getProjects('\tz')\n"))
                .isEqualTo("api.getProjects('xz')");
        assertThat(typed(completer(List.of("o'brian", "o'brien")), "api.getProjects('o\tz')\n"))
                .isEqualTo("api.getProjects('o\\'briz')");
    }

    @Test
    void what_is_only_like_a_name_becomes_the_name() throws IOException {
        ShellCompleter completer = completer(List.of("team-vision", "Speech"));
        assertThat(typed(completer, "api.getProjects('teamv\t)\n")).isEqualTo("api.getProjects('team-vision')");
        assertThat(typed(completer, "api.getProjects('vis\t)\n")).isEqualTo("api.getProjects('team-vision')");
        assertThat(typed(completer, "api.getProjects('spe\t)\n")).isEqualTo("api.getProjects('Speech')");
        assertThat(typed(completer, "api.getProjects('taem-v\t)\n")).isEqualTo("api.getProjects('team-vision')");
        assertThat(typed(completer, "api.getProjects('zzzz\t')\n")).isEqualTo("api.getProjects('zzzz')");
        assertThat(typed(completer, "api.gWo\t.size()\n")).isEqualTo("api.getWorkspaces().size()");
    }

    @Test
    void of_100_000_runs_the_best_are_shown_and_the_rest_is_counted() {
        List<Candidate> candidates = new ArrayList<>();
        String line = "api.getExperiment('a', 'b', 'run_";
        completer(List.of()).complete(line, line.length(), new Size(), candidates);
        assertThat(candidates).hasSize(Suggestions.MOST);
        assertThat(candidates.get(0).group()).endsWith("(the best 500 of 100,000, type on for others)");
        candidates.clear();
        completer(List.of()).complete(line + "99999", line.length() + 5, new Size(), candidates);
        assertThat(candidates).extracting(Candidate::value).containsExactly("run_99999'");
    }
}
