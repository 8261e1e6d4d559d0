package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.service.NotFoundException;
import java.util.List;

/**
 * Runs as they are typed: a key, or {@code workspace/project/run} with a name, a key or the start of a key. After a run
 * with its project the project can be left out.
 */
final class RunName {
    private static final int LEAST_PREFIX = 4;
    private static final String KEY = "[0-9a-zA-Z]{32,50}";

    private final ApiConnection connection;
    private ProjectName project;

    RunName(ApiConnection connection) {
        this.connection = connection;
    }

    /** @throws NotFoundException when there is no such run */
    Experiment find(String typed) {
        int run = typed.lastIndexOf('/', typed.length() - 2);
        boolean hasProject = typed.indexOf('/') != run;
        if (hasProject) {
            String[] parts = typed.split("/", 3);
            project = new ProjectName(parts[0], parts[1]);
            return in(project, parts[2]);
        }
        if (run > 0) {
            project = ProjectName.of(typed.substring(0, run), connection);
            return in(project, typed.substring(run + 1));
        }
        if (typed.matches(KEY)) {
            return connection.api().getExperimentByKey(typed);
        }
        if (project == null) {
            throw new UsageException(
                    "expected WORKSPACE/PROJECT/RUN or the key of a run, such as demo/digits/mlp-baseline," + " not \""
                            + typed + "\"");
        }
        return in(project, typed);
    }

    private Experiment in(ProjectName place, String run) {
        Api api = connection.api();
        try {
            return api.getExperiment(place.workspace(), place.project(), run);
        } catch (NotFoundException noSuchName) {
            List<Experiment> begun = run.length() < LEAST_PREFIX
                    ? List.of()
                    : api.getExperiments(place.workspace(), place.project()).stream()
                            .filter(one -> one.getKey().startsWith(run))
                            .toList();
            if (begun.size() > 1) {
                throw new UsageException(begun.size() + " keys begin with \"" + run + "\": "
                        + String.join(
                                ", ",
                                begun.stream().limit(5).map(Experiment::getKey).toList()));
            }
            if (begun.isEmpty()) {
                throw noSuchName;
            }
            return begun.get(0);
        }
    }
}
