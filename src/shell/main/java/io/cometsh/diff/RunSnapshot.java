package io.cometsh.diff;

import io.cometsh.client.Experiment;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.GitMetadata;
import io.cometsh.client.wire.GitPatch;
import io.cometsh.client.wire.SystemDetails;
import io.cometsh.client.wire.SystemInfo;
import io.cometsh.client.wire.ValueSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a run has, apart from what no two runs share: its key, name, times, process number, addresses and the memory that
 * was measured.
 */
final class RunSnapshot {
    private static final String NAME = "Name";
    private static final Pattern REQUIREMENTS_FILE =
            Pattern.compile("(.*/)?(requirements[^/]*\\.txt|environment\\.ya?ml)");
    private static final Set<String> CODE = Set.of("source_code", "notebook");
    private static final Set<String> REQUIREMENTS =
            Set.of("conda-info", "conda-environment-definition", "conda-specification");
    /** Shown as the patch, not again as a file. */
    private static final String PATCH = "git-patch";

    private final Experiment run;
    private final Snapshot snapshot;

    private RunSnapshot(Experiment run) {
        this.run = run;
        String name = run.getName();
        snapshot = new Snapshot(name == null || name.isEmpty() ? run.getKey() : name);
    }

    /** @param system whether the metrics that the logger writes automatically count */
    static Snapshot of(Experiment run, boolean system) {
        RunSnapshot reading = new RunSnapshot(run);
        reading.values();
        SystemDetails details = run.getSystemDetails();
        reading.metrics(details, system);
        reading.git();
        reading.machine(details);
        reading.files();
        reading.artifacts();
        return reading.snapshot;
    }

    private void values() {
        snapshot.value("run", "state", run.getState());
        for (ValueSummary parameter : run.getParametersSummary()) {
            snapshot.value("parameters", parameter.name(), parameter.valueCurrent());
        }
        for (String tag : run.getTags()) {
            snapshot.value("tags", tag, true);
        }
        for (ValueSummary other : run.getOthersSummary()) {
            if (!other.name().equals(NAME)) {
                snapshot.value("others", other.name(), other.valueCurrent());
            }
        }
    }

    private void metrics(SystemDetails details, boolean system) {
        Set<String> automatic = new HashSet<>(details.systemMetricNames());
        for (ValueSummary metric : run.getMetricsSummary()) {
            boolean isAutomatic =
                    automatic.contains(metric.name()) || metric.name().startsWith("sys.");
            if (!isAutomatic || system) {
                String section = isAutomatic ? "system metrics" : "metrics";
                snapshot.value(section, metric.name() + ".last", metric.valueCurrent());
                snapshot.value(section, metric.name() + ".min", metric.valueMin());
                snapshot.value(section, metric.name() + ".max", metric.valueMax());
            }
        }
    }

    private void git() {
        GitMetadata git = run.getGitMetadata();
        snapshot.value("git", "commit", git.parent());
        snapshot.value("git", "branch", git.branch());
        snapshot.value("git", "origin", git.origin());
        snapshot.value("git", "root", git.root());
        snapshot.value("git", "user", git.user());
        snapshot.text("git", "patch", GitPatch.text(run.getGitPatch()));
    }

    private void machine(SystemDetails details) {
        details.installedPackages().forEach(line -> packageOf("packages", line));
        details.osPackages().forEach(line -> packageOf("os packages", line));
        snapshot.value("machine", "user", details.user());
        snapshot.value("machine", "hostname", details.hostname());
        snapshot.value("machine", "os_type", details.osType());
        snapshot.value("machine", "os", details.os());
        snapshot.value("machine", "os_release", details.osRelease());
        snapshot.value("machine", "machine", details.machine());
        snapshot.value("machine", "processor", details.processor());
        snapshot.value("machine", "python_version", details.pythonVersion());
        snapshot.value("machine", "python_version_verbose", details.pythonVersionVerbose());
        snapshot.value("machine", "executable", details.executable());
        List<String> command = details.command();
        snapshot.value("machine", "command", command.isEmpty() ? null : String.join(" ", command));
        snapshot.value("machine", "total_memory", details.totalRam());
        details.gpuStaticInfoList().forEach(gpu -> snapshot.value("machine", "gpu", gpu.toString()));
        for (SystemInfo info : details.logAdditionalSystemInfoList()) {
            snapshot.value("machine", info.key(), info.value());
        }
    }

    /** {@code numpy==2.4.6}, and where it has another form the whole line. */
    private void packageOf(String section, String line) {
        int equals = line.indexOf("==");
        int at = equals > 0 ? equals : line.indexOf('=');
        snapshot.value(
                section,
                at > 0 ? line.substring(0, at).strip() : line.strip(),
                at > 0 ? line.substring(at + (at == equals ? 2 : 1)).strip() : line.strip());
    }

    /**
     * Of several files with one name the one of the last step has the name alone, and the others their step too: the logger
     * adds the step at which a file was logged, which differs between runs of different lengths.
     */
    private void files() {
        Map<String, Asset> last = new HashMap<>();
        List<Asset> assets = run.getAssetList().stream()
                .filter(asset -> !PATCH.equals(asset.type()))
                .toList();
        for (Asset asset : assets) {
            last.merge(asset.fileName(), asset, (one, two) -> step(two) >= step(one) ? two : one);
        }
        for (Asset asset : assets) {
            boolean named = asset == last.get(asset.fileName()) || asset.step() == null;
            file(asset, named ? asset.fileName() : asset.fileName() + " step " + asset.step());
        }
        String code = run.getCode();
        if (code != null && !code.isEmpty() && !isFile(code, assets)) {
            snapshot.text("code", "code", code);
        }
    }

    /** Whether the code of the run is one of its files too, as the logger sends it. */
    private boolean isFile(String code, List<Asset> assets) {
        DiffContent content = DiffContent.of(code);
        return assets.stream()
                .filter(asset -> CODE.contains(asset.type()) && !asset.remote())
                .anyMatch(asset -> content.isSameAs(content(asset)));
    }

    private static long step(Asset asset) {
        return asset.step() == null ? Long.MIN_VALUE : asset.step();
    }

    private void file(Asset asset, String name) {
        boolean code = CODE.contains(asset.type());
        boolean requirements = REQUIREMENTS.contains(asset.type())
                || REQUIREMENTS_FILE.matcher(name).matches();
        snapshot.file(
                code ? "code" : requirements ? "requirements" : "assets", name, content(asset), code || requirements);
    }

    private DiffContent content(Asset asset) {
        return asset.remote()
                ? DiffContent.linked(asset.link())
                : DiffContent.of(
                        asset.fileSize(),
                        folder -> run.downloadAsset(
                                asset, folder.resolve("content").toString()));
    }

    private void artifacts() {
        lineage("input");
        lineage("output");
    }

    private void lineage(String direction) {
        Map<String, Object> lineage = run.getArtifactLineage(direction);
        lineage.values().stream()
                .filter(List.class::isInstance)
                .flatMap(list -> ((List<?>) list).stream())
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .forEach(one -> snapshot.value(
                        "artifacts", direction + " " + one.get("artifactName"), one.get("artifactVersion")));
    }
}
