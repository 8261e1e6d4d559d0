package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cometsh.client.Api;
import io.cometsh.client.Artifact;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.LoggedArtifactAsset;
import io.cometsh.client.Model;
import io.cometsh.client.wire.ArtifactAsset;
import io.cometsh.client.wire.ModelVersion;
import io.cometsh.client.wire.Project;
import io.cometsh.client.wire.View;
import io.cometsh.support.FakeTransport;
import io.cometsh.support.TestApi;
import io.cometsh.transport.CometException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the adapter for Python's spelling needs of the client's classes. */
class ClientSpellingTest {
    private static final List<Class<?>> CLASSES = List.of(
            Api.class,
            Experiment.class,
            ExperimentList.class,
            Model.class,
            ModelVersion.class,
            Project.class,
            Artifact.class,
            ArtifactAsset.class,
            LoggedArtifact.class,
            LoggedArtifactAsset.class,
            View.class);

    private static Stream<Method> methods() {
        return CLASSES.stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.isSynthetic() && !method.isVarArgs());
    }

    private static Set<String> names(Method method) {
        return Stream.of(method.getParameters())
                .map(parameter -> Spelling.fold(parameter.getName()))
                .collect(Collectors.toSet());
    }

    @Test
    void what_may_be_left_out_is_not_a_primitive_because_null_stands_for_it() {
        Set<String> primitives = new TreeSet<>();
        methods().forEach(longer -> {
            for (Parameter parameter : longer.getParameters()) {
                boolean optional = methods()
                        .filter(method -> method.getDeclaringClass() == longer.getDeclaringClass()
                                && method.getName().equals(longer.getName()))
                        .map(ClientSpellingTest::names)
                        .anyMatch(names -> names(longer).containsAll(names)
                                && !names.contains(Spelling.fold(parameter.getName())));
                if (optional && parameter.getType().isPrimitive()) {
                    primitives.add(longer.getDeclaringClass().getSimpleName() + "." + longer.getName() + "("
                            + parameter.getName() + ")");
                }
            }
        });
        assertThat(primitives).isEmpty();
    }

    @Test
    void parameters_keep_their_names_when_they_are_compiled() {
        assertThat(methods().flatMap(method -> Stream.of(method.getParameters())))
                .allMatch(Parameter::isNamePresent);
    }

    private static final FakeTransport SERVER = new FakeTransport()
            .on(
                    "experiment/metadata",
                    "{\"experimentKey\":\"k\",\"experimentName\":\"red\",\"workspaceName\":\"demo\",\"projectName\":\"digits\","
                            + "\"startTimeMillis\":5}")
            .on("/clientlib/isAlive/ver", "{\"version\":\"4.40.0\"}")
            .on("project", "{\"projectId\":\"p-1\",\"projectName\":\"digits\"}")
            .on("experiments", "{\"experiments\":[]}")
            .on("registry-model/details", "{\"registryModelId\":\"r-1\",\"modelName\":\"net\",\"versions\":[]}")
            .on("write/registry-model/update", "{}")
            .on("write/registry-model/item/create", "{\"registryModelItemId\":\"i-1\"}")
            .on("write/project/update", "{}")
            .on("write/experiment/metric", "{}")
            .on("write/experiment/html", "{}")
            .on("write/experiment/parameter", "{}")
            .on(
                    "artifacts/version",
                    "{\"artifactVersion\":\"1.0.0\",\"tags\":[\"clean\"],\"alias\":[],\"artifact\":{\"artifactName\":\"birds\"}}");

    @BeforeAll
    static void install() {
        PythonSpelling.installForClient();
    }

    private static Object run(String code) {
        Api api = TestApi.of(SERVER);
        ScriptContext context = new ScriptContext().variable("api", api).variable("exp", api.getExperimentByKey("k"));
        SERVER.forget();
        return new ScriptRunner(context).run(code, "script.groovy", List.of());
    }

    private static String sent() {
        return SERVER.last().json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exp.log_metric('loss', 0.5, epoch: 3)   | {\"experimentKey\":\"k\",\"metricName\":\"loss\",\"metricValue\":0.5,\"epoch\":3}",
                "exp.logMetric('loss', 0.5, epoch: 3)    | {\"experimentKey\":\"k\",\"metricName\":\"loss\",\"metricValue\":0.5,\"epoch\":3}",
                "exp.log_parameter('lr', 1, step: 2)     | {\"experimentKey\":\"k\",\"parameterName\":\"lr\",\"parameterValue\":1,\"step\":2}",
                "exp.log_html('a', timestamp: 1)         | {\"experimentKey\":\"k\",\"html\":\"a\",\"override\":false,\"timestamp\":1000}",
                "api.update_project('demo', 'digits', public: true)   | {\"projectName\":\"digits\",\"workspaceName\":\"demo\",\"isPublic\":true}",
                "api.update_registry_model('demo', 'net', description: 'd') | {\"registryModelId\":\"r-1\",\"description\":\"d\"}",
                "exp.register_model('net', registry_name: 'finder', tags: ['a']) | {\"experimentKey\":\"k\",\"experimentModelName\":\"net\",\"registryModelName\":\"finder\",\"registryModelDescription\":null,\"version\":null,\"versionComment\":null,\"tags\":[\"a\"],\"status\":null,\"publicModel\":null}"
            })
    void what_is_left_out_is_not_sent_or_null(String code, String body) {
        run(code);
        assertThat(sent()).isEqualTo(body);
    }

    @Test
    void a_page_of_a_listing_is_asked_for_by_names() {
        run("api.get_experiments('demo', 'digits', page: 2, page_size: 10, sort_by: 'startTime', sort_order: 'desc')");
        assertThat(SERVER.requests().get(0).parameters())
                .containsEntry("page", "2")
                .containsEntry("sortOrder", "desc");
    }

    @Test
    void an_artifact_is_made_and_filled_by_names() {
        assertThat(run("def a = new Artifact('birds', 'dataset', version: '2.0.0', version_tags: ['x'])\n"
                        + "a.add_remote('s3://b/raw', logical_path: 'raw', metadata: [n: 1])\n"
                        + "[a.version, a.version_tags, a.assets[0].logical_path, a.assets[0].metadata.n]"))
                .isEqualTo(List.of("2.0.0", Set.of("x"), "raw", 1));
        assertThatThrownBy(() -> run("new Artifact('birds', versoin: '2.0.0')"))
                .hasMessageContaining("it takes Artifact(name, artifactType, version, aliases, metadata, versionTags)");
    }

    @Test
    void a_file_of_an_artifact_is_added_by_names_though_a_path_may_be_any_object() {
        assertThat(run("new Artifact('birds').add('pom.xml', logical_path: 'a/b.xml', metadata: [n: 1]).assets"
                        + ".collect { [it.logical_path, it.metadata.n] }"))
                .isEqualTo(List.of(List.of("a/b.xml", 1)));
        assertThatThrownBy(() -> run("new Artifact('birds').add('pom.xml', logical: 'a')"))
                .hasMessage(
                        "add has no parameter logical. It takes add(localPathOrData, logicalPath, overwrite, copyToTmp,"
                                + " metadata)");
    }

    @ParameterizedTest
    @CsvSource({
        "exp.start_server_timestamp, 5",
        "exp.metadata.experiment_name, red",
        "api.get_artifact('demo'#'birds').version_tags, [clean]",
        "api.server_url, http://stub/",
        "View.of('a').query_state, null"
    })
    void properties_have_both_spellings(String code, String expected) {
        assertThat(String.valueOf(run(code.replace('#', ',')))).isEqualTo(expected);
    }

    @Test
    void the_error_for_a_wrong_name_lists_the_names() {
        assertThatThrownBy(() -> run("exp.register_model('net', tag: ['a'])"))
                .isInstanceOf(SpellingException.class)
                .hasMessageContaining("register_model has no parameter tag; did you mean tags")
                .hasMessageContaining(
                        "register_model(model_name, version, workspace, registry_name, public, description");
    }

    static Stream<String> calls_without_needed_arguments() {
        return Stream.of(Api.class, Experiment.class).flatMap(type -> {
            Set<String> withoutParameters = methods()
                    .filter(method -> method.getParameterCount() == 0)
                    .map(Method::getName)
                    .collect(Collectors.toSet());
            Stream.of(type.getMethods())
                    .filter(Method::isVarArgs)
                    .map(Method::getName)
                    .forEach(withoutParameters::add);
            return methods()
                    .filter(method -> method.getDeclaringClass() == type)
                    .filter(method -> !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
                    .map(Method::getName)
                    .filter(name -> !withoutParameters.contains(name))
                    .distinct()
                    .map(name -> (type == Api.class ? "api." : "exp.") + name + "()");
        });
    }

    @ParameterizedTest
    @MethodSource("calls_without_needed_arguments")
    void the_error_for_missing_arguments_shows_what_the_method_takes(String code) {
        String name = code.substring(4, code.length() - 2);
        assertThatThrownBy(() -> run(code))
                .satisfiesAnyOf(
                        error -> assertThat(error)
                                .isInstanceOf(SpellingException.class)
                                .hasMessageStartingWith(name + " cannot take (). It takes " + name + "("),
                        // Each argument may be absent, but not all.
                        error -> assertThat(error).isInstanceOf(CometException.class));
        assertThat(SERVER.requests()).isEmpty();
    }
}
