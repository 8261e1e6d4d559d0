package io.cometsh.shell;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.completion.ExperimentName;
import io.cometsh.completion.NameSource;
import io.cometsh.query.Column;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Live names from the server that the session speaks to. */
public final class ApiNames implements NameSource {
    /** The listing comes whole; of a project of 100,000 the first are kept, so that a minute's copy stays small. */
    private static final int MOST_EXPERIMENTS = 20_000;

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
}
