package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final List<String> done = new ArrayList<>();
    private final FakeTransport server = new FakeTransport().on("workspaces", "{\"workspaceNames\":[\"demo\"]}");
    private final Api api = TestApi.of(server);
    private final Commands commands = new Commands();

    @BeforeEach
    void addAll() {
        commands.add(new HelpCommand(commands));
        commands.add(new CacheCommand(
                () -> api, () -> done.add("names cleared"), new ValueText(50, PlotDisplay::plain)::of));
        commands.add(new TraceCommand(() -> null, failure -> List.of()));
        commands.add(new QuitCommand(() -> done.add("quit")));
    }

    private String run(String line) {
        return commands.run(line, 80);
    }

    @Test
    void shows_the_state_of_the_cache() {
        assertThat(run(":cache")).isEqualTo("cache is on: 0 hits, 0 misses, 0 answers of 0 bytes");
        api.getWorkspaces();
        api.getWorkspaces();
        assertThat(run(":cache"))
                .startsWith("cache is on: 1 hits, 1 misses, 1 answers of ")
                .containsPattern("workspaces \\| +1 \\| +1 \\| +1 \\|");
    }

    @Test
    void clearing_asks_the_server_again_and_forgets_the_names_of_tab() {
        api.getWorkspaces();
        assertThat(run(":cache clear")).isEqualTo("cache cleared");
        api.getWorkspaces();
        assertThat(server.requests()).hasSize(2);
        assertThat(done).containsExactly("names cleared");
        assertThat(run(":cache clear projects")).isEqualTo("cleared: projects");
        api.getWorkspaces();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void switches_the_cache_and_single_endpoints() {
        assertThat(run(":cache off")).isEqualTo("cache is off");
        assertThat(api.useCache()).isFalse();
        assertThat(run(":cache on")).isEqualTo("cache is on");
        assertThat(api.useCache()).isTrue();
        assertThat(run(":cache dont workspaces")).isEqualTo("not kept from now on: workspaces");
        api.getWorkspaces();
        api.getWorkspaces();
        assertThat(server.requests()).hasSize(2);
        assertThat(run(":cache do  workspaces projects")).isEqualTo("kept from now on: workspaces, projects");
        api.getWorkspaces();
        api.getWorkspaces();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void refuses_an_unknown_endpoint_with_the_nearest_and_changes_nothing() {
        assertThatThrownBy(() -> run(":cache do workspaces experiment/tag"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("\"experiment/tags\"");
        assertThatThrownBy(() -> run(":cache clear zzzzzz")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> run(":cache do")).hasMessageContaining("name an endpoint");
        assertThatThrownBy(() -> run(":cache of")).hasMessageContaining("write :cache [on|off|");
        assertThatThrownBy(() -> run(":cache on now")).hasMessageContaining("takes nothing more");
        assertThat(done).isEmpty();
    }

    @Test
    void an_unknown_command_names_the_nearest() {
        assertThatThrownBy(() -> run(":cahce"))
                .hasMessage("no command :cahce; did you mean :cache? Type :help for all of them.");
        assertThatThrownBy(() -> run(":zzzzzz")).hasMessage("no command :zzzzzz. Type :help for all of them.");
    }

    @Test
    void every_command_has_help_and_every_topic_is_offered() {
        assertThat(run(":help")).contains(":cache", ":quit", ":trace", ":help query");
        for (Command command : commands.all()) {
            assertThat(run(":help " + command.name().substring(1)))
                    .startsWith(command.name())
                    .contains("\n");
            assertThat(run(":help " + command.name())).startsWith(command.name());
        }
        assertThat(commands.arguments(List.of(":help"), "")).containsKeys("query", "keys", "cache");
        assertThat(run(":help query")).contains("Metric(\"accuracy\") > 0.9");
        assertThatThrownBy(() -> run(":help querry")).hasMessageContaining("did you mean :help query?");
    }

    @Test
    void offers_arguments_where_they_are_allowed_and_nowhere_else() {
        assertThat(commands.arguments(List.of(":cache"), "")).containsOnlyKeys("on", "off", "clear", "do", "dont");
        assertThat(commands.arguments(List.of(":cache", "do"), "")).containsKeys("workspaces", "experiment/tags");
        assertThat(commands.arguments(List.of(":cache", "on"), "")).isEmpty();
        assertThat(commands.arguments(List.of(":quit"), "")).isEmpty();
        assertThat(commands.arguments(List.of(":nothing"), "")).isEmpty();
    }

    @Test
    void trace_reports_when_nothing_has_failed() {
        assertThat(run(":trace")).isEqualTo("nothing has failed so far");
    }
}
