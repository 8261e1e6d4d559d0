package io.cometsh.diff;

import io.cometsh.bulk.EarlierExport;
import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.Model;
import io.cometsh.client.service.BulkProgress;
import io.cometsh.client.service.Parallel;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.files.FolderTrees;
import io.cometsh.query.QueryExpression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads both sides, or all of them, and compares. */
public final class Diffs {
    private static final String RUNS = "runs";
    private static final int AT_ONCE = 8;

    private Diffs() {}

    /**
     * What differs between runs.
     *
     * @param runs two or more
     * @param all whether equal values are rows too, and metrics that the logger writes automatically
     * @throws IllegalArgumentException for fewer than two
     */
    public static Diff ofRuns(List<Experiment> runs, boolean all) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException(
                    "diff compares two runs or more, and here is " + (runs.isEmpty() ? "none" : "only one"));
        }
        List<Snapshot> sides;
        try (Parallel parallel = new Parallel(Math.min(runs.size(), AT_ONCE), BulkProgress.NONE)) {
            sides = parallel.map(runs, run -> RunSnapshot.of(run, all));
        }
        return Diff.of(sides, all);
    }

    /** What differs between two versions of a registered model. */
    public static Diff ofVersions(Model model, String left, String right, boolean all) {
        try {
            Path folder = Files.createTempDirectory("cometsh-diff");
            try {
                return Diff.of(
                        List.of(VersionSnapshot.of(model, left, folder), VersionSnapshot.of(model, right, folder)),
                        all);
            } finally {
                FolderTrees.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A version of an artifact by its number or an alias. */
    public static LoggedArtifact artifact(Api api, String workspace, String name, String version) {
        return version.matches("\\d+(\\..*)?")
                ? api.getArtifact(workspace, name, version)
                : api.getArtifact(workspace, name, null, version);
    }

    /**
     * What differs between the experiments of an earlier export and the result of a query now: new and missing ones, and
     * experiments with another name, project, state or end.
     *
     * @param query null for all experiments
     */
    public static Diff since(EarlierExport earlier, Api api, QueryExpression query, boolean all) {
        Snapshot before = new Snapshot("export of " + earlier.finished());
        for (EarlierExport.Run run : earlier.runs()) {
            before.value(RUNS, run.key(), state(run.name(), run.project(), run.state(), run.endMillis()));
        }
        Snapshot now = new Snapshot("now");
        for (Experiment run : runs(earlier, api, query)) {
            ExperimentMetadata facts = run.getMetadata();
            now.value(
                    RUNS,
                    run.getKey(),
                    state(facts.experimentName(), facts.projectName(), facts.state(), facts.endTimeMillis()));
        }
        return Diff.of(List.of(before, now), all);
    }

    private static List<Experiment> runs(EarlierExport earlier, Api api, QueryExpression query) {
        List<String> projects =
                earlier.project() == null ? api.getProjects(earlier.workspace()) : List.of(earlier.project());
        List<Experiment> runs = new ArrayList<>();
        for (String project : projects) {
            runs.addAll(
                    query != null
                            ? api.query(earlier.workspace(), project, query, earlier.archived())
                            : earlier.archived()
                                    ? api.getArchivedExperiments(earlier.workspace(), project)
                                    : api.getExperiments(earlier.workspace(), project));
        }
        return runs;
    }

    private static String state(String name, String project, String state, Long endMillis) {
        String end = endMillis == null || endMillis <= 0 ? "" : " " + Instant.ofEpochMilli(endMillis);
        return name + " in " + project + ", " + state + end;
    }

    /** What differs between two versions of an artifact, or between versions of two artifacts. */
    public static Diff ofArtifacts(LoggedArtifact left, LoggedArtifact right, boolean all) {
        return Diff.of(List.of(VersionSnapshot.of(left), VersionSnapshot.of(right)), all);
    }
}
