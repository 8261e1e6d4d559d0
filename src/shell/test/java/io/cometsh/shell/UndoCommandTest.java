package io.cometsh.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Journals;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.query.QueryVariable;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoCommandTest {
    @TempDir
    Path folder;

    @Test
    void shows_what_it_would_do_and_does_it_on_request() {
        try (CometServer server = CometServer.start(ServerOptions.inMemory());
                Api api = new Api(
                        new OkHttpTransport(TransportOptions.of(server.address(), "any-key")),
                        server::address,
                        ApiOptions.defaults().withJournals(() -> Journals.in(folder)))) {
            Worlds.fill(server, "acme", "vision", 2, (run, i) -> run.metric("loss", i));
            Commands commands = new Commands();
            commands.add(new UndoCommand(() -> api, new ValueText(50, PlotDisplay::plain)));
            Object all = QueryVariable.metric("loss").ne(null);
            api.plan(api.query("acme", "vision", all)).addTag("x").apply();

            assertThat(commands.run(":undo", 80)).contains("remove tag x", "run-0", "run-1", ":undo yes does it");
            assertThat(api.query("acme", "vision", QueryVariable.tag("x"))).hasSize(2);
            assertThat(commands.run(":undo yes", 80)).isEqualTo("undone: 2 changes to 2 experiments");
            assertThat(api.query("acme", "vision", QueryVariable.tag("x"))).isEmpty();
            assertThatThrownBy(() -> commands.run(":undo", 80)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> commands.run(":undo a b", 80)).isInstanceOf(CommandException.class);
        }
    }
}
