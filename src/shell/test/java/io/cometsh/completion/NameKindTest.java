package io.cometsh.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.Model;
import io.cometsh.lang.ScriptHelpers;
import io.cometsh.plot.PlotHelpers;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each text that a method of the client takes is one that TAB knows, or one that only the user can know. */
class NameKindTest {
    /** New names, texts for people, generated values, and ids that no list of names leads to. */
    private static final Set<String> THE_USER_S_OWN = Set.of(
            "apiKey",
            "branch",
            "code",
            "comment",
            "description",
            "executable",
            "fileData",
            "graph",
            "hostname",
            "html",
            "imageName",
            "ip",
            "journal",
            "machine",
            "modelItemId",
            "name",
            "newName",
            "newProjectName",
            "notes",
            "origin",
            "os",
            "osRelease",
            "osType",
            "parent",
            "processor",
            "projectDescription",
            "pythonVersion",
            "pythonVersionVerbose",
            "root",
            "shareKey",
            "statement",
            "user",
            "userName",
            "viewId");

    @Test
    void every_name_that_a_method_takes_is_offered() {
        Set<String> unknown = new TreeSet<>();
        for (Class<?> type : List.of(
                Api.class,
                Experiment.class,
                ExperimentList.class,
                Model.class,
                LoggedArtifact.class,
                ScriptHelpers.class,
                PlotHelpers.class)) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                    for (Parameter parameter : method.getParameters()) {
                        String name = parameter.getName();
                        boolean text = parameter.getType() == String.class || parameter.getType() == String[].class;
                        if (text
                                && NameKind.ofParameter(method.getName(), name) == null
                                && NameKind.choices(method.getName(), name).isEmpty()
                                && !THE_USER_S_OWN.contains(name)
                                && !method.getName().equals("logAdditionalSystemInfo")) {
                            unknown.add(method.getName() + " " + name);
                        }
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }
}
