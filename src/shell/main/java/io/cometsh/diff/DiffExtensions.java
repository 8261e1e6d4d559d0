package io.cometsh.diff;

import io.cometsh.client.Experiment;
import io.cometsh.client.LoggedArtifact;
import io.cometsh.client.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The differences of runs, model versions and artifact versions in a script: {@code a.diff(b)}. Groovy
 * finds this class by {@code META-INF/groovy}.
 */
public final class DiffExtensions {
    private DiffExtensions() {}

    /**
     * What differs between this run and another: parameters, metrics (last, smallest and largest value), tags, others,
     * git, code and requirements line by line, packages, machine, assets by their digests, and artifacts:
     * {@code a.diff(b)}. Keys, names, times and what the logger measures of the machine are not compared. Endpoints:
     * {@code experiment/parameters}, {@code experiment/metrics/summary}, {@code experiment/log-other},
     * {@code experiment/tags}, {@code experiment/system-details}, {@code experiment/git/metadata},
     * {@code experiment/git/patch}, {@code experiment/code}, {@code experiment/asset/list}, {@code get/artifacts};
     * {@code experiment/asset/get-asset} for files of equal size.
     *
     * @return a value that is false when nothing differs; its rows are {@code section}, {@code name}, {@code left},
     *     {@code right}, {@code difference} (right minus left), {@code percent} (of the left value), {@code diff}
     */
    public static Diff diff(Experiment self, Experiment other) {
        return diff(self, Map.of(), other);
    }

    /**
     * The same with options: {@code a.diff(b, all: true)} has equal values too.
     *
     * @param options {@code all}: also what is equal, and the metrics that the logger writes automatically
     */
    public static Diff diff(Experiment self, Map<?, ?> options, Experiment other) {
        return Diffs.ofRuns(List.of(self, other), all(options));
    }

    /** What differs between these runs, two or more: {@code runs.diff()}; more than two have a column each. */
    public static Diff diff(Collection<?> self) {
        return diff(self, Map.of());
    }

    /** The same with options: {@code runs.diff(all: true)}. */
    public static Diff diff(Collection<?> self, Map<?, ?> options) {
        List<Experiment> runs = new ArrayList<>();
        for (Object one : self) {
            if (!(one instanceof Experiment run)) {
                throw new IllegalArgumentException("diff() compares runs, and this list has other elements");
            }
            runs.add(run);
        }
        return Diffs.ofRuns(runs, all(options));
    }

    /**
     * What differs between two versions of a registered model: status, comment, tags, metadata, and files by their
     * digests: {@code model.diff("1.0.0", "1.1.0")}. Endpoints: {@code registry-model/item/details},
     * {@code registry-model/item/{id}/metadata}, {@code registry-model/item/download-instructions};
     * {@code experiment/asset/get-asset} where files of equal size are read.
     */
    public static Diff diff(Model self, String left, String right) {
        return Diffs.ofVersions(self, left, right, false);
    }

    /** The same with options: {@code model.diff("1.0.0", "1.1.0", all: true)}. */
    public static Diff diff(Model self, Map<?, ?> options, String left, String right) {
        return Diffs.ofVersions(self, left, right, all(options));
    }

    /**
     * What differs between two versions of an artifact: size, aliases, tags, metadata, and files by their digests:
     * {@code api.getArtifact("demo", "birds", "1.0.0").diff(api.getArtifact("demo", "birds", "2.0.0"))}. Endpoints:
     * {@code artifacts/version/files}; {@code experiment/asset/get-asset} for files of equal size.
     */
    public static Diff diff(LoggedArtifact self, LoggedArtifact other) {
        return Diffs.ofArtifacts(self, other, false);
    }

    /** The same with options: {@code artifact.diff(api.getArtifact("demo", "birds", "1.0.0"), all: true)}. */
    public static Diff diff(LoggedArtifact self, Map<?, ?> options, LoggedArtifact other) {
        return Diffs.ofArtifacts(self, other, all(options));
    }

    private static boolean all(Map<?, ?> options) {
        for (Object name : options.keySet()) {
            if (!"all".equals(String.valueOf(name))) {
                throw new IllegalArgumentException("diff has no option " + name + ": write all: true");
            }
        }
        return Boolean.TRUE.equals(options.get("all"));
    }
}
