package io.cometsh.completion;

import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.util.List;

/** Gives live names. Each method may take long and may throw; {@link LiveNames} calls it in the background. */
public interface NameSource {
    /** For a session without a server: no names at all. */
    NameSource NONE = new NameSource() {};

    default List<String> workspaces() {
        return List.of();
    }

    default List<String> projects(String workspace) {
        return List.of();
    }

    /** The ids of the workspace's projects, with their names. */
    default List<Name> projectIds(String workspace) {
        return List.of();
    }

    default List<Column> columns(String workspace, String project) {
        return List.of();
    }

    default List<ExperimentName> experiments(String workspace, String project) {
        return List.of();
    }

    /** The names of the workspace's registry models. */
    default List<Name> models(String workspace) {
        return List.of();
    }

    default List<Name> modelVersions(String workspace, String model) {
        return List.of();
    }

    /** The stages, which are its tags too, that the versions of a model have. */
    default List<Name> modelStages(String workspace, String model) {
        return List.of();
    }

    /** What a model version's status may be. */
    default List<Name> statuses(String workspace) {
        return List.of();
    }

    default List<Name> artifacts(String workspace) {
        return List.of();
    }

    /** The ids of the workspace's artifacts, with their names. */
    default List<Name> artifactIds(String workspace) {
        return List.of();
    }

    default List<Name> artifactVersions(String workspace, String artifact) {
        return List.of();
    }

    /** The aliases of an artifact's versions, with the version of each. */
    default List<Name> artifactAliases(String workspace, String artifact) {
        return List.of();
    }

    /** The files of an artifact's version. */
    default List<Name> artifactFiles(String workspace, String artifact, String version) {
        return List.of();
    }

    /** What one run has logged of this kind, with the current values. */
    default List<Name> logged(String experimentKey, Source source) {
        return List.of();
    }

    /** The models that one run has logged. */
    default List<Name> loggedModels(String experimentKey) {
        return List.of();
    }

    /** The files of one run. */
    default List<AssetName> assets(String experimentKey) {
        return List.of();
    }

    /** The endpoints that a cache may keep. */
    default List<Name> endpoints() {
        return List.of();
    }

    /** The values of a column over the newest runs of a project; for tags, with an empty name, the tags of all runs. */
    default ValueSample values(ProjectRef place, Source source, String name) {
        return new ValueSample(List.of(), 0, 0);
    }
}
