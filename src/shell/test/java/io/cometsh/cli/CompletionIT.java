package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Key;
import io.cometsh.support.Lacking;
import io.cometsh.support.TerminalSession;
import io.cometsh.support.Worlds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TAB in the real shells, with the built program and live names. */
@Tag("launcher")
@Tag("terminal")
@Timeout(180)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompletionIT {
    private static CometServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = CometServer.start(ServerOptions.inMemory());
        Worlds.fill(server, "acme", "vision", 1, (run, i) -> run.metric("loss", i));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private TerminalSession shell(List<String> command) {
        Map<String, String> environment = new LinkedHashMap<>(TerminalSession.environment());
        environment.put("HOME", folder.toString());
        environment.put("PATH", Path.of("bin").toAbsolutePath() + ":" + environment.get("PATH"));
        environment.put("COMET_API_KEY", "k");
        environment.put("COMET_URL_OVERRIDE", server.address().toString());
        environment.put("COMETSH_BUILD", "off");
        environment.put("PS1", "$ ");
        return TerminalSession.start(command, environment, folder, 120, 20);
    }

    @ParameterizedTest
    @CsvSource({
        "bash, bash --norc --noprofile, source <(cometsh completion bash)",
        "zsh, zsh -f, autoload -U compinit && compinit -u && source <(cometsh completion zsh)",
        "fish, fish --no-config, cometsh completion fish | source",
    })
    void completes_commands_and_live_projects(String program, String command, String set_up) {
        if (!isThere(program)) {
            Lacking.tool("needs the shell " + program);
        }
        try (TerminalSession shell = shell(List.of(command.split(" ")))) {
            shell.enter(set_up + "; echo re''ady");
            shell.await("ready");
            shell.type("cometsh comp").press(Key.TAB);
            shell.await("cometsh completion");
            shell.type("\u0015cometsh query ac").press(Key.TAB);
            shell.await("cometsh query acme/");
            shell.press(Key.TAB);
            assertThat(shell.await("cometsh query acme/vision").text()).doesNotContain("error");
        }
    }
}
