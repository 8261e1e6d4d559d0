package io.cometsh.client;

import io.cometsh.client.Reads.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One experiment on the server: a handle that reads when asked.
 *
 * <p>Its facts (name, times, state) come with the answer that it came out of, or are read for all the experiments of
 * that answer at once; {@link #refresh} reads them anew. Python's name for this class is {@code APIExperiment}.
 *
 * <pre>{@code
 * def best = api.query("demo", "digits", Metric("accuracy") > 0.9).first()
 * best.name
 * best.getMetrics("loss").last().value
 * }</pre>
 */
public final class Experiment {
    private final String experimentKey;
    private final Reads reads;
    private final ExperimentTables tables;
    private final Details details;
    private final Assets assets;
    private final ExperimentLife life;
    private volatile Facts facts;

    Experiment(String experimentKey, Facts facts, ExperimentTables tables) {
        this.experimentKey = experimentKey;
        this.facts = facts;
        this.tables = tables;
        this.reads = tables.reads();
        this.details = tables.details();
        this.assets = tables.assets();
        this.life = tables.life();
    }

    /** The experiments of any list, as one that knows its tables. */
    static ExperimentList list(List<Experiment> experiments) {
        return new ExperimentList(experiments, List.of(), experiments.get(0).tables);
    }

    /** The experiment's key. */
    public String getKey() {
        return experimentKey;
    }

    /** The same as {@link #getKey}, under the name that Python scripts use. */
    public String getId() {
        return experimentKey;
    }

    /** The experiment's name; null when it has none. */
    public String getName() {
        return facts().experimentName();
    }

    /** The workspace it belongs to. */
    public String getWorkspace() {
        return facts().workspaceName();
    }

    /** The name of its project. */
    public String getProjectName() {
        return facts().projectName();
    }

    /** Whether it has been archived. */
    public boolean isArchived() {
        return facts().archived();
    }

    /** Its start in epoch milliseconds; null when unknown. */
    public Long getStartServerTimestamp() {
        return facts().startTimeMillis();
    }

    /** Its end in epoch milliseconds; null or 0 while it runs. */
    public Long getEndServerTimestamp() {
        return facts().endTimeMillis();
    }

    /** How long it took or takes, in milliseconds. */
    public Long getDurationMillis() {
        return facts().durationMillis();
    }

    /** Its start as a moment; null when unknown. */
    public Instant getStartTime() {
        return ExperimentColumns.moment(facts().startTimeMillis());
    }

    /** Its end as a moment; null while it runs. */
    public Instant getEndTime() {
        return facts().running() ? null : ExperimentColumns.moment(facts().endTimeMillis());
    }

    /** The address of its page in a browser. */
    public URI getUrl() {
        return reads.page(facts());
    }

    /**
     * All its facts, as they were when they were read; {@link #refresh} first for those of this moment.
     *
     * <p>Endpoint: {@code experiment/metadata}, or the listing that brought them.
     */
    public ExperimentMetadata getMetadata() {
        return facts();
    }

    /**
     * What it is doing now: {@code running}, {@code crashed} or {@code finished}. Asks the server each time, so that a
     * script can wait for it. Endpoint: {@code experiment/metadata}.
     */
    public String getState() {
        return refresh().getMetadata().state();
    }

    /** Reads the facts of this experiment anew and returns it. Endpoint: {@code experiment/metadata}. */
    public Experiment refresh() {
        facts = Facts.of(List.of(reads.metadata(experimentKey)));
        return this;
    }

    /**
     * All parameters. {@code exp.getParametersSummary().collectEntries { [it.name, it.valueCurrent] }} is a map of
     * them. Endpoint: {@code experiment/parameters}.
     */
    public List<ValueSummary> getParametersSummary() {
        return reads.summaries(experimentKey, Kind.PARAMETERS);
    }

    /** One parameter, e.g. {@code exp.getParametersSummary("lr").valueCurrent}; null when it has none of this name. */
    public ValueSummary getParametersSummary(String parameter) {
        return named(Kind.PARAMETERS, parameter);
    }

    /** The minimum, maximum and current value of every metric. Endpoint: {@code experiment/metrics/summary}. */
    public List<ValueSummary> getMetricsSummary() {
        return reads.summaries(experimentKey, Kind.METRICS);
    }

    /** One metric's minimum, maximum and current value; null when it has none of this name. */
    public ValueSummary getMetricsSummary(String metric) {
        return named(Kind.METRICS, metric);
    }

    /** All others (what {@code log_other} logged). Endpoint: {@code experiment/log-other}. */
    public List<ValueSummary> getOthersSummary() {
        return reads.summaries(experimentKey, Kind.OTHERS);
    }

    /** The current values of one other: a list, as in Python, because a name may occur more than once. */
    public List<String> getOthersSummary(String other) {
        List<ValueSummary> all = reads.summaries(experimentKey, Kind.OTHERS);
        List<String> values = all.stream()
                .filter(summary -> other.equals(summary.name()))
                .map(ValueSummary::valueCurrent)
                .filter(Objects::nonNull)
                .toList();
        if (values.isEmpty()) {
            reads.warnUnknown(experimentKey, Kind.OTHERS, other, all);
        }
        return values;
    }

    /**
     * Every point of every metric that the service kept (at most 15,000 a metric).
     *
     * <p>Endpoint: {@code experiment/metrics/get-all}; servers older than 3.20.60 are asked metric by metric.
     */
    public List<MetricPoint> getMetrics() {
        return reads.metrics(experimentKey);
    }

    /**
     * The points of one metric that the service kept (at most 15,000), in the server's order. A metric that the
     * experiment does not have gives an empty list and a warning with the nearest names.
     *
     * <p>Endpoint: {@code experiment/metrics/get-metric}.
     */
    public List<MetricPoint> getMetrics(String metric) {
        List<MetricPoint> points = reads.metric(experimentKey, metric);
        if (points.isEmpty()) {
            reads.warnUnknownMetric(experimentKey, metric);
        }
        return points;
    }

    /** Its tags. Endpoint: {@code experiment/tags}. */
    public List<String> getTags() {
        return reads.tags(experimentKey);
    }

    // ---- code, machine, models

    /**
     * What {@code log_html} logged, one after the other; null when nothing was. {@code exp.getHtml()}. Endpoint:
     * {@code experiment/html}.
     */
    public String getHtml() {
        return details.text(experimentKey, Endpoints.HTML, "html");
    }

    /** The source code; null when none was logged. {@code exp.getCode()}. Endpoint: {@code experiment/code}. */
    public String getCode() {
        return details.text(experimentKey, Endpoints.CODE, "code");
    }

    /**
     * All that it printed, as one text; empty while it printed nothing. {@code exp.getOutput().readLines().last()}.
     * Endpoint: {@code experiment/output}.
     */
    public String getOutput() {
        return details.text(experimentKey, Endpoints.OUTPUT, "output");
    }

    /** The description of its model; null when none was logged. Endpoint: {@code experiment/graph}. */
    public String getModelGraph() {
        return details.text(experimentKey, Endpoints.GRAPH, "graph");
    }

    /**
     * Machine and program, all at once: {@code exp.getSystemDetails().hostname}. Endpoint:
     * {@code experiment/system-details}, as for each of the single facts below.
     */
    public SystemDetails getSystemDetails() {
        return details.system(experimentKey);
    }

    /** The user who ran it. {@code exp.getUser()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getUser() {
        return getSystemDetails().user();
    }

    /** The number of its process. {@code exp.getPid()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public Long getPid() {
        return getSystemDetails().pid();
    }

    /** The operating system with its version. {@code exp.getOs()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getOs() {
        return getSystemDetails().os();
    }

    /** The operating system, such as {@code Linux}. {@code exp.getOsType()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getOsType() {
        return getSystemDetails().osType();
    }

    /** The release of the operating system. {@code exp.getOsRelease()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getOsRelease() {
        return getSystemDetails().osRelease();
    }

    /** The version of Python, such as {@code 3.11.7}. {@code exp.getPythonVersion()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getPythonVersion() {
        return getSystemDetails().pythonVersion();
    }

    /** The version of Python with its compiler. {@code exp.getPythonVersionVerbose()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getPythonVersionVerbose() {
        return getSystemDetails().pythonVersionVerbose();
    }

    /** The address of the machine. {@code exp.getIp()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getIp() {
        return getSystemDetails().ip();
    }

    /** The name of the machine. {@code exp.getHostname()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getHostname() {
        return getSystemDetails().hostname();
    }

    /** The kind of machine, such as {@code x86_64}. {@code exp.getMachine()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getMachine() {
        return getSystemDetails().machine();
    }

    /** The kind of processor. {@code exp.getProcessor()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getProcessor() {
        return getSystemDetails().processor();
    }

    /** The program and its arguments. {@code exp.getCommand()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<String> getCommand() {
        return getSystemDetails().command();
    }

    /** The path of the interpreter. {@code exp.getExecutable()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public String getExecutable() {
        return getSystemDetails().executable();
    }

    /** The Python packages, as {@code numpy==1.26.0}. {@code exp.getInstalledPackages()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<String> getInstalledPackages() {
        return getSystemDetails().installedPackages();
    }

    /** The packages of the operating system. {@code exp.getOsPackages()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<String> getOsPackages() {
        return getSystemDetails().osPackages();
    }

    /** An older name of {@link #getOsPackages}. {@code exp.getEnvironmentDetails()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<String> getEnvironmentDetails() {
        return getSystemDetails().osPackages();
    }

    /** The graphics cards. {@code exp.getGpuStaticInfo()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<GpuInfo> getGpuStaticInfo() {
        return getSystemDetails().gpuStaticInfoList();
    }

    /** What was noted about the machine by hand. {@code exp.getAdditionalSystemInfo()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<SystemInfo> getAdditionalSystemInfo() {
        return getSystemDetails().logAdditionalSystemInfoList();
    }

    /** The metrics that the logger wrote by itself. {@code exp.getSystemMetricNames()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<String> getSystemMetricNames() {
        return getSystemDetails().systemMetricNames();
    }

    /** The addresses of all network interfaces. {@code exp.getNetworkInterfaceIps()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
    public List<String> getNetworkInterfaceIps() {
        return getSystemDetails().networkInterfaceIps();
    }

    /** The memory of the machine in bytes. {@code exp.getTotalMemory()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public Long getTotalMemory() {
        return getSystemDetails().totalRam();
    }

    /** The most memory that was seen, in bytes. {@code exp.getMaxMemory()}; null when not logged. Endpoint: {@code experiment/system-details}. */
    public Long getMaxMemory() {
        return getSystemDetails().maxTotalMemory();
    }

    /** Where its code came from: {@code exp.getGitMetadata().branch}. Endpoint: {@code experiment/git/metadata}. */
    public GitMetadata getGitMetadata() {
        return details.git(experimentKey);
    }

    /**
     * What was not committed when it began: the bytes of a zip with one file {@code git_diff.patch}, or null when there
     * is none. {@code new File("diff.zip").bytes = exp.getGitPatch()}. Endpoint: {@code experiment/git/patch}.
     */
    public byte[] getGitPatch() {
        return details.gitPatch(experimentKey);
    }

    /** The names of the models it logged, each once, in the server's order. Endpoint: {@code experiment/model}. */
    public List<String> getModelNames() {
        return details.modelNames(experimentKey);
    }

    /** The files of one of its models: {@code exp.getModelAssetList("net")}. Endpoint: {@code experiment/model/asset/list}. */
    public List<Asset> getModelAssetList(String modelName) {
        return details.modelAssets(experimentKey, modelName);
    }

    /** An older name of {@link #getModelAssetList}. Endpoint: {@code experiment/model/asset/list}. */
    public List<Asset> getModelData(String name) {
        return getModelAssetList(name);
    }

    /** The artifacts it read and wrote; see the other form. Endpoint: {@code get/artifacts}. */
    public Map<String, Object> getArtifactLineage() {
        return getArtifactLineage("all");
    }

    /**
     * The artifacts it read or wrote, as the server tells them: {@code exp.getArtifactLineage("input").artifacts}.
     * Endpoint: {@code get/artifacts}.
     *
     * @param direction {@code all}, {@code input} or {@code output}
     * @throws io.cometsh.transport.CometException for any other direction
     */
    public Map<String, Object> getArtifactLineage(String direction) {
        return details.lineage(experimentKey, direction);
    }

    /** Its facts under the names that Python's {@code to_json} uses; nothing is asked that is known. */
    public Map<String, Object> toJson() {
        return toJson(false);
    }

    /**
     * Its facts, and if {@code full} everything else that was logged, as maps, lists and texts that can be written as
     * JSON: {@code exp.toJson(true).metrics_summary}. Times are epoch milliseconds, {@code git_patch} is the text inside
     * its zip. Endpoints when full: thirteen reads below {@code experiment/}.
     */
    public Map<String, Object> toJson(boolean full) {
        return Details.toJson(this, full);
    }

    // ---- assets

    /** All its files; see the other form. Endpoint: {@code experiment/asset/list}. */
    public List<Asset> getAssetList() {
        return getAssetList("all");
    }

    /**
     * Its files of one type: {@code exp.getAssetList("image")*.fileName}. A type that it has none of gives an empty
     * list. Endpoint: {@code experiment/asset/list}.
     *
     * @param assetType such as {@code image}, {@code curve} or {@code all}; null asks without a type
     */
    public List<Asset> getAssetList(String assetType) {
        return assets.list(experimentKey, assetType);
    }

    /**
     * The bytes of a file: {@code exp.getAsset(exp.getAssetList().first().assetId)}. Endpoint:
     * {@code experiment/asset/get-asset}.
     *
     * @throws io.cometsh.transport.CometHttpException 404 when there is no such asset
     */
    public byte[] getAsset(String assetId) {
        return assets.bytes(experimentKey, assetId);
    }

    /**
     * A file in the form that is asked for: {@code exp.getAsset(id, "json")}. Endpoint:
     * {@code experiment/asset/get-asset}.
     *
     * @param returnType {@code binary} gives bytes, {@code text} a UTF-8 text, {@code json} maps and lists
     */
    public Object getAsset(String assetId, String returnType) {
        return assets.content(experimentKey, assetId, returnType);
    }

    /** A file as UTF-8 text. Endpoint: {@code experiment/asset/get-asset}. */
    public String getAssetText(String assetId) {
        return assets.text(experimentKey, assetId);
    }

    /**
     * A file that holds JSON, as maps, lists, numbers and texts: {@code exp.getAssetJson(id).x}. Endpoint:
     * {@code experiment/asset/get-asset}.
     *
     * @throws io.cometsh.transport.CometReplyException when it holds something else
     */
    public Object getAssetJson(String assetId) {
        return assets.json(experimentKey, assetId);
    }

    /**
     * The bytes of the file of this name; null and a warning when there is none. Endpoints:
     * {@code experiment/asset/get-by-name}, {@code experiment/asset/get-asset}.
     */
    public byte[] getAssetByName(String assetFilename) {
        return (byte[]) getAssetByName(assetFilename, "all", "binary");
    }

    /**
     * The file of this name, in the form that is asked for: {@code exp.getAssetByName("notes.txt", "all", "text")}; the
     * first when there are several, null and a warning when there is none. Endpoints:
     * {@code experiment/asset/get-by-name}, {@code experiment/asset/get-asset}.
     *
     * @param assetType a type, or {@code all}
     * @param returnType {@code binary}, {@code text} or {@code json}
     */
    public Object getAssetByName(String assetFilename, String assetType, String returnType) {
        return assets.firstNamed(experimentKey, assetFilename, assetType, returnType);
    }

    /**
     * The bytes of every file of this name; empty and a warning when there is none. Endpoints:
     * {@code experiment/asset/get-by-name}, {@code experiment/asset/get-asset}.
     */
    public List<Object> getAssetsByName(String assetFilename) {
        return getAssetsByName(assetFilename, null);
    }

    /** The bytes of every file of this name and type; see the other form. */
    public List<Object> getAssetsByName(String assetFilename, String assetType) {
        return getAssetsByName(assetFilename, assetType, "binary");
    }

    /**
     * Every file of this name, in the form that is asked for, read in parallel:
     * {@code exp.getAssetsByName("log.json", null, "json")}. Endpoints: {@code experiment/asset/get-by-name},
     * {@code experiment/asset/get-asset}.
     *
     * @param assetType a type, or null for any
     * @param returnType {@code binary}, {@code text} or {@code json}
     */
    public List<Object> getAssetsByName(String assetFilename, String assetType, String returnType) {
        return assets.allNamed(experimentKey, assetFilename, assetType, returnType);
    }

    /**
     * The curves it logged: {@code exp.getCurves()*.name}. Endpoints: {@code experiment/asset/list}, then
     * {@code experiment/asset/get-asset} for each, in parallel.
     */
    public List<Curve> getCurves() {
        return assets.curves(experimentKey);
    }

    /**
     * One curve by its asset. Endpoints: {@code experiment/asset/get-asset}, {@code experiment/asset/list}.
     *
     * @throws io.cometsh.transport.CometReplyException when the asset is no curve
     */
    public Curve getCurve(String assetId) {
        return assets.curve(experimentKey, assetId);
    }

    /**
     * Deletes a file of it for good: {@code exp.deleteAsset(exp.getAssetList("image").first().assetId)}. Endpoint:
     * {@code write/experiment/asset/delete}, a write by GET.
     *
     * @return the reply
     */
    public Map<String, Object> deleteAsset(String assetId) {
        return life.deleteAsset(experimentKey, assetId);
    }

    // ---- its life

    /**
     * Puts it away; {@code api.restoreExperiment(key)} brings it back. Endpoint: {@code write/experiment/archive}, a
     * write by GET.
     *
     * @return the reply
     */
    public Map<String, Object> archive() {
        return changed(() -> life.archive(experimentKey));
    }

    /**
     * Shows it in another project of its workspace as well: {@code exp.createSymlink("best")}. Endpoint:
     * {@code write/project/symlink}, a write by GET.
     *
     * @return the address of its page there
     */
    public String createSymlink(String projectName) {
        return life.symlink(experimentKey, projectName);
    }

    /**
     * Says what it is doing: {@code exp.setState("finished")}. Endpoint: {@code write/experiment/update-status}.
     *
     * @param state {@code running}, {@code finished} or {@code crashed}
     * @throws io.cometsh.transport.CometException for any other state
     */
    public void setState(String state) {
        changed(() -> {
            life.setState(experimentKey, state);
            return null;
        });
    }

    /**
     * Says that it is alive. Endpoint: {@code write/experiment/set-status}, a write by GET.
     *
     * @return how often to say so, in milliseconds: {@code isAliveBeatDurationMillis} and its like for the monitors
     */
    public Map<String, Object> updateStatus() {
        return changed(() -> life.beat(experimentKey));
    }

    /**
     * Sets its start and leaves its end: {@code exp.setStartTime(1700000000000)}. Endpoint:
     * {@code write/experiment/set-start-end-time}.
     *
     * @param startServerTimestamp epoch milliseconds
     * @return the reply
     */
    public Map<String, Object> setStartTime(Number startServerTimestamp) {
        return changed(() -> life.setTimes(experimentKey, startServerTimestamp, null));
    }

    /**
     * Sets its end and leaves its start. Endpoint: {@code write/experiment/set-start-end-time}.
     *
     * @param endServerTimestamp epoch milliseconds
     * @return the reply
     */
    public Map<String, Object> setEndTime(Number endServerTimestamp) {
        return changed(() -> life.setTimes(experimentKey, null, endServerTimestamp));
    }

    /** Does nothing: there is nothing to close. It is there for scripts that come from Python. */
    public void end() {}

    /** Does what makes our facts untrue; they are read anew when one is touched. */
    private <T> T changed(Supplier<T> write) {
        try {
            return write.get();
        } finally {
            // A write that failed may have arrived all the same.
            facts = Facts.lazy(List.of(experimentKey), new OneExperiment(reads));
        }
    }

    private ValueSummary named(Kind kind, String name) {
        List<ValueSummary> all = reads.summaries(experimentKey, kind);
        for (ValueSummary summary : all) {
            if (name.equals(summary.name())) {
                return summary;
            }
        }
        reads.warnUnknown(experimentKey, kind, name, all);
        return null;
    }

    private ExperimentMetadata facts() {
        return facts.get(experimentKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Experiment experiment && experiment.experimentKey.equals(experimentKey);
    }

    @Override
    public int hashCode() {
        return experimentKey.hashCode();
    }

    /** Never asks the server: what is not known yet is not shown. */
    @Override
    public String toString() {
        return "Experiment(" + experimentKey + ")";
    }
}
