package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code =} in place of {@code ==} never writes to the server. */
class RefusedAssignmentTest {
    private static final FakeTransport SERVER = new FakeTransport()
            .on("experiment/metadata", "{\"experimentKey\":\"k\",\"experimentName\":\"red\"}")
            .on("experiment/tags", "{\"tags\":[]}")
            .on("experiments", "{\"experiments\":[{\"experimentKey\":\"k\",\"experimentName\":\"red\"}]}")
            .on("project", "{\"projectId\":\"p-1\",\"projectName\":\"digits\"}")
            .on(
                    "artifacts/version",
                    "{\"artifactVersion\":\"1.0.0\",\"tags\":[],\"alias\":[],\"artifact\":{\"artifactName\":\"birds\"}}")
            .on("registry-model/details", "{\"registryModelId\":\"r-1\",\"modelName\":\"net\",\"versions\":[]}")
            .on("/clientlib/isAlive/ver", "{\"version\":\"4.40.0\"}")
            .on("registry-model/compact-details", "{\"registryModelId\":\"r-1\",\"modelName\":\"net\"}")
            .on("write/experiment/log-other", "{}");

    private static final List<String> HANDLES = List.of(
            "api",
            "api.getExperimentByKey('k')",
            "api.getExperiments('demo', 'digits')[0]",
            "api.getModel('demo', 'net')",
            "api.getRegistryModelDetails('demo', 'net')",
            "api.getProject('demo', 'digits')",
            "api.getArtifact('demo', 'birds')",
            "new Artifact('birds')",
            "View.of('a')",
            "api.getExperimentByKey('k').metadata",
            "api.plan(api.getExperiments('demo', 'digits'))");

    private final Api api = TestApi.of(SERVER);

    private Object run(String code) {
        return new ScriptRunner(new ScriptContext().variable("api", api)).run(code, "script.groovy", List.of());
    }

    private static long writes() {
        return SERVER.requests().stream()
                .filter(request -> request.endpoint().startsWith("write/"))
                .count();
    }

    @TestFactory
    Stream<DynamicTest> no_property_of_a_handle_can_be_assigned() {
        return HANDLES.stream().flatMap(handle -> {
            Object value = run(handle);
            List<String> names = new ArrayList<>();
            InvokerHelper.getMetaClass(value).getProperties().forEach(property -> names.add(property.getName()));
            Stream.of(value.getClass().getMethods())
                    .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                    .forEach(method -> names.add(java.beans.Introspector.decapitalize(
                            method.getName().substring(3))));
            names.removeAll(List.of("class", "metaClass"));
            assertThat(names).as(handle).isNotEmpty();
            return names.stream()
                    .distinct()
                    .map(name -> DynamicTest.dynamicTest(handle + "." + name, () -> {
                        long before = writes();
                        assertThatThrownBy(() -> run("def h = " + handle + "; h." + name + " = 'x'"))
                                .isInstanceOf(RefusedAssignmentException.class)
                                .hasMessageContaining("cannot be assigned: to compare, write " + name + " == \"x\"");
                        assertThat(writes()).isEqualTo(before);
                    }));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs.findAll { it.name = 'x' }",
                "runs*.name = 'x'",
                "runs[0]['name'] = 'x'",
                "runs[0].with { name = 'x' }",
                "runs[0]?.name = 'x'",
                "runs[0].name += 'x'",
                "runs[0].start_time = 5",
                "runs[0].tags = ['a']",
                "runs[0].@facts = null",
                "runs.each { run -> [1].each { run.state = 'finished' } }",
                "class A { def go(runs) { runs.any { it.state = 'finished' } } }; new A().go(runs)",
                "if (runs[0].name = 'x') { 1 }",
                "@groovy.transform.CompileStatic def f(io.cometsh.client.Experiment e) { e.name = 'x' }; f(runs[0])"
            })
    void however_it_is_written(String code) {
        long before = writes();
        assertThatThrownBy(() -> run("def runs = api.getExperiments('demo', 'digits'); " + code))
                .hasMessageContaining("cannot be assigned");
        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void the_message_names_the_calls_that_write() {
        assertThatThrownBy(() -> run("api.getExperimentByKey('k').name = 'x'"))
                .hasMessage(
                        "`name` of an Experiment cannot be assigned: to compare, write name == \"x\"; to write to the"
                                + " server, call setName(…)");
        assertThatThrownBy(() -> run("api.getExperimentByKey('k').tags = []"))
                .hasMessageEndingWith("call addTags(…) or deleteTags(…)");
    }

    @Test
    void setters_are_called_as_methods_and_other_names_stay_variables() {
        long before = writes();
        run("api.getExperimentByKey('k').setName('blue')");
        assertThat(writes()).isEqualTo(before + 1);
        assertThat(run("api.getExperimentByKey('k').with { mine = name }; mine"))
                .isEqualTo("red");
    }
}
