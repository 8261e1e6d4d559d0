package io.cometsh.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cometsh.client.Api;
import io.cometsh.client.ApiOptions;
import io.cometsh.client.Experiment;
import io.cometsh.client.Model;
import io.cometsh.client.PanelContext;
import io.cometsh.lang.PythonSpelling;
import io.cometsh.lang.ScriptContext;
import io.cometsh.lang.ScriptRunner;
import io.cometsh.server.CometServer;
import io.cometsh.server.ServerOptions;
import io.cometsh.support.TestResources;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.TransportOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method that the class reference names, called in Python's spelling through our client on the embedded server, as
 * {@code reference/api.txt} states; or listed there as not served, which the call then shows.
 */
class ClassReferenceTest {
    private static final String NOT_SERVED = "not served: ";
    private static final Map<String, String> CALLS = new LinkedHashMap<>();

    @TempDir
    static Path folder;

    private static CometServer server;
    private static Api api;
    private static ScriptContext context;

    @BeforeAll
    static void start() {
        for (String line : TestResources.lines("/reference/api.txt")) {
            if (line.startsWith("API.")) {
                String[] row = line.split(" = ", 2);
                assertThat(CALLS.put(row[0], row[1]))
                        .as("listed twice: " + line)
                        .isNull();
            }
        }
        PythonSpelling.install(Api.class, Experiment.class, Model.class);
        server = CometServer.start(ServerOptions.inMemory().withSample(true));
        api = new Api(
                new OkHttpTransport(TransportOptions.of(server.address(), "any")),
                server::address,
                ApiOptions.defaults().withWarnings(warning -> {}).withPanel(() -> PanelContext.of("demo", "digits")));
        Experiment modelRun = api.getExperiment("demo", "digits-registry", "classifier-h16");
        context = new ScriptContext()
                .variable("api", api)
                .variable("folder", folder)
                .variable("project", api.getProject("demo", "digits"))
                .variable("run", api.getExperiment("demo", "digits", "mlp-h64"))
                .variable("model_run", modelRun)
                .variable(
                        "version",
                        api.getRegistryModelVersions("demo", "digits-classifier")
                                .get(0));
    }

    @AfterAll
    static void stop() {
        api.close();
        server.close();
    }

    private static Object run(String code) {
        return new ScriptRunner(context).run(code, "reference.groovy", List.of());
    }

    private static boolean works(String code) {
        return Boolean.TRUE.equals(run("(" + code + ") as boolean"));
    }

    @TestFactory
    Stream<DynamicTest> works_on_the_embedded_server_unless_it_is_listed_that_it_does_not() {
        return CALLS.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    String[] call = row.getValue().split(" # " + NOT_SERVED, 2);
                    if (call.length == 1) {
                        assertThat(works(call[0])).as(call[0]).isTrue();
                    } else {
                        assertThat(catchThrowable(
                                        () -> assertThat(works(call[0])).isTrue()))
                                .as("is listed as not served, but works: " + call[0])
                                .isNotNull();
                    }
                }));
    }

    @Test
    void the_table_has_every_name_of_the_class_reference() {
        assertThat(CALLS.keySet()).containsExactlyInAnyOrderElementsOf(TestResources.lines("/reference/names.txt"));
    }
}
