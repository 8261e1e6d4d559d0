package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final List<String> done = new ArrayList<>();
    private final Commands commands = new Commands();
    private final RecordingCache cache = new RecordingCache(done);

    @BeforeEach
    void addAll() {
        commands.add(new HelpCommand(commands));
        commands.add(new CacheCommand(cache, () -> done.add("names cleared")));
        commands.add(new TraceCommand(() -> null));
        commands.add(new QuitCommand(() -> done.add("quit")));
    }

    @Test
    void shows_the_state_of_the_cache() {
        assertThat(commands.run(":cache")).isEqualTo("""
                cache is on: 1,200 hits, 3 misses, 4 answers, 5,000 bytes
                kept: experiment/metadata""");
    }

    @Test
    void steers_the_cache() {
        commands.run(":cache off");
        commands.run(":cache on");
        commands.run(":cache do experiment/tags experiment/metadata");
        commands.run(":cache dont  experiment/tags");
        commands.run(":cache clear experiment/tags");
        commands.run(":cache clear");
        assertThat(done)
                .containsExactly(
                        "off",
                        "on",
                        "do [experiment/tags, experiment/metadata]",
                        "dont [experiment/tags]",
                        "clear [experiment/tags]",
                        "names cleared",
                        "clear []",
                        "names cleared");
    }

    @Test
    void refuses_an_unknown_endpoint_with_the_nearest_and_changes_nothing() {
        assertThatThrownBy(() -> commands.run(":cache do experiment/tag"))
                .hasMessage("no endpoint experiment/tag; did you mean experiment/tags?");
        assertThatThrownBy(() -> commands.run(":cache clear experiment/tags zzzzzz"))
                .hasMessage("no endpoint zzzzzz; TAB shows them");
        assertThatThrownBy(() -> commands.run(":cache do")).hasMessageContaining("name an endpoint");
        assertThatThrownBy(() -> commands.run(":cache of")).hasMessageContaining("write :cache [on|off|");
        assertThatThrownBy(() -> commands.run(":cache on now")).hasMessageContaining("takes nothing more");
        assertThat(done).isEmpty();
    }

    @Test
    void an_unknown_command_names_the_nearest() {
        assertThatThrownBy(() -> commands.run(":cahce"))
                .hasMessage("no command :cahce; did you mean :cache? Type :help for all of them.");
        assertThatThrownBy(() -> commands.run(":zzzzzz")).hasMessage("no command :zzzzzz Type :help for all of them.");
    }

    @Test
    void every_command_has_help_and_every_topic_is_offered() {
        assertThat(commands.run(":help")).contains(":cache", ":quit", ":trace", ":help query");
        for (Command command : commands.all()) {
            assertThat(commands.run(":help " + command.name().substring(1)))
                    .startsWith(command.name())
                    .contains("\n");
            assertThat(commands.run(":help " + command.name())).startsWith(command.name());
        }
        assertThat(commands.arguments(List.of(":help"))).containsKeys("query", "keys", "cache");
        assertThat(commands.run(":help query")).contains("Metric(\"accuracy\") > 0.9");
        assertThatThrownBy(() -> commands.run(":help querry")).hasMessageContaining("did you mean :help query?");
    }

    @Test
    void offers_arguments_where_they_may_stand_and_nowhere_else() {
        assertThat(commands.arguments(List.of(":cache"))).containsOnlyKeys("on", "off", "clear", "do", "dont");
        assertThat(commands.arguments(List.of(":cache", "do")))
                .containsOnlyKeys("experiment/metadata", "experiment/tags");
        assertThat(commands.arguments(List.of(":cache", "on"))).isEmpty();
        assertThat(commands.arguments(List.of(":quit"))).isEmpty();
        assertThat(commands.arguments(List.of(":nothing"))).isEmpty();
    }

    @Test
    void trace_says_when_nothing_has_failed() {
        assertThat(commands.run(":trace")).isEqualTo("nothing has failed so far");
    }
}
