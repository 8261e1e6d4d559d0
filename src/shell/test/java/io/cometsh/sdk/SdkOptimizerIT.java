package io.cometsh.sdk;

import static io.cometsh.sdk.Answers.json;
import static io.cometsh.sdk.Answers.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official SDK searches with the optimizer of our server. No setting but the server's address leads it there. */
@Tag("launcher")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SdkOptimizerIT {
    @TempDir
    private static Path folder;

    private static CometServer server;
    private static JsonNode report;

    @BeforeAll
    static void search() throws Exception {
        server = CometServer.start(ServerOptions.inMemory());
        report = new PythonScript(server.address(), folder).run("optimizer.py");
    }

    @AfterAll
    static void stop_the_server() {
        server.close();
    }

    @Test
    void a_loop_over_a_grid_makes_an_experiment_of_each_set() {
        assertThat(report.at("/loop/tried")).isEqualTo(json("[[1,'a'],[2,'a']]"));
        assertThat(report.at("/loop/status").asText()).isEqualTo("completed");
        assertThat(report.at("/loop/counts")).as("completed, aborted").isEqualTo(json("[1,1]"));
        assertThat(report.at("/loop/optimizer of the run").asBoolean()).isTrue();
        assertThat(report.at("/loop/others/metric").asText()).isEqualTo("loss");
        assertThat(report.at("/loop/others/metric_value").asText()).isEqualTo("1");
        assertThat(report.at("/loop/others/name").asText()).isEqualTo("loop");
    }

    @Test
    void a_seed_gives_the_same_sets_and_bayes_uses_the_scores() {
        for (String algorithm : new String[] {"random", "bayes"}) {
            assertThat(report.at("/seeds/" + algorithm))
                    .as(algorithm + ": sets, status, same seed, other seed")
                    .isEqualTo(json("[20,'completed',true,false]"));
        }
        assertThat(report.at("/seeds/better").asInt()).as("of 5 seeds").isGreaterThanOrEqualTo(4);
    }

    @Test
    void two_processes_of_comet_optimize_share_a_search() {
        assertThat(report.get("processes"))
                .isEqualTo(json("{'exit':0,'completed':true,'processes':2,'tried':6,'different':6}"));
    }

    @Test
    void the_sdk_reports_what_is_wrong_with_a_configuration() {
        assertThat(texts(report.get("refused")))
                .satisfiesExactly(
                        algorithm -> assertThat(algorithm)
                                .startsWith("ValueError: ")
                                .contains("there is no algorithm 'grd'; use bayes, grid, random"),
                        parameter -> assertThat(parameter)
                                .startsWith("OptimizerException: Optimizer server: ")
                                .contains("parameter 'x' needs a number for max"),
                        setting -> assertThat(setting)
                                .startsWith("OptimizerException: Optimizer server: ")
                                .contains("spec has 'maxCombos', which grid does not know"),
                        id -> assertThat(id)
                                .startsWith("OptimizerException: invalid optimizer instance status: ")
                                .contains("no such optimizer"));
    }
}
