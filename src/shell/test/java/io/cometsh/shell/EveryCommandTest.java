package io.cometsh.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.completion.NameSource;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.Session;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import io.cometsh.support.Await;
import io.cometsh.support.TestApi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell's own commands: each has help and completion. */
class EveryCommandTest {
    private static final NameSource NAMES = new NameSource() {
        @Override
        public List<String> workspaces() {
            return List.of("demo");
        }

        @Override
        public List<String> projects(String workspace) {
            return List.of("digits");
        }

        @Override
        public List<Column> columns(String workspace, String project) {
            return List.of(new Column("val_loss", Source.METRICS, "double"));
        }
    };

    @TempDir
    private Path folder;

    private final Api api = TestApi.of(ShellMain.server());
    private final Session session = Session.typed(new ScriptContext().lazy("api", () -> api));
    private Commands commands;

    @BeforeEach
    void start() throws IOException {
        byte[] nothing = {};
        DumbTerminal terminal =
                new DumbTerminal("test", "dumb", new ByteArrayInputStream(nothing), new ByteArrayOutputStream(), UTF_8);
        commands = new Shell(terminal, session, () -> api, NAMES, ShellOptions.defaults()).commands();
    }

    private Map<String, String> offered(String... words) {
        List<String> all = List.of(words);
        return commands.arguments(all.subList(0, all.size() - 1), all.get(all.size() - 1));
    }

    @Test
    void each_that_takes_arguments_has_an_example_in_its_help() {
        for (Command command : commands.all()) {
            String help = command.help();
            assertThat(help).as(command.name()).isNotBlank();
            assertThat(command.summary()).as(command.name()).isNotBlank();
            if (!command.usage().isEmpty()) {
                assertThat(help).as(command.name()).containsPattern(command.name() + " [^ ]");
            }
            assertThat(commands.usage(command.name())).isEqualTo(command.usage());
        }
    }

    @Test
    void each_help_fits_a_terminal_of_eighty_columns_and_one_screen() {
        for (Command command : commands.all()) {
            // Of the settings each has a line, which is broken where the terminal is narrow.
            boolean ofSettings = command instanceof SetCommand;
            assertThat(command.help().lines())
                    .as(command.name())
                    .allMatch(line -> line.length() < (ofSettings ? 100 : 80));
            assertThat(command.help().lines()).as(command.name()).hasSizeLessThan(22);
        }
        for (String topic : List.of("query", "keys", "values")) {
            assertThat(commands.run(":help " + topic, 80).lines()).as(topic).allMatch(line -> line.length() < 80);
        }
    }

    @Test
    void each_takes_any_words_for_completion_without_an_error() {
        for (Command command : commands.all()) {
            for (String word : List.of("", "x", "-", "~", "/", "\"", "a/b", "\u0000")) {
                assertThat(commands.arguments(List.of(command.name()), word)).isNotNull();
                assertThat(commands.arguments(List.of(command.name(), "last", "1"), word))
                        .isNotNull();
            }
        }
    }

    @Test
    void what_one_has_defined_is_offered_where_it_belongs() {
        session.evaluate("number = 3; def twice(n) { n * 2 }", "");
        session.evaluate("class Point { int x }", "");
        assertThat(offered(":vars", "")).containsEntry("number", "Integer").containsKeys("twice", "Point");
        assertThat(offered(":edit", "")).containsEntry("twice", "method").containsEntry("Point", "class");
        assertThat(offered(":doc", "")).containsEntry("number", "variable").containsKey("Experiment.getMetrics");
        assertThat(offered(":vars", "number", "")).isEmpty();
    }

    @Test
    void places_and_columns_are_the_server_s() throws Exception {
        Await.until("the workspaces", () -> !offered(":use", "").isEmpty());
        assertThat(offered(":use", "")).containsOnlyKeys("demo");
        assertThat(offered(":use", "demo")).containsOnlyKeys("demo/");
        assertThat(offered(":use", "demo/")).containsOnlyKeys("demo/digits");
        assertThat(offered(":use", "demo/digits", "")).isEmpty();
        assertThat(offered(":columns", "")).containsKeys("Metric", "Tag").doesNotContainKey("val_loss");
    }

    @Test
    void settings_show_what_they_are_now() {
        assertThat(offered(":set", "")).containsEntry("theme", "for which ground the colours are chosen (auto: dark)");
        assertThat(offered(":set", "theme", "")).containsEntry("auto", "now").containsEntry("light", "");
        assertThat(offered(":set", "rows", "")).containsOnlyKeys("50");
        assertThat(offered(":format", "")).containsEntry("table", "now").containsKey("csv");
        assertThat(offered(":set", "theme", "dark", "")).isEmpty();
    }

    @Test
    void words_are_offered_once_and_only_where_they_mean_something() throws IOException {
        assertThat(offered(":save", "x.groovy", "")).containsOnlyKeys("all", "last", "over");
        assertThat(offered(":save", "x.groovy", "last", "")).isEmpty();
        assertThat(offered(":save", "x.groovy", "last", "5", "")).containsOnlyKeys("over");
        assertThat(offered(":undo", "")).containsOnlyKeys("yes");
        assertThat(offered(":undo", "yes", "")).isEmpty();
        assertThat(offered(":cache", "do", "projects", ""))
                .containsKey("workspaces")
                .doesNotContainKey("projects");
        assertThat(offered(":help", "")).containsEntry("keys", "topic").containsKey("save");
        Files.createDirectories(folder.resolve("in here"));
        String begun = folder + "/";
        assertThat(offered(":open", begun)).containsOnlyKeys(begun + "in here/");
        assertThat(offered(":save", begun)).containsOnlyKeys(begun + "in here/");
        assertThat(offered(":plot", "loss", "-o", begun)).containsOnlyKeys(begun + "in here/");
        assertThat(offered(":plot", "loss", "--")).containsKeys("-o", "--log").doesNotContainKey("--output");
        assertThat(offered(":plot", "loss", "-x", "")).containsOnlyKeys("step", "epoch", "time", "duration");
    }

    @Test
    void a_plot_s_options_are_words_after_it() {
        assertThat(PlotLine.of("val_loss --log -x epoch --smooth 0.6 --title \"a b\""))
                .isEqualTo(new PlotLine("val_loss", Map.of("log", true, "x", "epoch", "smooth", 0.6, "title", "a b")));
        assertThat(PlotLine.of("runs, [\"a\", 'b --log']"))
                .isEqualTo(new PlotLine("runs, [\"a\", 'b --log']", Map.of()));
        assertThat(PlotLine.of("-o 'my plot.png'")).isEqualTo(new PlotLine("", Map.of("output", "my plot.png")));
        assertThat(PlotLine.of("a - b")).isEqualTo(new PlotLine("a - b", Map.of()));
        assertThatThrownBy(() -> PlotLine.of("loss --lgo"))
                .hasMessageStartingWith(":plot has no option --lgo; there is -o, -x, --smooth");
        assertThatThrownBy(() -> PlotLine.of("loss --smooth"))
                .hasMessage("--smooth takes a value: moving average, 0 to below 1");
        assertThatThrownBy(() -> PlotLine.of("loss --smooth much")).hasMessage("--smooth takes a number, not much");
        assertThatThrownBy(() -> PlotLine.of("--log loss")).hasMessageContaining("before the options");
    }
}
