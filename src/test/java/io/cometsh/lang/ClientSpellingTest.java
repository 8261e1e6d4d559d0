package io.cometsh.lang;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.Artifact;
import io.cometsh.client.ArtifactAsset;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.LoggedArtifactAsset;
import io.cometsh.client.Model;
import io.cometsh.client.ModelVersion;
import io.cometsh.client.Project;
import io.cometsh.client.View;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
    void what_may_be_left_out_is_no_primitive_because_null_stands_for_it() {
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
}
