package io.cometsh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.Worlds;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code API(…)} and {@code APIExperiment(…)} in scripts, between two servers that know different keys. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionsTest {
    private static final String KEY = "SeCrEtKeY0123456789";
    private static final String OTHER_KEY = "AnOtHeRkEy987654321";

    private CometServer server;
    private CometServer other;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(KEY, "ann *")));
        other = CometServer.start(ServerOptions.inMemory().withKeys(Map.of(OTHER_KEY, "bob *")));
        Worlds.fill(server, "acme", "vision", 2, (run, i) -> run.metric("loss", i));
        Worlds.fill(other, "globex", "audio", 1, (run, i) -> run.metric("loss", i));
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    private CommandRun run(String... args) {
        return CommandRun.against(server.address(), KEY, folder, args);
    }

    private String target() {
        return "target = API(api_key='" + OTHER_KEY + "', url='" + other.address() + "', cache=False); ";
    }

    @Test
    void one_script_copies_from_one_server_to_the_other() {
        CommandRun run = run("-q", "-e", target() + """
                for (source in api.get_experiments("acme", "vision")) {
                    copy = target.create_experiment("globex", "copies", source.name)
                    copy.log_metric("loss", source.get_metrics_summary("loss").value, step=3)
                }
                target.get_experiments("globex", "copies").collect { it.get_metrics("loss")[0].step }
                """);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("3\n3\n");
        assertThat(run("-q", "-e", "api.get_workspaces().contains('globex')").out())
                .isEqualTo("false\n");
    }

    @Test
    void without_arguments_it_is_this_run_again_with_a_cache_of_its_own() {
        assertThat(run(
                                "-e",
                                "a = API(); api.use_cache(false); [a.get('acme'), a.use_cache(), a.server_url == api.server_url].toString()")
                        .out())
                .isEqualTo("[[vision], true, true]\n");
        assertThat(run("-e", "API('" + OTHER_KEY + "').get_workspaces()").exitCode())
                .isEqualTo(3);
    }

    @Test
    void the_guards_of_the_run_hold_for_it_too() {
        CommandRun run = run("--read-only", "-e", target() + "target.create_project('globex', 'more')");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("read-only").doesNotContain(OTHER_KEY);
    }

    @Test
    void the_error_for_a_wrong_argument_lists_the_arguments() {
        assertThat(run("-e", "API(key='x')").err()).contains("API takes api_key, url, cache, version, not key");
        assertThat(run("-e", "API(cache='x')").err()).contains("cache of API is true or false, not x");
    }

    @Test
    void an_experiment_is_made_and_found_again_by_its_key() {
        assertThat(run("-e", """
                made = APIExperiment(workspace="acme", project_name="vision", experiment_name="red")
                found = APIExperiment(previous_experiment=made.key)
                [found.name, found instanceof APIExperiment, found instanceof Experiment]
                """).out()).isEqualTo("red\ntrue\ntrue\n");
        assertThat(run("-e", "APIExperiment(project_name='x')").err())
                .contains("APIExperiment takes previous_experiment: \"KEY\" alone, or workspace: \"NAME\"");
    }

    @Test
    void exceptions_need_no_import() {
        assertThat(run("-e", """
                tried = [
                    { api.get_projects("nowhere") }, { api.get("acme/nowhere") }, { API("wrong").get_workspaces() },
                    { api.query("acme", "vision", "text") }, { api.do_cache("nothing") }
                ]
                tried.collect {
                    try { it() } catch (NotFoundException e) { 1 } catch (CometRestApiException e) { 2 } catch (CometException | QueryException e) { 3 }
                }
                """).out()).isEqualTo("1\n1\n2\n3\n3\n");
    }
}
