package io.cometsh.server.page;

import io.cometsh.server.route.PathPattern;
import java.util.Set;

/** The addresses of the pages. Names are encoded here and nowhere else. */
final class Links {
    /** Second parts of an address that belong to the workspace; a project of such a name has a longer address. */
    private static final Set<String> OF_THE_WORKSPACE = Set.of("artifacts", "model-registry");

    private Links() {}

    static String workspace(String workspace) {
        return "/" + part(workspace);
    }

    static String artifacts(String workspace) {
        return workspace(workspace) + "/artifacts";
    }

    static String models(String workspace) {
        return workspace(workspace) + "/model-registry";
    }

    static String artifact(String workspace, String name) {
        return artifacts(workspace) + "/" + part(name);
    }

    /** @param version a version or an alias */
    static String artifactVersion(String workspace, String name, String version) {
        return artifact(workspace, name) + "/" + part(version);
    }

    static String model(String workspace, String name) {
        return models(workspace) + "/" + part(name);
    }

    static String modelVersion(String workspace, String name, String version) {
        return model(workspace, name) + "/" + part(version);
    }

    static String project(String workspace, String project) {
        return base(workspace, project) + (OF_THE_WORKSPACE.contains(project) ? "/view/new/panels" : "");
    }

    static String run(String workspace, String project, String experimentKey) {
        return base(workspace, project)
                + (OF_THE_WORKSPACE.contains(project) ? "/archive/" : "/")
                + part(experimentKey);
    }

    /** The runs to compare follow as parameters: {@code ?run=KEY&run=KEY}. */
    static String compare(String workspace, String project) {
        return base(workspace, project) + "/compare";
    }

    private static String base(String workspace, String project) {
        return workspace(workspace) + "/" + part(project);
    }

    /** One part of a path. */
    static String part(String name) {
        return PathPattern.encode(name);
    }
}
