package io.cometsh.shell;

import io.cometsh.cache.CachePolicy;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.wire.RegistryModel;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.completion.AssetName;
import io.cometsh.completion.ExperimentName;
import io.cometsh.completion.Name;
import io.cometsh.completion.NameSource;
import io.cometsh.completion.ProjectRef;
import io.cometsh.completion.ValueSample;
import io.cometsh.query.Column;
import io.cometsh.query.Source;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Live names from the server that the session speaks to. */
public final class ApiNames implements NameSource {
    /** The listing comes whole; of a project of 100,000 the first are kept, so that a minute's copy stays small. */
    private static final int MOST_EXPERIMENTS = 20_000;

    private static final int MOST_PROJECT_IDS = 50;

    private final Supplier<Api> api;

    /** {@code api} is asked at the first name, so that a shell that never presses TAB need not connect. */
    public ApiNames(Supplier<Api> api) {
        this.api = api;
    }

    @Override
    public List<String> workspaces() {
        return api.get().getWorkspaces();
    }

    @Override
    public List<String> projects(String workspace) {
        return api.get().getProjects(workspace);
    }

    @Override
    public List<Column> columns(String workspace, String project) {
        return api.get().getColumns(workspace, project).columns();
    }

    @Override
    public List<ExperimentName> experiments(String workspace, String project) {
        try (Stream<Experiment> experiments = api.get().genExperiments(workspace, project)) {
            return experiments
                    .limit(MOST_EXPERIMENTS)
                    .map(experiment -> new ExperimentName(experiment.getKey(), experiment.getName()))
                    .toList();
        }
    }

    @Override
    public List<Name> models(String workspace) {
        return api.get().getRegistryModelNames(workspace).stream().map(Name::of).toList();
    }

    @Override
    public List<Name> modelVersions(String workspace, String model) {
        RegistryModel details = api.get().getRegistryModelDetails(workspace, model);
        return details.versions().stream()
                .map(version -> new Name(version.version(), version.status()))
                .toList();
    }

    @Override
    public List<Name> modelStages(String workspace, String model) {
        return api.get().getRegistryModelDetails(workspace, model).versions().stream()
                .flatMap(version -> Stream.concat(version.stages().stream(), version.tags().stream()))
                .distinct()
                .map(Name::of)
                .toList();
    }

    /** Each has a request of its own, which is kept: of a workspace with many projects only the first. */
    @Override
    public List<Name> projectIds(String workspace) {
        return api.get().getProjects(workspace).stream()
                .limit(MOST_PROJECT_IDS)
                .map(name -> api.get().getProject(workspace, name))
                .filter(Objects::nonNull)
                .map(project -> new Name(project.projectId(), project.projectName()))
                .toList();
    }

    @Override
    public List<Name> loggedModels(String experimentKey) {
        return api.get().getExperimentByKey(experimentKey).getModelNames().stream()
                .map(Name::of)
                .toList();
    }

    @Override
    public List<Name> statuses(String workspace) {
        return api.get().modelRegistryAllowedStatusValues(workspace).stream()
                .map(Name::of)
                .toList();
    }

    @Override
    public List<Name> artifacts(String workspace) {
        return api.get().getArtifactList(workspace).stream()
                .map(artifact -> new Name(artifact.name(), artifact.type()))
                .toList();
    }

    @Override
    public List<Name> artifactIds(String workspace) {
        return api.get().getArtifactList(workspace).stream()
                .map(artifact -> new Name(artifact.artifactId(), artifact.name()))
                .toList();
    }

    @Override
    public List<Name> artifactVersions(String workspace, String artifact) {
        return api.get().getArtifactDetails(workspace, artifact).versions().stream()
                .map(version -> new Name(version.version(), String.join(", ", version.alias())))
                .toList();
    }

    @Override
    public List<Name> artifactAliases(String workspace, String artifact) {
        return api.get().getArtifactDetails(workspace, artifact).versions().stream()
                .flatMap(version -> version.alias().stream().map(alias -> new Name(alias, version.version())))
                .toList();
    }

    @Override
    public List<Name> artifactFiles(String workspace, String artifact, String version) {
        return api.get().getArtifactFiles(workspace, artifact, version).stream()
                .map(file -> Name.of(file.fileName()))
                .toList();
    }

    @Override
    public List<Name> logged(String experimentKey, Source source) {
        Experiment experiment = api.get().getExperimentByKey(experimentKey);
        List<ValueSummary> summaries = switch (source) {
            case METRICS -> experiment.getMetricsSummary();
            case PARAMETERS -> experiment.getParametersSummary();
            case OTHERS -> experiment.getOthersSummary();
            case TAGS -> null;
            case METADATA, ENVIRONMENT -> List.of();
        };
        if (summaries == null) {
            return experiment.getTags().stream().map(Name::of).toList();
        }
        return summaries.stream()
                .map(summary -> new Name(summary.name(), String.valueOf(summary.valueCurrent())))
                .toList();
    }

    @Override
    public List<AssetName> assets(String experimentKey) {
        return api.get().getExperimentByKey(experimentKey).getAssetList().stream()
                .map(asset -> new AssetName(asset.assetId(), asset.fileName(), asset.type()))
                .toList();
    }

    @Override
    public List<Name> endpoints() {
        return CachePolicy.endpoints().stream().map(Name::of).toList();
    }

    @Override
    public ValueSample values(ProjectRef place, Source source, String name) {
        return new ValueReader(api.get(), place).read(source, name);
    }
}
