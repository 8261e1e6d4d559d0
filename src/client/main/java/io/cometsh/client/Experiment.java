package io.cometsh.client;

import io.cometsh.client.service.AssetWrites;
import io.cometsh.client.service.Assets;
import io.cometsh.client.service.ChartReads;
import io.cometsh.client.service.Endpoints;
import io.cometsh.client.service.ExperimentColumns;
import io.cometsh.client.service.ExperimentDetails;
import io.cometsh.client.service.ExperimentLife;
import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.ExperimentReads.SummaryKind;
import io.cometsh.client.service.JsonWrites;
import io.cometsh.client.service.LazyMetadata;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.Registration;
import io.cometsh.client.service.ValueWrites;
import io.cometsh.client.wire.Asset;
import io.cometsh.client.wire.Curve;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.GitMetadata;
import io.cometsh.client.wire.GitPatch;
import io.cometsh.client.wire.GpuInfo;
import io.cometsh.client.wire.MetricPoint;
import io.cometsh.client.wire.ModelStatusConfiguration;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.client.wire.SystemDetails;
import io.cometsh.client.wire.SystemInfo;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.client.wire.View;
import io.cometsh.export.Rows;
import io.cometsh.export.Table;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometInterruptedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One experiment on the server: a handle that reads when asked.
 *
 * <p>Its facts (name, times, state) come with the answer that it came out of, or are read for all the experiments of
 * that answer at once; {@link #refresh} reads them again. Python's name for this class is {@code APIExperiment}.
 *
 * <pre>{@code
 * def best = api.query("demo", "digits", Metric("accuracy") > 0.9).first()
 * best.name
 * best.getMetrics("loss").last().value
 * }</pre>
 */
public final class Experiment {
    private final String experimentKey;
    private final ExperimentParts parts;
    private final ExperimentReads reads;
    private final ExperimentDetails details;
    private final Assets assets;
    private final ExperimentLife life;
    private final ValueWrites values;
    private final AssetWrites files;
    private final CachedExperiment cached;

    Experiment(String experimentKey, LazyMetadata facts, ExperimentParts parts) {
        this.experimentKey = experimentKey;
        this.parts = parts;
        this.reads = parts.reads();
        this.details = parts.details();
        this.assets = parts.assets();
        this.life = parts.life();
        this.values = parts.values();
        this.files = parts.files();
        cached = new CachedExperiment(experimentKey, facts, reads);
    }

    /** The experiment with this key, which must exist. */
    static Experiment byKey(String experimentKey, ExperimentParts parts) {
        return new Experiment(
                experimentKey, LazyMetadata.of(List.of(parts.reads().require(experimentKey))), parts);
    }

    ExperimentTables tables() {
        return parts.tables();
    }

    CachedExperiment cached() {
        return cached;
    }

    /** The experiment's key. {@code exp.key}. Nothing is asked. */
    public String getKey() {
        return experimentKey;
    }

    /** The same as {@link #getKey}, under the name that Python scripts use. {@code exp.id}. Nothing is asked. */
    public String getId() {
        return experimentKey;
    }

    /** The experiment's name; null when it has none. {@code exp.name}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public String getName() {
        return facts().experimentName();
    }

    /** The workspace it belongs to. {@code exp.workspace}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public String getWorkspace() {
        return facts().workspaceName();
    }

    /** The name of its project. {@code exp.projectName}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public String getProjectName() {
        return facts().projectName();
    }

    /** Whether it has been archived. {@code exp.archived}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public boolean isArchived() {
        return facts().archived();
    }

    /** Its start in epoch milliseconds; null when unknown. {@code exp.startServerTimestamp}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public Long getStartServerTimestamp() {
        return facts().startTimeMillis();
    }

    /** Its end in epoch milliseconds; null or 0 while it runs. {@code exp.endServerTimestamp}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public Long getEndServerTimestamp() {
        return facts().endTimeMillis();
    }

    /** How long it took or takes, in milliseconds. {@code exp.durationMillis}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public Long getDurationMillis() {
        return facts().durationMillis();
    }

    /** Its start as a moment; null when unknown. {@code exp.startTime}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public Instant getStartTime() {
        return ExperimentColumns.moment(facts().startTimeMillis());
    }

    /** Its end as a moment; null while it runs. {@code exp.endTime}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public Instant getEndTime() {
        return facts().running() ? null : ExperimentColumns.moment(facts().endTimeMillis());
    }

    /** The address of its page in a browser. {@code exp.url}. Endpoint: {@code experiment/metadata}, unless its facts are known. */
    public URI getUrl() {
        return reads.page(facts());
    }

    /**
     * Opens its page in a browser; see the other form. {@code exp.display()}.
     *
     * @return the address
     */
    public URI display() {
        return display(null);
    }

    /**
     * Opens a tab of its page in a browser; without a browser it only returns the address: {@code exp.display("charts")}.
     * Endpoint: {@code experiment/metadata}, unless its facts are known.
     *
     * @param tab such as {@code charts}, {@code parameters}, {@code output} or {@code assets}; null for the first
     * @return the address
     * @throws CometException when there is no such tab; the message lists the tabs
     */
    public URI display(String tab) {
        return show(ExperimentTabs.tab(getUrl(), tab));
    }

    /**
     * Opens the page of its project in a browser; see the other form. {@code exp.displayProject()}.
     *
     * @return the address
     */
    public URI displayProject() {
        return displayProject(null);
    }

    /**
     * Opens the page of its project in a browser, with a saved dashboard:
     * {@code exp.displayProject(exp.getViews()[0].templateId)}.
     * Endpoint: {@code experiment/metadata}, unless its facts are known.
     *
     * @param viewId the {@link View#templateId} of the dashboard; null for the project's own
     * @return the address
     */
    public URI displayProject(String viewId) {
        return show(reads.projectPage(facts(), viewId));
    }

    private URI show(URI page) {
        parts.browser().accept(page);
        return page;
    }

    /**
     * All its metadata as it was read; call {@link #refresh} first for the current metadata. {@code exp.metadata.userName}.
     *
     * <p>Endpoint: {@code experiment/metadata}, or the listing that brought them.
     */
    public ExperimentMetadata getMetadata() {
        return facts();
    }

    /**
     * What it is doing now: {@code running}, {@code crashed} or {@code finished}. {@code exp.state}. Asks the server each time, so that a
     * script can wait for it. A member of a list tells the state that the list came with first, then asks again only while
     * it is running, together with the other running members; {@link #refresh} asks in any case.
     * Endpoint: {@code experiment/metadata}.
     */
    public String getState() {
        return cached.state();
    }

    private <T> T together(String what, int most, Function<String, T> read) {
        return cached.together(what, most, read);
    }

    /** Reads the metadata of this experiment again and returns the experiment. {@code exp.refresh().name}. Endpoint: {@code experiment/metadata}. */
    public Experiment refresh() {
        cached.refresh();
        return this;
    }

    /**
     * All parameters. {@code exp.getParametersSummary().collectEntries { [it.name, it.valueCurrent] }} is a map of
     * them. Endpoint: {@code experiment/parameters}.
     */
    public List<ValueSummary> getParametersSummary() {
        return summaries(SummaryKind.PARAMETERS);
    }

    /** One parameter, e.g. {@code exp.getParametersSummary("lr").valueCurrent}; null when it has none of this name. Endpoint: {@code experiment/parameters}. */
    public ValueSummary getParametersSummary(String parameter) {
        return named(SummaryKind.PARAMETERS, parameter);
    }

    /** The minimum, maximum and current value of every metric. {@code exp.getMetricsSummary()*.name}. Endpoint: {@code experiment/metrics/summary}. */
    public List<ValueSummary> getMetricsSummary() {
        return summaries(SummaryKind.METRICS);
    }

    /** One metric's minimum, maximum and current value; null when it has none of this name. {@code exp.getMetricsSummary("loss").valueMin}. Endpoint: {@code experiment/metrics/summary}. */
    public ValueSummary getMetricsSummary(String metric) {
        return named(SummaryKind.METRICS, metric);
    }

    /** All others (what {@code log_other} logged). {@code exp.getOthersSummary()*.name}. Endpoint: {@code experiment/log-other}. */
    public List<ValueSummary> getOthersSummary() {
        return summaries(SummaryKind.OTHERS);
    }

    /** The current values of one other: a list, as in Python, because a name may occur more than once. {@code exp.getOthersSummary("note")}. Endpoint: {@code experiment/log-other}. */
    public List<Object> getOthersSummary(String other) {
        List<ValueSummary> all = summaries(SummaryKind.OTHERS);
        List<Object> values = all.stream()
                .filter(summary -> other.equals(summary.name()))
                .map(ValueSummary::valueCurrent)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(ArrayList::new));
        if (values.isEmpty()) {
            reads.warnUnknown(experimentKey, SummaryKind.OTHERS, other, all);
        }
        return values;
    }

    /**
     * Every point of every metric that the service kept (at most 15,000 a metric). {@code exp.getMetrics().groupBy { it.metricName }}.
     *
     * <p>Endpoint: {@code experiment/metrics/get-all}; servers older than 3.20.60 are asked metric by metric.
     */
    public List<MetricPoint> getMetrics() {
        return together("metrics", ReadAhead.FEW, reads::metrics);
    }

    /**
     * The points of one metric that the service kept (at most 15,000), in the server's order. {@code exp.getMetrics("loss").last().value}. A metric that the
     * experiment does not have gives an empty list and a warning with the nearest names.
     *
     * <p>Endpoint: {@code experiment/metrics/get-metric}.
     */
    public List<MetricPoint> getMetrics(String metric) {
        List<MetricPoint> points = together("metric " + metric, ReadAhead.FEW, key -> reads.metric(key, metric));
        if (points.isEmpty()) {
            reads.warnUnknownMetric(experimentKey, metric);
        }
        return points;
    }

    /**
     * A table of one row with the given columns, or with all: {@code exp.table("experiment_name", "metrics.loss")}. See
     * {@link ExperimentList#table}. Endpoints: as the columns need.
     */
    public Table table(String... columns) {
        return tables().table(List.of(cached), Arrays.asList(columns));
    }

    /** Writes {@link #table} as CSV and returns the file: {@code exp.toCsv("best.csv")}. Endpoints: as the columns need. */
    public Path toCsv(Object file, String... columns) {
        return table(columns).toCsv(file);
    }

    /**
     * Every point of these metrics, or of all metrics, as rows: {@code exp.metrics("loss").toCsv("points.csv")}. See
     * {@link ExperimentList#metrics}. Endpoints: {@code experiment/metrics/get-metric},
     * {@code experiment/metrics/get-all}.
     */
    public Rows metrics(String... names) {
        return tables().metrics(List.of(cached), Arrays.asList(names)).points();
    }

    /**
     * The values of these metrics beside each other, a row for each step: {@code exp.metricsByStep("loss", "acc")}. See
     * {@link ExperimentList#metricsByStep}. Endpoint: {@code experiment/metrics/get-metric}.
     */
    public Rows metricsByStep(String... names) {
        return tables().metricsByStep(List.of(cached), Arrays.asList(names));
    }

    ChartReads charts() {
        return new ChartReads(reads.calls());
    }

    /** Keys as they are, and handles by their keys: the result of a query can be passed on. */
    static List<String> keys(Collection<?> experiments) {
        List<String> keys = new ArrayList<>(experiments.size());
        for (Object experiment : experiments) {
            if (experiment == null) {
                throw new CometException("one of the experiments is null");
            }
            keys.add(experiment instanceof Experiment handle ? handle.getKey() : experiment.toString());
        }
        return keys;
    }

    /** Every logged point of a metric as a table, or a sample of them where there is no more; see the other form. */
    public Table getMetricTotalDf(String metricName) {
        return getMetricTotalDf(metricName, null);
    }

    /**
     * Every logged point of a metric as a table, however many there are: {@code exp.getMetricTotalDf("loss", false)}.
     *
     * <p>The service keeps them in files beside the points that {@link #getMetrics(String)} gives; all the files are read,
     * in their order. Columns are {@code value}, {@code timestamp} (epoch seconds), {@code step}, {@code epoch},
     * {@code datetime} and {@code duration} (seconds since the row before). Endpoints: {@code experiment/asset/list},
     * {@code experiment/asset/get-asset} for each file, {@code experiment/metrics/get-metric} where there is none.
     *
     * @param fallbackToSampledData whether to take the points of {@link #getMetrics(String)} where there are no files,
     *     which a warning then reports; null is true
     * @return without rows when there is nothing, where Python gives None
     */
    public Table getMetricTotalDf(String metricName, Boolean fallbackToSampledData) {
        return parts.totals().table(experimentKey, metricName, !Boolean.FALSE.equals(fallbackToSampledData));
    }

    /** Its tags. {@code exp.tags}. Endpoint: {@code experiment/tags}. */
    public List<String> getTags() {
        return together("tags", ReadAhead.MANY, reads::tags);
    }

    // ---- code, machine, models

    /**
     * What {@code log_html} logged, one after the other; null when nothing was. {@code exp.getHtml()}. Endpoint:
     * {@code experiment/html}.
     */
    public String getHtml() {
        return together("html", ReadAhead.FEW, key -> details.text(key, Endpoints.HTML, "html"));
    }

    /** The source code; null when none was logged. {@code exp.getCode()}. Endpoint: {@code experiment/code}. */
    public String getCode() {
        return together("code", ReadAhead.FEW, key -> details.text(key, Endpoints.CODE, "code"));
    }

    /**
     * All that it printed, as one text; empty while it printed nothing. {@code exp.getOutput().readLines().last()}.
     * Endpoint: {@code experiment/output}.
     */
    public String getOutput() {
        return together("output", ReadAhead.FEW, key -> details.text(key, Endpoints.OUTPUT, "output"));
    }

    /** The description of its model; null when none was logged. {@code exp.modelGraph}. Endpoint: {@code experiment/graph}. */
    public String getModelGraph() {
        return together("graph", ReadAhead.FEW, key -> details.text(key, Endpoints.GRAPH, "graph"));
    }

    /**
     * Machine and program, all at once: {@code exp.getSystemDetails().hostname}. Endpoint:
     * {@code experiment/system-details}, as for each of the single facts below.
     */
    public SystemDetails getSystemDetails() {
        return together("system", ReadAhead.MANY, details::system);
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

    /** The metrics that the logger wrote automatically. {@code exp.getSystemMetricNames()}; empty when not logged. Endpoint: {@code experiment/system-details}. */
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
        return together("git", ReadAhead.MANY, details::git);
    }

    /**
     * What was not committed when it began: the bytes of a zip with one file {@code git_diff.patch}, or null when there
     * is none. {@code new File("diff.zip").bytes = exp.getGitPatch()}. Endpoint: {@code experiment/git/patch}.
     */
    public byte[] getGitPatch() {
        return details.gitPatch(experimentKey);
    }

    /** The names of the models it logged, each once, in the server's order. {@code exp.modelNames}. Endpoint: {@code experiment/model}. */
    public List<String> getModelNames() {
        return together("models", ReadAhead.MANY, details::modelNames);
    }

    /** The files of one of its models: {@code exp.getModelAssetList("net")}. Endpoint: {@code experiment/model/asset/list}. */
    public List<Asset> getModelAssetList(String modelName) {
        return details.modelAssets(experimentKey, modelName);
    }

    /** An older name of {@link #getModelAssetList}. {@code exp.getModelData("net")}. Endpoint: {@code experiment/model/asset/list}. */
    public List<Asset> getModelData(String name) {
        return getModelAssetList(name);
    }

    /** Unpacks one of its models into the working folder; see the longest form. {@code exp.downloadModel("net")}. */
    public Path downloadModel(String name) {
        return downloadModel(name, null, null);
    }

    /** Unpacks one of its models into a folder; see the longest form. {@code exp.downloadModel("net", "models")}. */
    public Path downloadModel(String name, String outputPath) {
        return downloadModel(name, outputPath, null);
    }

    /**
     * Downloads one of its models as one archive: {@code exp.downloadModel("net", "models", true)}. Files that are there
     * are replaced. Endpoint: {@code experiment/model/download}.
     *
     * @param outputPath the folder, made when it is not there; null for the working folder
     * @param expand whether to unpack it, else it stays {@code NAME.zip}; null is true
     * @return the folder, or the archive
     * @throws CometException when a name in the archive leads out of the folder (nothing is written then), or the bytes
     *     are not all there
     */
    public Path downloadModel(String name, String outputPath, Boolean expand) {
        return parts.downloads().model(experimentKey, name, outputPath, !Boolean.FALSE.equals(expand));
    }

    /** Downloads its TensorFlow files into the working folder; see the longest form. */
    public Path downloadTensorflowFolder() {
        return downloadTensorflowFolder(null, null);
    }

    /** Downloads its TensorFlow files into a folder; see the longest form. */
    public Path downloadTensorflowFolder(String outputPath) {
        return downloadTensorflowFolder(outputPath, null);
    }

    /**
     * Downloads the files that were logged for TensorBoard, several at once, each under its path:
     * {@code exp.downloadTensorflowFolder("runs", true)}. Endpoints: {@code experiment/asset/list},
     * {@code experiment/asset/get-asset}.
     *
     * @param outputPath the folder, made when it is not there; null for the working folder
     * @param overwrite whether existing files are replaced; otherwise they are kept, with a warning. Null is false
     * @return the folder
     * @throws NotFoundException when it logged none
     * @throws CometException when a path leads out of the folder; nothing is written then
     */
    public Path downloadTensorflowFolder(String outputPath, Boolean overwrite) {
        return parts.downloads()
                .tensorflow(
                        experimentKey,
                        assets.list(experimentKey, "tensorflow-file"),
                        outputPath,
                        Boolean.TRUE.equals(overwrite));
    }

    /** Makes one of its models the next version of the registry's model of the same name; see the longest form. */
    public Map<String, Object> registerModel(String modelName) {
        return registerModel(modelName, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Makes one of its models a version of the registry's model of the same name; see the longest form. */
    public Map<String, Object> registerModel(String modelName, String version) {
        return registerModel(modelName, version, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * Makes one of its models a version of a model in its workspace's registry, which is made when there is none of this
     * name: {@code exp.registerModel("net", version: "1.2.0", tags: ["best"], metadata: [accuracy: 0.98])}.
     *
     * <p>Endpoints: {@code write/registry-model/item/create}, then {@code write/registry-model/item/{id}/metadata} and
     * {@code write/registry-model/item/{id}/status-configuration} for what is given; on servers older than 3.5.42
     * {@code write/registry-model} or {@code write/registry-model/item}, which know neither status nor tags.
     *
     * @param modelName the name under which the experiment logged it, see {@link #getModelNames}
     * @param version a semantic version such as {@code 1.2.0}; null lets the server choose the next
     * @param workspace has no meaning any more: it is always the experiment's own
     * @param registryName the name in the registry; null for the same
     * @param public_ whether everybody may see the model; null leaves it to the server
     * @param description of the model; null for none
     * @param comment of the version; null for none
     * @param status of the version, one of {@link Api#modelRegistryAllowedStatusValues}; null for none
     * @param tags of the version; null for none
     * @param stages an older word for its tags; they are added to those
     * @param metadata of the version, anything that JSON has; null for none
     * @param statusConfiguration a {@link ModelStatusConfiguration}, or a map with {@code status},
     *     {@code is_review_required}, {@code status_configuration_items} and {@code comment}; null for none
     * @return the reply: {@code registryModelId} and {@code registryModelItemId}
     * @throws CometException when the version is not semantic, or the experiment has no such model
     */
    public Map<String, Object> registerModel(
            String modelName,
            String version,
            String workspace,
            String registryName,
            Boolean public_,
            String description,
            String comment,
            String status,
            Collection<?> tags,
            Collection<?> stages,
            Map<?, ?> metadata,
            Object statusConfiguration) {
        return parts.registration()
                .register(
                        facts(),
                        workspace,
                        new Registration.Entry(
                                modelName,
                                registryName == null ? modelName : registryName,
                                version,
                                public_,
                                description,
                                comment,
                                status,
                                tags,
                                stages),
                        metadata,
                        ModelStatusConfiguration.from(statusConfiguration));
    }

    // ---- views

    /** The saved dashboards of its project that fit it, and the dashboards of single experiments; see the longest form. */
    public List<View> getViews() {
        return getViews(null, null);
    }

    /** The same with the dashboards of the workspace; see the longest form. */
    public List<View> getViews(Boolean includeWorkspaceViews) {
        return getViews(includeWorkspaceViews, null);
    }

    /**
     * The saved dashboards of its project that fit it, then the dashboards of single experiments:
     * {@code exp.getViews(true, true)*.name}. Endpoints: {@code views/get-all}, {@code views/chart-templates}.
     *
     * @param includeWorkspaceViews whether dashboards of the whole workspace come along; null is false
     * @param includeWorkspaceProjectViews whether those for single experiments of the whole workspace do; null is false
     */
    public List<View> getViews(Boolean includeWorkspaceViews, Boolean includeWorkspaceProjectViews) {
        return parts.views()
                .ofExperiment(
                        facts().projectId(),
                        experimentKey,
                        Boolean.TRUE.equals(includeWorkspaceViews),
                        Boolean.TRUE.equals(includeWorkspaceProjectViews));
    }

    /**
     * Saves a dashboard for it as a new one: {@code exp.createView(View.of("Losses").withChartState("{}"))}. What ties
     * the given one to another experiment is left out, see {@link View#asPortable}. Endpoint:
     * {@code write/chart-templates/upsert}.
     *
     * @return as the server saved it, with its id
     */
    public View createView(View view) {
        return parts.views().create(facts().projectId(), experimentKey, view);
    }

    // ---- artifacts

    /**
     * Logs a version of an artifact with all its files, several at once, each sent as it is read:
     * {@code exp.logArtifact(new Artifact("birds", "dataset").add("data"))}.
     *
     * <p>Others can read the version when it is complete; after an error it is marked as failed and the
     * failure is thrown. Endpoints: {@code write/artifacts/upsert}, {@code artifacts/version},
     * {@code /clientlib/rest/v2/write/artifact/assets/remote/batch} for addresses, {@code /clientlib/asset/upload} for each
     * file, {@code write/artifacts/state}.
     *
     * @return the version as the server has it
     * @throws CometException when a file cannot be read (nothing is sent then), the version is there already, or a file did
     *     not arrive
     */
    public LoggedArtifact logArtifact(Artifact artifact) {
        return new LoggedArtifact(
                parts.artifactLogging().log(facts(), artifact.draft()), parts.artifacts(), key -> byKey(key, parts));
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
     * its zip. Endpoints: thirteen reads below
     * {@code experiment/} when full, else none.
     */
    public Map<String, Object> toJson(Boolean full) {
        Map<String, Object> json = ExperimentJson.of(facts(), getUrl());
        if (Boolean.TRUE.equals(full)) {
            json.put("asset_list", getAssetList());
            json.put("code", getCode());
            json.put("html", getHtml());
            json.put("metrics", getMetrics());
            json.put("metrics_summary", getMetricsSummary());
            json.put("model_graph", getModelGraph());
            json.put("others_summary", getOthersSummary());
            json.put("output", getOutput());
            json.put("parameters_summary", getParametersSummary());
            json.put("system_details", getSystemDetails());
            json.put("tags", getTags());
            json.put("git_patch", GitPatch.text(getGitPatch()));
            json.put("git_metadata", getGitMetadata());
            json.replaceAll((name, value) -> PlainValues.of(value));
        }
        return json;
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
        return together("assets " + assetType, ReadAhead.FEW, key -> assets.list(key, assetType));
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
     * @param returnType {@code binary} or null gives bytes, {@code text} a UTF-8 text, {@code json} maps and lists
     */
    public Object getAsset(String assetId, String returnType) {
        return assets.content(experimentKey, assetId, returnType);
    }

    /** A file as UTF-8 text. {@code exp.getAssetText(id).readLines().size()}. Endpoint: {@code experiment/asset/get-asset}. */
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

    /** Downloads a file into the working folder, under its own name; see the other form. Endpoint: {@code experiment/asset/get-asset}. */
    public Path downloadAsset(Object asset) {
        return downloadAsset(asset, null);
    }

    /**
     * Downloads a file of this experiment: {@code exp.downloadAsset("train.csv", "data/")}. An existing file is replaced.
     * An image gets the ending of its format when its name has none or another one. Endpoints:
     * {@code experiment/asset/list} for a name or id, {@code experiment/asset/get-asset}.
     *
     * @param asset one of {@link #getAssetList}, an asset id, or a file name; {@code "best.pt"} also finds the only asset
     *     whose name ends in {@code /best.pt}, such as one of a model
     * @param outputPath the file to write; or a folder, when it is there or the text ends in a slash, where the slashes of
     *     the asset's name are folders; null for the working folder
     * @return the file, relative to the working folder when {@code outputPath} is
     * @throws NotFoundException when the experiment has no such file, or several
     */
    public Path downloadAsset(Object asset, String outputPath) {
        Asset one = asset instanceof Asset known ? known : assets.one(experimentKey, String.valueOf(asset));
        return parts.downloads().asset(experimentKey, one, outputPath);
    }

    /**
     * The curves it logged: {@code exp.getCurves()*.name}. Endpoints: {@code experiment/asset/list}, then
     * {@code experiment/asset/get-asset} for each, in parallel.
     */
    public List<Curve> getCurves() {
        return assets.curves(experimentKey);
    }

    /**
     * One curve by its asset. {@code exp.getCurve(id).y.max()}. Endpoints: {@code experiment/asset/get-asset}, {@code experiment/asset/list}.
     *
     * @throws io.cometsh.transport.CometReplyException when the asset is not a curve
     */
    public Curve getCurve(String assetId) {
        return assets.curve(experimentKey, assetId);
    }

    /** Logs a file under its own name; see the longest form. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logAsset(String filename) {
        return logAsset(filename, null, null, null, null, null, null);
    }

    /** Logs a file under another name; see the longest form. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logAsset(String filename, String name) {
        return logAsset(filename, null, name, null, null, null, null);
    }

    /**
     * Logs a file, sent while it is read:
     * {@code exp.logAsset("out/model.bin", 3, "model.bin", true, null, "checkpoint", [epoch: 2])}. Endpoint:
     * {@code write/experiment/upload-asset}.
     *
     * @param filename the path of the file
     * @param step null for none
     * @param name the name it gets; null for its own
     * @param overwrite whether it replaces one of the same name; null or false adds one
     * @param context such as {@code train}; null for none
     * @param ftype such as {@code audio}; null for the server's own choice
     * @param metadata a value that JSON can express; null for none
     * @return the reply, with the new {@code assetId}
     * @throws CometException when the file cannot be read
     */
    public Map<String, Object> logAsset(
            String filename,
            Number step,
            String name,
            Boolean overwrite,
            String context,
            String ftype,
            Map<?, ?> metadata) {
        return files.asset(
                experimentKey,
                Path.of(filename),
                ftype,
                new AssetWrites.Labels(name, step, null, overwrite, context, metadata));
    }

    /** Logs an image under its own name; see the longest form. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logImage(String filename) {
        return logImage(filename, null, null, null, null, null);
    }

    /** Logs an image under a name; see the longest form. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logImage(String filename, String imageName) {
        return logImage(filename, imageName, null, null, null, null);
    }

    /**
     * Logs an image file: {@code exp.logImage("red.png", "square", 1, true, "train", null)}. Endpoint:
     * {@code write/experiment/upload-asset}.
     *
     * @param step null for none
     * @param overwrite whether it replaces one of the same name; null or false adds one
     * @param metadata a value that JSON can express; null for none
     * @return the reply, with the new {@code assetId}
     * @throws CometException when the file cannot be read
     */
    public Map<String, Object> logImage(
            String filename, String imageName, Number step, Boolean overwrite, String context, Map<?, ?> metadata) {
        return files.image(
                experimentKey,
                Path.of(filename),
                new AssetWrites.Labels(imageName, step, null, overwrite, context, metadata));
    }

    /** Logs a video under its own name; see the longest form. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logVideo(String filename) {
        return logVideo(filename, null, null, null, null, null, null);
    }

    /**
     * Logs a video file: {@code exp.logVideo("clip.mp4", "walk", true, 1, 2, "train", null)}. Endpoint:
     * {@code write/experiment/upload-asset}.
     *
     * @param filename an MP4, MOV, WMV or GIF
     * @return the reply, with the new {@code assetId}
     * @throws CometException for another kind of file, or when it cannot be read
     */
    public Map<String, Object> logVideo(
            String filename,
            String name,
            Boolean overwrite,
            Number step,
            Number epoch,
            String context,
            Map<?, ?> metadata) {
        return files.video(
                experimentKey,
                Path.of(filename),
                new AssetWrites.Labels(name, step, epoch, overwrite, context, metadata));
    }

    /** Logs a curve; see the longest form. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logCurve(String name, List<? extends Number> x, List<? extends Number> y) {
        return logCurve(name, x, y, null, null);
    }

    /**
     * Logs a curve as a whole: {@code exp.logCurve("roc", [0, 0.5, 1], [0, 0.9, 1], true, 5)}. Endpoint:
     * {@code write/experiment/upload-asset}.
     *
     * @param y as many as x
     * @param overwrite whether it replaces one of the same name; null is false
     * @param step null for none
     * @return the reply, with the new {@code assetId}
     * @throws CometException when there are not as many y as x
     */
    public Map<String, Object> logCurve(
            String name, List<? extends Number> x, List<? extends Number> y, Boolean overwrite, Number step) {
        return files.curve(experimentKey, name, x, y, Boolean.TRUE.equals(overwrite), step);
    }

    /** Logs a CSV file that is there as a table. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logTable(String filename) {
        return files.asset(
                experimentKey, Path.of(filename), "asset", new AssetWrites.Labels(null, null, null, null, null, null));
    }

    /** Logs rows as a CSV table without names of columns; see the longest form. */
    public Map<String, Object> logTable(String filename, List<? extends List<?>> tabularData) {
        return logTable(filename, tabularData, null);
    }

    /**
     * Logs rows as a CSV table: {@code exp.logTable("scores.csv", [[1, 2], [3, 4]], ["x", "y"])}. Endpoint:
     * {@code write/experiment/upload-asset}.
     *
     * @param filename the name it gets
     * @param headers the names of the columns; null for none
     * @return the reply, with the new {@code assetId}
     */
    public Map<String, Object> logTable(String filename, List<? extends List<?>> tabularData, List<?> headers) {
        return files.table(experimentKey, filename, AssetWrites.table(tabularData, headers));
    }

    /** Logs a table of ours as CSV: {@code exp.logTable("runs.csv", api.getExperiments("demo", "digits").table())}. Endpoint: {@code write/experiment/upload-asset}. */
    public Map<String, Object> logTable(String filename, Table table) {
        return files.table(experimentKey, filename, table);
    }

    /**
     * Sets what was not committed when it began: {@code exp.setGitPatch("git diff".execute().text)}. Endpoint:
     * {@code write/experiment/git/patch}.
     *
     * @param fileData the patch as text; it is sent as a zip with one file
     * @return the reply
     */
    public Map<String, Object> setGitPatch(String fileData) {
        return setGitPatch(AssetWrites.utf8(fileData));
    }

    /** The same for a patch as bytes. Endpoint: {@code write/experiment/git/patch}. */
    public Map<String, Object> setGitPatch(byte[] fileData) {
        return files.gitPatch(experimentKey, fileData);
    }

    /**
     * Deletes a file of the experiment permanently: {@code exp.deleteAsset(exp.getAssetList("image").first().assetId)}. Endpoint:
     * {@code write/experiment/asset/delete}, a write by GET.
     *
     * @return the reply
     */
    public Map<String, Object> deleteAsset(String assetId) {
        return life.deleteAsset(experimentKey, assetId);
    }

    // ---- logging

    /** Logs a value of a metric without a step; see the longest form. Endpoint: {@code write/experiment/metric}. */
    public Map<String, Object> logMetric(String metric, Object value) {
        return logMetric(metric, value, null, null, null);
    }

    /** Logs a value of a metric at a step; see the longest form. Endpoint: {@code write/experiment/metric}. */
    public Map<String, Object> logMetric(String metric, Object value, Number step) {
        return logMetric(metric, value, step, null, null);
    }

    /**
     * Logs a value of a metric: {@code exp.logMetric("loss", 0.25, 2, 1, 1700000000)}. Endpoint:
     * {@code write/experiment/metric}.
     *
     * @param value a number, NaN and the infinities too, or a text that is one
     * @param step null for none
     * @param epoch null for none
     * @param timestamp epoch seconds, as in Python; null lets the server take the moment of arrival
     * @return the reply
     * @throws CometException when the value is not a number; nothing is logged then
     */
    public Map<String, Object> logMetric(String metric, Object value, Number step, Number epoch, Number timestamp) {
        return values.metric(experimentKey, metric, value, step, epoch, timestamp);
    }

    /** Logs several metrics without a step; see the longest form. Endpoint: {@code write/experiment/metric}. */
    public List<Map<String, Object>> logMetrics(Map<?, ?> metricDict) {
        return logMetrics(metricDict, null, null, null);
    }

    /** Logs several metrics at a step; see the longest form. Endpoint: {@code write/experiment/metric}. */
    public List<Map<String, Object>> logMetrics(Map<?, ?> metricDict, Number step) {
        return logMetrics(metricDict, step, null, null);
    }

    /**
     * Logs several metrics, one request each; maps inside become names with a slash:
     * {@code exp.logMetrics([loss: 0.2, train: [acc: 0.9]], 4)} logs {@code loss} and {@code train/acc}. Endpoint:
     * {@code write/experiment/metric}.
     *
     * @param timestamp epoch seconds; null lets the server take the moment of arrival
     * @return the replies
     * @throws io.cometsh.transport.CometException when one of them is not a number; nothing is logged then
     */
    public List<Map<String, Object>> logMetrics(Map<?, ?> metricDict, Number step, Number epoch, Number timestamp) {
        return values.metrics(experimentKey, metricDict, step, epoch, timestamp);
    }

    /** Logs a parameter; see the longest form. Endpoint: {@code write/experiment/parameter}. */
    public Map<String, Object> logParameter(String parameter, Object value) {
        return logParameter(parameter, value, null, null);
    }

    /** Logs a parameter at a step; see the longest form. Endpoint: {@code write/experiment/parameter}. */
    public Map<String, Object> logParameter(String parameter, Object value, Number step) {
        return logParameter(parameter, value, step, null);
    }

    /**
     * Logs a parameter: {@code exp.logParameter("lr", 0.1, 3, 1700000000)}. Endpoint: {@code write/experiment/parameter}.
     *
     * @param value any value that JSON can express; it comes back as a text
     * @param timestamp epoch seconds, as in Python; null lets the server take the moment of arrival
     * @return the reply
     */
    public Map<String, Object> logParameter(String parameter, Object value, Number step, Number timestamp) {
        return values.parameter(experimentKey, parameter, value, step, timestamp);
    }

    /** Logs several parameters, nested ones by joined names; see the longest form. */
    public List<Map<String, Object>> logParameters(Map<?, ?> paramDict) {
        return logParameters(paramDict, null, null, null);
    }

    /** Logs several parameters at a step, nested ones by joined names; see the longest form. */
    public List<Map<String, Object>> logParameters(Map<?, ?> paramDict, Number step) {
        return logParameters(paramDict, step, null, null);
    }

    /**
     * Logs several parameters, one request each; maps inside become names with a bar:
     * {@code exp.logParameters([lr: 0.1, opt: [name: "adam"]])} logs {@code lr} and {@code opt|name}. Endpoints:
     * {@code write/experiment/parameter}, {@code write/experiment/log-other} when there are maps inside.
     *
     * @param timestamp epoch seconds; null lets the server take the moment of arrival
     * @param nestedSupport false logs a map inside as one value; null is true
     * @return the replies
     */
    public List<Map<String, Object>> logParameters(
            Map<?, ?> paramDict, Number step, Number timestamp, Boolean nestedSupport) {
        return values.parameters(experimentKey, paramDict, step, timestamp, !Boolean.FALSE.equals(nestedSupport));
    }

    /**
     * Deletes a parameter; servers from 3.29.724. {@code exp.deleteParameter("lr")}. Endpoint: {@code write/experiment/parameter/delete}.
     *
     * @return true
     */
    public boolean deleteParameter(String parameter) {
        return values.deleteParameter(experimentKey, parameter);
    }

    /**
     * Deletes parameters in one request: {@code exp.deleteParameters(["lr", "seed"])}; servers from 3.29.724. Endpoint:
     * {@code write/experiments/parameters/delete}.
     *
     * @return true
     */
    public boolean deleteParameters(Collection<?> parameters) {
        return values.deleteParameters(experimentKey, parameters);
    }

    /** Logs one of the others; see the longer form. Endpoint: {@code write/experiment/log-other}. */
    public Map<String, Object> logOther(String key, Object value) {
        return logOther(key, value, null);
    }

    /**
     * Logs one of the others: {@code exp.logOther("note", "hello")}. Endpoint: {@code write/experiment/log-other}.
     *
     * @param timestamp epoch seconds; null lets the server take the moment of arrival
     * @return the reply
     */
    public Map<String, Object> logOther(String key, Object value, Number timestamp) {
        return changed(() -> values.other(experimentKey, key, value, timestamp));
    }

    /** Gives it a name: {@code exp.setName("try-2")}. Endpoint: {@code write/experiment/log-other}. */
    public void setName(String name) {
        logOther("Name", name);
    }

    /** Adds a tag. {@code exp.addTag("best")}. Endpoint: {@code write/experiment/tags}. */
    public Map<String, Object> addTag(String tag) {
        return addTags(Collections.singletonList(tag));
    }

    /**
     * Adds tags: {@code exp.addTags(["best", "v2"])}. Endpoint: {@code write/experiment/tags}.
     *
     * @return the reply
     * @throws io.cometsh.transport.CometException for an empty tag
     */
    public Map<String, Object> addTags(Collection<?> tags) {
        return values.addTags(experimentKey, tags);
    }

    /**
     * Takes tags away: {@code exp.deleteTags(["v1"])}; servers from 3.12.26. Endpoint:
     * {@code write/experiment/tags/delete}.
     *
     * @return the reply
     */
    public Map<String, Object> deleteTags(Collection<?> tags) {
        return values.deleteTags(experimentKey, tags);
    }

    /** Adds to its page; see the longest form. Endpoint: {@code write/experiment/html}. */
    public Map<String, Object> logHtml(String html) {
        return logHtml(html, false, null);
    }

    /** Adds to its page or replaces it; see the longest form. Endpoint: {@code write/experiment/html}. */
    public Map<String, Object> logHtml(String html, Boolean clear) {
        return logHtml(html, clear, null);
    }

    /**
     * Adds to its page, or replaces it: {@code exp.logHtml("<b>done</b>", true, null)}. Endpoint:
     * {@code write/experiment/html}.
     *
     * @param clear whether to remove the earlier content; null is false
     * @param timestamp epoch seconds; null for now
     * @return the reply
     */
    public Map<String, Object> logHtml(String html, Boolean clear, Number timestamp) {
        return values.html(experimentKey, html, Boolean.TRUE.equals(clear), timestamp);
    }

    /** Logs what it printed; see the longest form. Endpoint: {@code /clientlib/rest/v2/write/experiment/output}. */
    public Map<String, Object> logOutput(String output) {
        return logOutput(output, null, false, null);
    }

    /**
     * Logs what it printed, line by line: {@code exp.logOutput("epoch 1\n", "train", false, null)}. Endpoint:
     * {@code /clientlib/rest/v2/write/experiment/output}.
     *
     * @param context such as {@code train}; null for none
     * @param stderr whether it is talk and not data; null is false
     * @param timestamp epoch seconds; null for now
     * @return the reply
     */
    public Map<String, Object> logOutput(String output, String context, Boolean stderr, Number timestamp) {
        return values.output(experimentKey, output, context, Boolean.TRUE.equals(stderr), timestamp);
    }

    /** Replaces its source code. Endpoint: {@code write/experiment/code}. */
    public Map<String, Object> setCode(String code) {
        return values.text(experimentKey, "code", "code", code);
    }

    /**
     * Replaces its source code by a UTF-8 file: {@code exp.setCode(new File("train.py").toPath())}. Endpoint:
     * {@code write/experiment/code}.
     *
     * @throws io.cometsh.transport.CometException when the file cannot be read
     */
    public Map<String, Object> setCode(Path filename) {
        try {
            return setCode(Files.readString(filename));
        } catch (IOException e) {
            throw new CometException("cannot read " + filename + ": " + e.getMessage(), e);
        }
    }

    /**
     * Replaces its source code by a text or by a UTF-8 file: {@code exp.setCode(filename: "train.py")}. Endpoint:
     * {@code write/experiment/code}.
     *
     * @param code the text; null when the file is given
     * @param filename the path of the file; null when the text is given
     * @throws CometException when both or neither are given, or the file cannot be read
     */
    public Map<String, Object> setCode(String code, String filename) {
        if ((code == null) == (filename == null)) {
            throw new CometException("give the code or the name of a file with it, one of the two");
        }
        return filename == null ? setCode(code) : setCode(Path.of(filename));
    }

    /** Replaces the description of its model. {@code exp.setModelGraph("a -> b")}. Endpoint: {@code write/experiment/graph}. */
    public Map<String, Object> setModelGraph(String graph) {
        return values.text(experimentKey, "graph", "graph", graph);
    }

    /** Sets the path of its program. {@code exp.setFilename("train.py")}. Endpoint: {@code write/experiment/file-path}. */
    public Map<String, Object> setFilename(String filename) {
        return changed(() -> values.text(experimentKey, "file-path", "filePath", filename));
    }

    /**
     * Sets where its code came from: {@code exp.setGitMetadata("ada", null, "refs/heads/main", "0123abc", null)}.
     * Endpoint: {@code write/experiment/git/metadata}.
     *
     * @return the reply
     */
    public Map<String, Object> setGitMetadata(String user, String root, String branch, String parent, String origin) {
        return setGitMetadata(new GitMetadata(user, root, branch, parent, origin));
    }

    /** The same in one, such as what another experiment has. Endpoint: {@code write/experiment/git/metadata}. */
    public Map<String, Object> setGitMetadata(GitMetadata git) {
        return values.git(experimentKey, git);
    }

    // ---- the machine

    /** Sets the user who ran it. {@code exp.setUser("ada")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setUser(String user) {
        return values.system(experimentKey, "user", user);
    }

    /** Sets the number of its process. {@code exp.setPid(4711)}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setPid(Number pid) {
        return values.system(experimentKey, "pid", pid);
    }

    /** Sets the operating system with its version. {@code exp.setOs("Linux-6.1")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setOs(String os) {
        return values.system(experimentKey, "os", os);
    }

    /** Sets the operating system, such as {@code Linux}. {@code exp.setOsType("Linux")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setOsType(String osType) {
        return values.system(experimentKey, "osType", osType);
    }

    /** Sets the release of the operating system. {@code exp.setOsRelease("6.1.0")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setOsRelease(String osRelease) {
        return values.system(experimentKey, "osRelease", osRelease);
    }

    /** Sets the version of Python. {@code exp.setPythonVersion("3.11.7")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setPythonVersion(String pythonVersion) {
        return values.system(experimentKey, "pythonVersion", pythonVersion);
    }

    /** Sets the version of Python with its compiler. {@code exp.setPythonVersionVerbose("3.11.7 (main) [GCC 12]")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setPythonVersionVerbose(String pythonVersionVerbose) {
        return values.system(experimentKey, "pythonVersionVerbose", pythonVersionVerbose);
    }

    /** Sets the address of the machine. {@code exp.setIp("10.0.0.7")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setIp(String ip) {
        return values.system(experimentKey, "ip", ip);
    }

    /** Sets the name of the machine. {@code exp.setHostname("node-7")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setHostname(String hostname) {
        return values.system(experimentKey, "hostname", hostname);
    }

    /** Sets the kind of machine. {@code exp.setMachine("x86_64")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setMachine(String machine) {
        return values.system(experimentKey, "machine", machine);
    }

    /** Sets the kind of processor. {@code exp.setProcessor("x86_64")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setProcessor(String processor) {
        return values.system(experimentKey, "processor", processor);
    }

    /** Sets the path of the interpreter. {@code exp.setExecutable("/usr/bin/python3")}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setExecutable(String executable) {
        return values.system(experimentKey, "executable", executable);
    }

    /** Sets the program and its arguments. {@code exp.setCommand(["train.py", "--lr", "0.1"])}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setCommand(List<?> commandArgsList) {
        return values.system(experimentKey, "command", commandArgsList);
    }

    /** Sets the Python packages, as {@code numpy==2.0.0}. {@code exp.setInstalledPackages(["numpy==2.0.0"])}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setInstalledPackages(List<?> installedPackages) {
        return values.system(experimentKey, "installedPackages", installedPackages);
    }

    /** Sets the packages of the operating system. {@code exp.setOsPackages(["libc6=2.36"])}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setOsPackages(List<?> osPackages) {
        return values.system(experimentKey, "osPackages", osPackages);
    }

    /** Sets the addresses of all network interfaces. {@code exp.setNetworkInterfaceIps(["10.0.0.7"])}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setNetworkInterfaceIps(List<?> networkInterfaceIps) {
        return values.system(experimentKey, "networkInterfaceIps", networkInterfaceIps);
    }

    /** Sets the graphics cards: {@link GpuInfo} records, or maps with the same members. {@code exp.setGpuStaticInfo([[gpuIndex: 0, name: "A100"]])}. Endpoint: {@code /clientlib/rest/v2/write/experiment/system-details}. */
    public Map<String, Object> setGpuStaticInfo(List<?> gpuStaticInfo) {
        return values.system(experimentKey, "gpuStaticInfoList", gpuStaticInfo);
    }

    /**
     * Notes one more thing about the machine: {@code exp.logAdditionalSystemInfo("rack", "r2")}. Endpoint:
     * {@code /clientlib/rest/v2/write/experiment/system-details}.
     */
    public Map<String, Object> logAdditionalSystemInfo(String key, Object value) {
        return values.system(
                experimentKey, "logAdditionalSystemInfoList", List.of(JsonWrites.body("key", key, "value", value)));
    }

    /** Logs how busy each processor is, in percent; see the longer form. Endpoint: {@code write/experiment/cpu-metrics}. */
    public Map<String, Object> logCpuMetrics(List<? extends Number> cpuMetrics) {
        return logCpuMetrics(cpuMetrics, null, null, null, null);
    }

    /**
     * Logs how busy each processor is, in percent: {@code exp.logCpuMetrics([25, 50])}. Endpoint: {@code write/experiment/cpu-metrics}.
     *
     * @param context such as {@code train}; null for none
     * @param timestamp epoch milliseconds, here as in Python; null lets the server take the moment of arrival
     * @return the reply
     */
    public Map<String, Object> logCpuMetrics(
            List<? extends Number> cpuMetrics, String context, Number step, Number epoch, Number timestamp) {
        return values.machine(
                experimentKey,
                "cpu",
                JsonWrites.body("cpuPercentUtilization", cpuMetrics),
                context,
                step,
                epoch,
                timestamp);
    }

    /** Logs the memory there is and that is used, in bytes; see the longer form. Endpoint: {@code write/experiment/ram-metrics}. */
    public Map<String, Object> logRamMetrics(Number totalRam, Number usedRam) {
        return logRamMetrics(totalRam, usedRam, null, null, null, null);
    }

    /**
     * Logs the memory there is and that is used, in bytes: {@code exp.logRamMetrics(16e9, 4e9)}. Endpoint: {@code write/experiment/ram-metrics}.
     *
     * @param context such as {@code train}; null for none
     * @param timestamp epoch milliseconds, here as in Python; null lets the server take the moment of arrival
     * @return the reply
     */
    public Map<String, Object> logRamMetrics(
            Number totalRam, Number usedRam, String context, Number step, Number epoch, Number timestamp) {
        return values.machine(
                experimentKey,
                "ram",
                JsonWrites.body("totalRam", totalRam, "usedRam", usedRam),
                context,
                step,
                epoch,
                timestamp);
    }

    /** Logs the load of the machine; see the longer form. Endpoint: {@code write/experiment/load-metrics}. */
    public Map<String, Object> logLoadMetrics(Number loadAvg) {
        return logLoadMetrics(loadAvg, null, null, null, null);
    }

    /**
     * Logs the load of the machine: {@code exp.logLoadMetrics(1.5)}. Endpoint: {@code write/experiment/load-metrics}.
     *
     * @param context such as {@code train}; null for none
     * @param timestamp epoch milliseconds, here as in Python; null lets the server take the moment of arrival
     * @return the reply
     */
    public Map<String, Object> logLoadMetrics(
            Number loadAvg, String context, Number step, Number epoch, Number timestamp) {
        return values.machine(
                experimentKey, "load", JsonWrites.body("loadAverage", loadAvg), context, step, epoch, timestamp);
    }

    /**
     * Logs the state of each graphics card:
     * {@code exp.logGpuMetrics([[gpuId: 0, freeMemory: 1, usedMemory: 2, gpuUtilization: 3, totalMemory: 4]])}. Endpoint:
     * {@code write/experiment/gpu-metrics}.
     *
     * @param gpuMetrics memory in bytes, utilization in percent
     * @return the reply
     */
    public Map<String, Object> logGpuMetrics(List<? extends Map<?, ?>> gpuMetrics) {
        return values.machine(experimentKey, "gpu", JsonWrites.body("gpus", gpuMetrics), null, null, null, null);
    }

    // ---- its life

    /**
     * Puts it away; {@code api.restoreExperiment(key)} brings it back. {@code exp.archive()}. Endpoint: {@code write/experiment/archive}, a
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
     * Sets the state of the experiment: {@code exp.setState("finished")}. Endpoint: {@code write/experiment/update-status}.
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
     * Reports that the experiment is alive. {@code exp.updateStatus().isAliveBeatDurationMillis}. Endpoint: {@code write/experiment/set-status}, a write by GET.
     *
     * @return the interval of the signal, in milliseconds: {@code isAliveBeatDurationMillis} and its like for the monitors
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
     * Sets its end and leaves its start. {@code exp.setEndTime(1700000090000)}. Endpoint: {@code write/experiment/set-start-end-time}.
     *
     * @param endServerTimestamp epoch milliseconds
     * @return the reply
     */
    public Map<String, Object> setEndTime(Number endServerTimestamp) {
        return changed(() -> life.setTimes(experimentKey, null, endServerTimestamp));
    }

    /** Does nothing: there is nothing to close. {@code exp.end()}. It is there for scripts that come from Python. Nothing is asked. */
    public void end() {}

    private <T> T changed(Supplier<T> write) {
        return cached.changed(write);
    }

    private ValueSummary named(SummaryKind kind, String name) {
        List<ValueSummary> all = summaries(kind);
        for (ValueSummary summary : all) {
            if (name.equals(summary.name())) {
                return summary;
            }
        }
        reads.warnUnknown(experimentKey, kind, name, all);
        return null;
    }

    private List<ValueSummary> summaries(SummaryKind kind) {
        return together(kind.name(), ReadAhead.MANY, key -> reads.summaries(key, kind));
    }

    private ExperimentMetadata facts() {
        return cached.metadata();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Experiment experiment && experiment.experimentKey.equals(experimentKey);
    }

    @Override
    public int hashCode() {
        return experimentKey.hashCode();
    }

    /**
     * Where it is and its name: {@code demo/digits/lucky_fox_12}, with the key for an experiment without a name. Facts that
     * are not known yet are read; an experiment that cannot be read shows its key.
     */
    @Override
    public String toString() {
        try {
            ExperimentMetadata known = facts();
            String name = known.experimentName();
            return known.workspaceName() + "/" + known.projectName() + "/"
                    + (name == null || name.isBlank() ? experimentKey : name);
        } catch (CometInterruptedException e) {
            throw e;
        } catch (CometException e) {
            return "Experiment(" + experimentKey + ")";
        }
    }
}
