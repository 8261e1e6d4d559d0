package io.cometsh.client;

import io.cometsh.cache.CacheStats;
import io.cometsh.cache.CachingTransport;
import io.cometsh.cache.UnknownEndpointException;
import io.cometsh.client.service.ArtifactLogging;
import io.cometsh.client.service.Artifacts;
import io.cometsh.client.service.AssetWrites;
import io.cometsh.client.service.Assets;
import io.cometsh.client.service.BackendVersion;
import io.cometsh.client.service.ChartReads;
import io.cometsh.client.service.ClientFilter;
import io.cometsh.client.service.Downloads;
import io.cometsh.client.service.ExperimentDetails;
import io.cometsh.client.service.ExperimentLife;
import io.cometsh.client.service.ExperimentReads;
import io.cometsh.client.service.Explaining;
import io.cometsh.client.service.JsonCalls;
import io.cometsh.client.service.LazyMetadata;
import io.cometsh.client.service.ListingPage;
import io.cometsh.client.service.ListingPages;
import io.cometsh.client.service.MetricTotals;
import io.cometsh.client.service.ModelFiles;
import io.cometsh.client.service.NamePattern;
import io.cometsh.client.service.NotFoundException;
import io.cometsh.client.service.Parallel;
import io.cometsh.client.service.ProjectWrites;
import io.cometsh.client.service.Projects;
import io.cometsh.client.service.Queries;
import io.cometsh.client.service.QueryRequests;
import io.cometsh.client.service.Registration;
import io.cometsh.client.service.Registry;
import io.cometsh.client.service.ValueWrites;
import io.cometsh.client.service.Views;
import io.cometsh.client.wire.Account;
import io.cometsh.client.wire.ArtifactDetails;
import io.cometsh.client.wire.ArtifactFile;
import io.cometsh.client.wire.ArtifactSummary;
import io.cometsh.client.wire.ExperimentChart;
import io.cometsh.client.wire.ExperimentMetadata;
import io.cometsh.client.wire.LoggedVersion;
import io.cometsh.client.wire.ModelVersion;
import io.cometsh.client.wire.PlainValues;
import io.cometsh.client.wire.Project;
import io.cometsh.client.wire.RegistryModel;
import io.cometsh.client.wire.View;
import io.cometsh.export.Table;
import io.cometsh.query.ProjectColumns;
import io.cometsh.query.QueryException;
import io.cometsh.query.QueryExpression;
import io.cometsh.query.QueryVariable;
import io.cometsh.query.Source;
import io.cometsh.settings.Arguments;
import io.cometsh.settings.Settings;
import io.cometsh.settings.SettingsReader;
import io.cometsh.text.Names;
import io.cometsh.transport.CometException;
import io.cometsh.transport.CometHttpException;
import io.cometsh.transport.OkHttpTransport;
import io.cometsh.transport.Transport;
import io.cometsh.transport.TransportOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a key can see on one Comet server: the place where scripts and programs begin.
 *
 * <pre>{@code
 * api.getWorkspaces()
 * api.getExperiments("demo", "digits")
 * api.query("demo", "digits", (Metric("accuracy") > 0.9) & ~Tag("bad"))
 * }</pre>
 *
 * <p>Method names are the names of Comet's Python {@code API} class in camelCase. It is safe to use from several threads.
 * Every error is a {@link CometException} whose message names the request and the next step.
 */
public final class Api implements AutoCloseable {
    private static final int MOST_TRANSFERS = 16;

    private final CachingTransport cache;
    private final JsonCalls calls;
    private final Supplier<URI> root;
    private final ExperimentReads reads;
    private final Parallel parallel;
    private final Parallel transfers;
    private final Projects projects;
    private final Queries queries;
    private final ExperimentParts parts;
    private final ProjectWrites projectWrites;
    private final ExperimentLife experimentLife;
    private final BulkWriter bulk;
    private final ChartReads charts;
    private final Registry registry;
    private final Registry uncachedRegistry;
    private final BackendVersion backend;
    private final ModelFiles files;
    private final Artifacts artifacts;
    private final Views views;
    private final Supplier<PanelContext> panel;

    /**
     * An api over a transport; {@code io.cometsh.cli} and tests wire their own.
     *
     * @param transport a caching one is used as it is; around any other a cache is put
     * @param root the server's address; asked for when the address of a page is
     */
    public Api(Transport transport, Supplier<URI> root, ApiOptions options) {
        cache = transport instanceof CachingTransport caching ? caching : new CachingTransport(transport, true);
        this.root = () -> folder(root.get());
        Transport explained = Explaining.over(cache);
        calls = new JsonCalls(explained);
        reads = new ExperimentReads(calls, this.root, options.warnings());
        parallel = new Parallel(options.parallel(), options.progress());
        projects = new Projects(calls);
        projectWrites = new ProjectWrites(calls, calls.writes());
        experimentLife = new ExperimentLife(calls.writes());
        charts = new ChartReads(calls);
        ExperimentDetails details = new ExperimentDetails(calls);
        queries = new Queries(
                new QueryRequests(calls, options.strict(), options.warnings()),
                projects,
                reads,
                new ClientFilter(reads, charts, parallel),
                parallel);
        backend = new BackendVersion(calls);
        registry = new Registry(calls, calls.writes());
        uncachedRegistry = new Registry(new JsonCalls(Explaining.over(cache.uncached())), calls.writes());
        Downloads downloads = new Downloads(explained);
        // The body of a download is read after the transport has given its place back.
        transfers = new Parallel(Math.min(MOST_TRANSFERS, options.parallel()), options.progress());
        files = new ModelFiles(downloads, transfers, options.warnings());
        views = new Views(calls, options.warnings());
        panel = options.panel();
        artifacts = new Artifacts(calls, calls.writes(), downloads, transfers, options.warnings());
        Assets assets = new Assets(calls, transfers, options.warnings());
        parts = new ExperimentParts(
                reads,
                new ExperimentTables(reads, parallel),
                details,
                assets,
                new MetricTotals(reads, assets, downloads),
                files,
                views,
                experimentLife,
                new ValueWrites(calls.writes(), InstantSource.system()),
                new AssetWrites(calls.writes()),
                new Registration(calls, registry, backend, options.warnings()),
                new ArtifactLogging(calls, artifacts, backend, transfers),
                artifacts,
                options.browser());
        bulk = new BulkWriter(reads, experimentLife, parts.values(), parallel, root, options.journals());
    }

    /**
     * An api by the settings of this process: environment, {@code .env} and {@code .comet.config} files. {@code Api api = Api.connect()}.
     * Nothing is asked.
     *
     * @throws io.cometsh.settings.MissingKeyException when no source has a key; the message shows where to put one
     */
    public static Api connect() {
        String home = System.getProperty("user.home");
        return connect(SettingsReader.read(
                Arguments.none(), System.getenv(), Path.of("").toAbsolutePath(), home == null ? null : Path.of(home)));
    }

    /** An api by given settings. {@code Api.connect(settings).getWorkspaces()}. Nothing is asked. */
    public static Api connect(Settings settings) {
        TransportOptions options = settings.transportOptions();
        return new Api(
                new OkHttpTransport(options),
                settings::serverRoot,
                ApiOptions.defaults().withPanel(() -> PanelContext.of(settings)));
    }

    /** The server's address, ending in a slash: {@code api.serverUrl()} is {@code https://www.comet.com/}. Nothing is asked. */
    public String serverUrl() {
        return root.get().toString();
    }

    /** The address that pages are resolved below: users write it with and without the slash at its end. */
    private static URI folder(URI address) {
        String text = address.toString();
        return text.endsWith("/") ? address : URI.create(text + "/");
    }

    /** The same as a property, as Python has it: {@code api.serverUrl}. Nothing is asked. */
    public String getServerUrl() {
        return serverUrl();
    }

    // ---- account, workspaces, projects

    /** The user of the key and the default workspace. {@code api.getAccountDetails().userName}. Endpoint: {@code account-details}. */
    public Account getAccountDetails() {
        return projects.account();
    }

    /** The name of the default workspace. {@code api.getDefaultWorkspace()}. Endpoint: {@code account-details}. */
    public String getDefaultWorkspace() {
        return getAccountDetails().defaultWorkspaceName();
    }

    /** The names of the workspaces that the key can see. {@code api.getWorkspaces()}. Endpoint: {@code workspaces}. */
    public List<String> getWorkspaces() {
        return projects.workspaces();
    }

    /**
     * The names of a workspace's projects: {@code api.getProjects("demo")}. Endpoint: {@code projects}.
     *
     * @throws NotFoundException when there is no such workspace
     */
    public List<String> getProjects(String workspace) {
        return projects.names(workspace);
    }

    /**
     * A project's description: {@code api.getProject("demo", "digits").numberOfExperiments}; null when there is none of
     * this name. Endpoint: {@code project}.
     */
    public Project getProject(String workspace, String projectName) {
        return projects.get(workspace, projectName);
    }

    /** The same by id; null when there is none. {@code api.getProjectById(project.projectId).projectName}. Endpoint: {@code project}. */
    public Project getProjectById(String projectId) {
        return projects.byId(projectId);
    }

    /** The notes of a project; null when it has none. {@code api.getProjectNotes("demo", "digits")}. Endpoints: {@code project}, {@code project/notes}. */
    public String getProjectNotes(String workspace, String projectName) {
        return projects.notes(workspace, projectName);
    }

    // ---- experiments

    /** The names of the workspaces: {@code api.get()}. Endpoint: {@code workspaces}. */
    public List<String> get() {
        return getWorkspaces();
    }

    /**
     * The names of a workspace's projects, or what a path leads to: {@code api.get("demo")}, {@code api.get("demo/digits")},
     * {@code api.get("demo/digits/red_fox_12")}. Endpoints: {@code projects}, {@code experiments},
     * {@code experiment/metadata}.
     *
     * @return names of projects, an {@link ExperimentList} or an {@link Experiment}
     * @throws NotFoundException when something named is not there
     */
    // Not of a String: Groovy would ask such a method for every property that it does not find.
    public Object get(CharSequence workspace) {
        return get(workspace == null ? null : workspace.toString(), null, null);
    }

    /**
     * A project's experiments, or what a path leads to: {@code api.get("demo", "digits")}. Endpoints: {@code experiments},
     * {@code experiment/metadata}.
     *
     * @return an {@link ExperimentList}, or an {@link Experiment} for {@code api.get("demo", "digits/red_fox_12")}
     * @throws NotFoundException when something named is not there
     */
    public Object get(String workspace, String projectName) {
        return get(workspace, projectName, null);
    }

    /**
     * What the names lead to, by how many are given: {@code api.get("demo", "digits", "red_fox_12")}. Names can also be
     * joined by slashes. Endpoints: {@code workspaces}, {@code projects}, {@code experiments},
     * {@code experiment/metadata}.
     *
     * @param workspace null for the names of the workspaces
     * @param projectName null for the names of the projects
     * @param experiment a name or a key; null for all experiments
     * @return names of workspaces, names of projects, an {@link ExperimentList} or an {@link Experiment}
     * @throws NotFoundException when something named is not there
     */
    public Object get(@Omittable String workspace, String projectName, String experiment) {
        String joined = Stream.of(
                        Optional.ofNullable(workspace),
                        Optional.ofNullable(projectName),
                        Optional.ofNullable(experiment))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("/"));
        String[] parts = joined.isEmpty() ? new String[0] : joined.split("/", 3);
        return switch (parts.length) {
            case 0 -> getWorkspaces();
            case 1 -> getProjects(parts[0]);
            case 2 -> getExperiments(parts[0], parts[1]);
            default -> getExperiment(parts[0], parts[1], parts[2]);
        };
    }

    /** The experiments of all projects of a workspace, archived ones aside. Endpoints: {@code projects}, {@code experiments}. */
    public ExperimentList getExperiments(String workspace) {
        return ofWorkspace(workspace, false);
    }

    /**
     * The experiments of a project in the server's order, archived ones aside. Endpoint: {@code experiments}.
     *
     * @throws NotFoundException when there is no such project
     */
    public ExperimentList getExperiments(String workspace, String projectName) {
        return listed(projects.listing(workspace, projectName, false));
    }

    /**
     * The experiments of a project whose key or name begins with what the regular expression matches:
     * {@code api.getExperiments("demo", "digits", "red_.*")}. Endpoint: {@code experiments}.
     */
    public ExperimentList getExperiments(String workspace, String projectName, String pattern) {
        return getExperiments(workspace, projectName, pattern, null, null, null, null);
    }

    /**
     * One page of a project's experiments, or all of them in another order:
     * {@code api.getExperiments("demo", "digits", null, 1, 20, "startTime", "desc")}. Endpoint: {@code experiments}.
     *
     * @param projectName can be null, for all projects, only when no later argument is given
     * @param pattern a regular expression that key or name must begin with; null for any. It chooses among the page's
     * @param page from 1; null for all pages
     * @param pageSize how many experiments a page has; null for all
     * @param sortBy {@code startTime} or {@code endTime}; null for the server's own order
     * @param sortOrder {@code asc} or {@code desc}; null for the server's own
     * @throws CometException when page comes without pageSize, or a word is none of these; nothing is asked then
     * @throws NotFoundException when there is no such project
     */
    public ExperimentList getExperiments(
            String workspace,
            String projectName,
            String pattern,
            Integer page,
            Integer pageSize,
            String sortBy,
            String sortOrder) {
        ListingPage part = new ListingPage(page, pageSize, sortBy, sortOrder);
        NamePattern named = NamePattern.of(pattern);
        if (projectName == null) {
            requireNothingOf(pattern, part);
            return getExperiments(workspace);
        }
        return listed(named.among(projects.listing(workspace, projectName, false, part)));
    }

    private static void requireNothingOf(String pattern, ListingPage part) {
        if (pattern != null || !part.equals(ListingPage.ALL)) {
            throw new CometException(
                    "pattern, page, pageSize, sortBy and sortOrder are about one project: give projectName");
        }
    }

    /** The archived experiments of all projects of a workspace. {@code api.getArchivedExperiments("demo")}. Endpoints: {@code projects}, {@code experiments}. */
    public ExperimentList getArchivedExperiments(String workspace) {
        return ofWorkspace(workspace, true);
    }

    /** The archived experiments of a project. Endpoint: {@code experiments}. */
    public ExperimentList getArchivedExperiments(String workspace, String projectName) {
        return listed(projects.listing(workspace, projectName, true));
    }

    /** The archived experiments whose key or name begins with what the regular expression matches. {@code api.getArchivedExperiments("demo", "digits", "red_.*")}. Endpoint: {@code experiments}. */
    public ExperimentList getArchivedExperiments(String workspace, String projectName, String pattern) {
        NamePattern named = NamePattern.of(pattern);
        return listed(named.among(projects.listing(workspace, projectName, true)));
    }

    /** The experiments of a workspace, a page of a project's listing in memory at a time; see the longest form. */
    public Stream<Experiment> genExperiments(String workspace) {
        return genExperiments(workspace, null, null, null, null, null, null);
    }

    /** The experiments of a project, a page of the listing in memory at a time; see the longest form. */
    public Stream<Experiment> genExperiments(String workspace, String projectName) {
        return genExperiments(workspace, projectName, null, null, null, null, null);
    }

    /** The same of those whose key or name begins with what the regular expression matches; see the longest form. */
    public Stream<Experiment> genExperiments(String workspace, String projectName, String pattern) {
        return genExperiments(workspace, projectName, pattern, null, null, null, null);
    }

    /**
     * The experiments of a project one after the other, however many there are, with one page of the listing in memory at
     * a time: {@code api.genExperiments("demo", "digits").filter { !it.endTime }.count()}. Nothing is asked before the
     * first is taken, and no further page than is needed. Endpoint: {@code experiments}, for each page.
     *
     * @param projectName null for all projects, one after the other
     * @param pattern a regular expression that key or name must begin with; null for any
     * @param page from 1, to have this page alone; null for all pages
     * @param pageSize how many experiments are asked for at once; null for 1,000
     * @param sortBy {@code startTime} or {@code endTime}; null for the server's own order
     * @param sortOrder {@code asc} or {@code desc}; null for the server's own
     * @throws CometException when page comes without pageSize, or a word is none of these; nothing is asked then
     */
    public Stream<Experiment> genExperiments(
            String workspace,
            String projectName,
            String pattern,
            Integer page,
            Integer pageSize,
            String sortBy,
            String sortOrder) {
        ListingPage part = new ListingPage(page, pageSize, sortBy, sortOrder);
        if (projectName != null) {
            return ListingPages.stream(pages(workspace, projectName, pattern, part));
        }
        requireNothingOf(pattern, part);
        return ListingPages.stream(new ListingPages.Joined<>(
                new ListingPages.Later<>(() -> getProjects(workspace).iterator()),
                name -> pages(workspace, name, null, part)));
    }

    private Iterator<ExperimentList> pages(String workspace, String projectName, String pattern, ListingPage part) {
        NamePattern named = NamePattern.of(pattern);
        return new ListingPages.Joined<>(
                ListingPages.of(part, one -> projects.listing(workspace, projectName, false, one)),
                rows -> List.of(listed(named.among(rows))).iterator());
    }

    private ExperimentList ofWorkspace(String workspace, boolean archived) {
        List<ExperimentMetadata> rows = new ArrayList<>();
        parallel.map(getProjects(workspace), projectName -> projects.listing(workspace, projectName, archived))
                .forEach(rows::addAll);
        return listed(rows);
    }

    private ExperimentList listed(List<ExperimentMetadata> rows) {
        LazyMetadata facts = LazyMetadata.of(rows);
        return new ExperimentList(
                rows.stream()
                        .map(row -> new Experiment(row.experimentKey(), facts, parts))
                        .toList(),
                List.of(),
                parts.tables());
    }

    /**
     * One experiment of a project by key or by name. {@code api.getExperiment("demo", "digits", "red_fox_12")}. Endpoint: {@code experiment/metadata} for what looks like a key,
     * else or failing that {@code experiments}.
     *
     * @throws NotFoundException when there is none
     * @throws CometException when several experiments have this name; the message gives their keys
     */
    public Experiment getExperiment(String workspace, String projectName, String experiment) {
        return find(workspace, projectName, experiment, false);
    }

    /** One experiment by "workspace/project/key-or-name". {@code api.getExperiment("demo/digits/red_fox_12")}. Endpoints: {@code experiment/metadata}, {@code experiments}. */
    public Experiment getExperiment(String path) {
        String[] parts = path.split("/", 3);
        if (parts.length != 3) {
            throw new CometException("\"" + path + "\" names no experiment: write \"workspace/project/experiment\"");
        }
        return getExperiment(parts[0], parts[1], parts[2]);
    }

    /** One archived experiment of a project by key or by name; Python finds these by key only. {@code api.getArchivedExperiment("demo", "digits", "red_fox_12")}. Endpoints: {@code experiment/metadata}, {@code experiments}. */
    public Experiment getArchivedExperiment(String workspace, String projectName, String experiment) {
        return find(workspace, projectName, experiment, true);
    }

    private Experiment find(String workspace, String projectName, String experiment, boolean archived) {
        if (looksLikeKey(experiment)) {
            try {
                return getExperimentByKey(experiment);
            } catch (NotFoundException e) {
                // It may still be a name.
            }
        }
        List<ExperimentMetadata> rows = projects.listing(workspace, projectName, archived);
        List<ExperimentMetadata> named = rows.stream()
                .filter(row -> experiment.equals(row.experimentName()))
                .toList();
        if (named.size() > 1) {
            throw new CometException(named.size() + " experiments in " + workspace + "/" + projectName + " are named \""
                    + experiment + "\": give one of the keys "
                    + String.join(
                            ", ",
                            named.stream()
                                    .map(ExperimentMetadata::experimentKey)
                                    .toList()));
        }
        if (named.isEmpty()) {
            List<String> names = rows.stream()
                    .map(ExperimentMetadata::experimentName)
                    .filter(name -> name != null)
                    .toList();
            throw new NotFoundException("no experiment \"" + experiment + "\" in " + workspace + "/" + projectName
                    + Names.hint(experiment, names));
        }
        return listed(named).get(0);
    }

    private static boolean looksLikeKey(String text) {
        return text.length() >= 32
                && text.length() <= 50
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z');
    }

    /**
     * One experiment by its key. {@code api.getExperimentByKey(key).name}. Endpoint: {@code experiment/metadata}.
     *
     * @throws NotFoundException when there is none
     */
    public Experiment getExperimentByKey(String experimentKey) {
        return Experiment.byKey(experimentKey, parts);
    }

    /** The same as {@link #getExperimentByKey}. {@code api.getExperimentById(key).name}. Endpoint: {@code experiment/metadata}. */
    public Experiment getExperimentById(String experiment) {
        return getExperimentByKey(experiment);
    }

    // ---- queries

    /**
     * What a query in this project can ask about, as variables with their types:
     * {@code api.getQueryVariables("demo", "digits")}. Endpoint: {@code project/column-names}.
     */
    public List<QueryVariable> getQueryVariables(String workspace, String projectName) {
        return getColumns(workspace, projectName).columns().stream()
                .map(column -> new QueryVariable(column.source(), column.name(), column.type()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The columns of a project. {@code api.getColumns("demo", "digits").columns()}. Endpoint: {@code project/column-names}. */
    public ProjectColumns getColumns(String workspace, String projectName) {
        return queries.columns(workspace, projectName);
    }

    /** The experiments of a project that an expression describes, archived ones aside; see the other form. */
    public ExperimentList query(String workspace, String projectName, Object query) {
        return query(workspace, projectName, query, false);
    }

    /**
     * All experiments of a project that an expression describes, in the server's order.
     *
     * <pre>{@code
     * api.query("demo", "digits", (Metric("accuracy") > 0.9) & ~Tag("bad"))
     * }</pre>
     *
     * <p>A conjunction goes to {@code project/query}; as soon as there is an OR, {@code experiments/search} is asked,
     * all pages. Unlike Python's {@code query} this is right for every expression. What no rule of the server can express
     * ({@code matches}, {@code ignoreCase}, {@code min}, {@code max}, {@code atStep}, one metric against another) is
     * decided on the client among what the server has found; {@link #explain} shows what that costs. Names and times of the hits are
     * read together when the first of them is touched. A column the project does not have matches nothing, with a
     * warning that names the nearest (an error when strict).
     * Endpoints: {@code project/column-names}, {@code project/query} or {@code experiments/search}.
     *
     * @param query the expression; a comparison that was built by {@code Metric("loss") < 0.2} and the like
     * @param archived whether to ask among the archived experiments instead; null is false
     * @throws QueryException for something that is not an expression, or does not fit the column's type
     * @throws NotFoundException when there is no such project
     */
    public ExperimentList query(String workspace, String projectName, Object query, Boolean archived) {
        boolean archivedOnes = Boolean.TRUE.equals(archived);
        Explaining.stopWith(() -> queries.explain(workspace, projectName, query, archivedOnes));
        return list(queries.find(workspace, projectName, query, archivedOnes));
    }

    /** The experiments of several projects that an expression describes, archived ones aside; see the other form. */
    public ExperimentList query(Object projects, Object query) {
        Explaining.stopWith(() -> queries.explain(projects, query, false, List.of()));
        return list(queries.find(projects, query, false));
    }

    /**
     * All experiments of several projects that an expression describes: project by project, each in the server's order.
     *
     * <pre>{@code
     * api.query("demo", Metric("accuracy") > 0.9)
     * api.query("demo/digits*", Tag("best"))
     * api.query(["demo/digits", "other/digits"], Tag("best"))
     * }</pre>
     *
     * <p>Each project is asked as {@link #query(String, String, Object, Boolean)} asks it, in parallel. A column that some
     * of the projects lack matches nothing there; only a column that no project has gives a warning (an error when
     * strict). {@link #explain(Object, Object)} shows the requests and what they cost together.
     * Endpoints: {@code projects} where a whole workspace or a pattern is named, {@code project/column-names},
     * {@code project/query} or {@code experiments/search}.
     *
     * @param projects a text or a list of texts: {@code "demo"} or {@code "demo/*"} for all projects of a workspace,
     *     {@code "demo/dig*"} for projects with such a name, {@code "demo/digits"} for one
     * @param query the expression
     * @param archived whether to ask among the archived experiments instead; null is false
     * @throws QueryException for something that is not an expression, or does not fit a column's type
     * @throws NotFoundException when there is no such workspace or project; names the nearest
     */
    public ExperimentList query(Object projects, QueryExpression query, Boolean archived) {
        boolean archivedOnes = Boolean.TRUE.equals(archived);
        Explaining.stopWith(() -> queries.explain(projects, query, archivedOnes, List.of()));
        return list(queries.find(projects, query, archivedOnes));
    }

    /** The first page of 100 of {@code experiments/search}; see the other form. */
    public ExperimentList search(String workspace, String projectName, Object query) {
        return search(workspace, projectName, query, false, 1, 100);
    }

    /** The first page of 100 of {@code experiments/search}; see the other form. */
    public ExperimentList search(String workspace, String projectName, Object query, Boolean archived) {
        return search(workspace, projectName, query, archived, 1, 100);
    }

    /**
     * One page of what an expression describes, by {@code experiments/search}. {@code api.search("demo", "digits", Tag("best"), false, 2, 50)}. Use {@link #query} for all of them.
     * Endpoints: {@code project/column-names}, {@code project}, {@code experiments/search}.
     *
     * @param archived whether to ask among the archived experiments instead; null is false
     * @param page from 1; null is 1
     * @param pageSize how many at most; null is 100
     */
    public ExperimentList search(
            String workspace, String projectName, Object query, Boolean archived, Integer page, Integer pageSize) {
        boolean archivedOnes = Boolean.TRUE.equals(archived);
        Explaining.stopWith(() -> queries.explain(workspace, projectName, query, archivedOnes));
        return list(queries.page(
                workspace,
                projectName,
                query,
                archivedOnes,
                page == null ? 1 : page,
                pageSize == null ? 100 : pageSize));
    }

    /**
     * The requests that {@link #query} would make for an expression, with their bodies, as a text to read. {@code api.explain("demo", "digits", Metric("loss") < 0.2)}. Only the
     * project's columns are asked for, since a rule names its column's type; the query itself is sent nowhere.
     * Endpoint: {@code project/column-names}.
     */
    public String explain(String workspace, String projectName, Object query) {
        return queries.explain(workspace, projectName, query, false);
    }

    /**
     * The requests that {@link #query(Object, Object)} would make in several projects, as a text to read, with one line
     * about what they cost together: {@code api.explain("demo", Metric("loss") < 0.2)}. Only the projects' columns are
     * asked for. Endpoints: {@code projects}, {@code project/column-names}.
     */
    public String explain(Object projects, Object query) {
        return queries.explain(projects, query, false, List.of());
    }

    /**
     * The same, with the requests that a table of the result would take:
     * {@code api.explain("demo", Tag("best"), ["experiment_name", "metrics.loss.min"])}. Endpoints: {@code projects},
     * {@code project/column-names}, {@code project}.
     *
     * @param columns as in {@link ExperimentList#table}
     */
    public String explain(Object projects, QueryExpression query, Collection<String> columns) {
        return queries.explain(projects, query, false, columns);
    }

    /**
     * The first request that a piece of code makes, sent nowhere: {@code api.explain { api.query("demo", "digits", Tag("best"), archived: true) }}.
     * The code ends there, so nothing after it runs. Of a query only the project's columns are asked for, as in the other form.
     * Endpoint: {@code project/column-names}.
     *
     * @return the request with its body as a text; null when the code makes none
     * @throws Exception what the code throws before its first request
     */
    public String explain(Callable<?> code) throws Exception {
        return Explaining.firstRequest(code);
    }

    private ExperimentList list(Queries.QueryResult found) {
        return list(List.of(found));
    }

    private ExperimentList list(List<Queries.QueryResult> found) {
        List<Experiment> experiments = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (Queries.QueryResult part : found) {
            part.keys().forEach(key -> experiments.add(new Experiment(key, part.facts(), parts)));
            columns.addAll(part.columns());
        }
        return new ExperimentList(experiments, List.copyOf(columns), parts.tables());
    }

    // ---- projects and experiments: writes

    /** Makes a private project without a description; see the other form. Endpoint: {@code write/project/create}. */
    public Map<String, Object> createProject(String workspace, String projectName) {
        return createProject(workspace, projectName, null, false);
    }

    /**
     * Makes a project: {@code api.createProject("demo", "digits", "small images", false).projectId}. Endpoint:
     * {@code write/project/create}.
     *
     * @param projectDescription null for none
     * @param public_ whether everybody may see it; null is false
     * @return the reply; {@code projectId} in it is the id of the new project
     * @throws CometHttpException 400 when there is one of this name
     */
    public Map<String, Object> createProject(
            String workspace, String projectName, String projectDescription, Boolean public_) {
        return projectWrites.create(workspace, projectName, projectDescription, Boolean.TRUE.equals(public_));
    }

    /** Gives a project another name; see the other form. Endpoint: {@code write/project/update}. */
    public Map<String, Object> updateProject(String workspace, String projectName, String newProjectName) {
        return updateProject(workspace, projectName, newProjectName, null, null);
    }

    /**
     * Changes what is given of a project, and leaves what is null:
     * {@code api.updateProject("demo", "digits", null, "small images", null)}. Endpoint: {@code write/project/update}.
     *
     * @param public_ whether everybody may see it
     * @return the reply
     */
    public Map<String, Object> updateProject(
            String workspace,
            String projectName,
            @Omittable String newProjectName,
            String description,
            Boolean public_) {
        return projectWrites.update(workspace, projectName, newProjectName, description, public_);
    }

    /** The same as {@link #updateProject} for a project by its id. {@code api.updateProjectById("p-1", "digits-2", null, null)}. Endpoint: {@code write/project/update}. */
    public Map<String, Object> updateProjectById(
            String projectId,
            @Omittable String newProjectName,
            @Omittable String description,
            @Omittable Boolean public_) {
        return projectWrites.updateById(projectId, newProjectName, description, public_);
    }

    /** Deletes a project and keeps its experiments; see the other form. Endpoint: {@code write/project/delete}. */
    public Map<String, Object> deleteProject(String workspace, String projectName) {
        return deleteProject(workspace, projectName, false);
    }

    /**
     * Deletes a project: {@code api.deleteProject("demo", "old", true)}. Endpoint: {@code write/project/delete}.
     *
     * @param deleteExperiments whether its experiments go with it; null is false
     * @return the reply
     */
    public Map<String, Object> deleteProject(String workspace, String projectName, Boolean deleteExperiments) {
        return projectWrites.delete(workspace, projectName, Boolean.TRUE.equals(deleteExperiments));
    }

    /**
     * Deletes a project, named by workspace and name or by its id:
     * {@code api.deleteProject(projectId: "p-1", deleteExperiments: true)}. Endpoint: {@code write/project/delete}.
     *
     * @param workspace null when the id is given, as is the name
     * @param projectId null when workspace and name are given
     * @param deleteExperiments whether its experiments go with it; null is false
     * @return the reply
     */
    public Map<String, Object> deleteProject(
            String workspace, String projectName, String projectId, Boolean deleteExperiments) {
        return projectId == null
                ? deleteProject(workspace, projectName, deleteExperiments)
                : deleteProjectById(projectId, Boolean.TRUE.equals(deleteExperiments));
    }

    /** The same as {@code deleteProjectById(projectId, false)}, for Python's {@code delete_project(project_id=...)}. */
    public Map<String, Object> deleteProject(String projectId) {
        return deleteProjectById(projectId, false);
    }

    /**
     * Deletes a project by its id: {@code api.deleteProjectById(project.projectId, false)}. Endpoint:
     * {@code write/project/delete}.
     *
     * @param deleteExperiments whether its experiments go with it
     * @return the reply
     */
    public Map<String, Object> deleteProjectById(String projectId, boolean deleteExperiments) {
        return projectWrites.deleteById(projectId, deleteExperiments);
    }

    /**
     * Replaces the notes of a project: {@code api.setProjectNotes("demo", "digits", "# Digits")}. Endpoints:
     * {@code project}, {@code write/project/notes}.
     *
     * @return the reply
     * @throws NotFoundException when there is no such project
     */
    public Map<String, Object> setProjectNotes(String workspace, String projectName, String notes) {
        return projectWrites.setNotes(projects.require(workspace, projectName).projectId(), notes);
    }

    /** Gives a project to another user; servers from 4.35.0. {@code api.setProjectOwner("p-1", "ada")}. Endpoint: {@code write/project/update-owner}. */
    public Map<String, Object> setProjectOwner(String projectId, String userName) {
        return projectWrites.setOwner(projectId, userName);
    }

    /**
     * The keys by which a private project is shared: {@code api.getProjectShareKeys(project.projectId)}. Endpoint:
     * {@code project/get-project-share-links}.
     */
    public List<String> getProjectShareKeys(String projectId) {
        return projectWrites.shareKeys(projectId);
    }

    /**
     * Makes another key by which a private project is shared, and returns it. {@code api.createProjectShareKey(project.projectId)}. Endpoint:
     * {@code write/project/add-share-link}, a write although it is a GET.
     */
    public String createProjectShareKey(String projectId) {
        return projectWrites.createShareKey(projectId);
    }

    /** Takes such a key back. {@code api.deleteProjectShareKey(project.projectId, key)}. Endpoint: {@code write/project/delete-project-share-link}, a write by GET. */
    public Map<String, Object> deleteProjectShareKey(String projectId, String shareKey) {
        return projectWrites.deleteShareKey(projectId, shareKey);
    }

    /** Makes an experiment in the project {@code general}; see the longest form. */
    public Experiment createExperiment(String workspace) {
        return createExperiment(workspace, null, null);
    }

    /** Makes an experiment whose name the server chooses; see the longest form. */
    public Experiment createExperiment(String workspace, String projectName) {
        return createExperiment(workspace, projectName, null);
    }

    /**
     * Makes an experiment to log to, and the project if there is none of this name:
     * {@code api.createExperiment("demo", "digits", "try-1").logMetric("loss", 0.5)}. Endpoints:
     * {@code write/experiment/create}, {@code experiment/metadata}.
     *
     * @param projectName null for {@code general}
     * @param experimentName null lets the server choose one
     */
    public Experiment createExperiment(String workspace, String projectName, String experimentName) {
        return getExperimentByKey(experimentLife.create(workspace, projectName, experimentName));
    }

    /**
     * Puts an experiment away: it leaves the listings and comes back with {@link #restoreExperiment}. {@code api.archiveExperiment(key)}. Endpoint:
     * {@code write/experiment/archive}, a write by GET.
     *
     * @return the reply
     */
    public Map<String, Object> archiveExperiment(String experimentKey) {
        return experimentLife.archive(experimentKey);
    }

    /**
     * Puts experiments away, one request each: {@code api.archiveExperiments(api.query("demo", "digits", q))}. The first
     * failure is thrown and leaves the rest as they are. Endpoint: {@code write/experiment/archive}.
     *
     * @param experimentKeys keys or experiments
     * @return the replies
     */
    public List<Map<String, Object>> archiveExperiments(Collection<?> experimentKeys) {
        return experimentLife.archiveAll(Experiment.keys(experimentKeys));
    }

    /** Brings an archived experiment back. {@code api.restoreExperiment(key)}. Endpoint: {@code write/experiment/restore}, a write by GET. */
    public Map<String, Object> restoreExperiment(String experimentKey) {
        return experimentLife.restore(experimentKey);
    }

    /** Deletes an experiment permanently. {@code api.deleteExperiment(key)}. Endpoint: {@code write/experiment/delete}, a write by GET. */
    public Map<String, Object> deleteExperiment(String experimentKey) {
        return experimentLife.delete(experimentKey);
    }

    /**
     * Deletes experiments permanently, one request each. {@code api.deleteExperiments([key1, key2])}. The first failure is thrown and leaves the rest as they are.
     * Endpoint: {@code write/experiment/delete}.
     *
     * @param experimentKeys keys or experiments
     * @return the replies
     */
    public List<Map<String, Object>> deleteExperiments(Collection<?> experimentKeys) {
        return experimentLife.deleteAll(Experiment.keys(experimentKeys));
    }

    /**
     * Writes to many experiments, to be looked at before they are done and taken back by {@link #undo}:
     * {@code api.plan(api.query("demo", "digits", Tag("old"))).addTag("2025").archive()} is a table, and
     * {@code .apply()} applies it. Nothing is asked before that.
     *
     * @param experiments handles or keys
     */
    public BulkPlan plan(Collection<?> experiments) {
        List<Experiment> handles = experiments.stream()
                .map(one -> one instanceof Experiment handle ? handle : getExperimentByKey(String.valueOf(one)))
                .toList();
        return new BulkPlan(bulk, handles, List.of());
    }

    /**
     * The plan that takes back the last applied one of this server: {@code api.undo().apply()}. What is deleted stays
     * deleted. Nothing is asked before it is applied.
     *
     * @throws NotFoundException when there is nothing to undo
     */
    public BulkPlan undo() {
        return undo(null);
    }

    /** The plan that takes back what a journal tells of; the journal of an undo does it again. See the other form. */
    public BulkPlan undo(String journal) {
        return new BulkPlan(bulk, bulk.undo(journal, this::getExperimentByKey));
    }

    /** Moves experiments to another project; see the other form. Endpoint: {@code write/experiment/move}. */
    public Map<String, Object> moveExperiments(
            Collection<?> experimentKeys, String targetWorkspace, String targetProjectName) {
        return moveExperiments(experimentKeys, targetWorkspace, targetProjectName, false);
    }

    /**
     * Moves experiments to another project of their workspace, a hundred a request:
     * {@code api.moveExperiments(api.query("demo", "digits", q), "demo", "best", false)}. Endpoint:
     * {@code write/experiment/move}.
     *
     * @param experimentKeys keys or experiments
     * @param symlink whether to link them there instead, so that they are in both projects; null is false
     * @return the reply to the last request; null when there was nothing to move
     */
    public Map<String, Object> moveExperiments(
            Collection<?> experimentKeys, String targetWorkspace, String targetProjectName, Boolean symlink) {
        return experimentLife.move(
                Experiment.keys(experimentKeys), targetWorkspace, targetProjectName, Boolean.TRUE.equals(symlink));
    }

    /**
     * Asks a running experiment to stop; its program sees that at its next beat. {@code api.stopExperiment(key)}. Asked each time, unlike Python's.
     * Endpoint: {@code write/experiment/stop}, a write by GET.
     *
     * @return the reply
     */
    public Map<String, Object> stopExperiment(String experimentKey) {
        return experimentLife.stop(experimentKey);
    }

    // ---- registry, artifacts, views, charts, panels

    /** The sampled curves of these metrics, each with its own x values; see the longest form. */
    public Map<String, ExperimentChart> getMetricsForChart(List<String> experimentKeys, List<String> metrics) {
        return getMetricsForChart(experimentKeys, metrics, List.of(), true, false);
    }

    /** The sampled curves of these metrics and the values of these parameters; see the longest form. */
    public Map<String, ExperimentChart> getMetricsForChart(
            List<String> experimentKeys, List<String> metrics, List<String> parameters) {
        return getMetricsForChart(experimentKeys, metrics, parameters, true, false);
    }

    /**
     * Curves of metrics, and values of parameters, of several experiments by one request:
     * {@code api.getMetricsForChart([key], ["loss"])[key].metrics[0].values}.
     *
     * <p>Metrics or parameters may be empty or null; Python asks for nothing when there are no metrics. Endpoint:
     * {@code experiments/multi-metric-chart}.
     *
     * @param independent whether each metric has its own x values; null is true
     * @param full whether to give every point instead of a sample; null is false
     * @return by experiment key, without the experiments that the server does not know; timestamps are epoch
     *     milliseconds, durations milliseconds
     * @throws CometException when the server refuses
     */
    public Map<String, ExperimentChart> getMetricsForChart(
            List<String> experimentKeys,
            @Omittable List<String> metrics,
            List<String> parameters,
            Boolean independent,
            Boolean full) {
        return charts.read(
                experimentKeys, metrics, parameters, !Boolean.FALSE.equals(independent), Boolean.TRUE.equals(full));
    }

    /** One table of these metrics by step, gaps filled on a straight line; see the longest form. */
    public Table getMetricsDf(List<String> experimentKeys, List<String> metrics) {
        return getMetricsDf(experimentKeys, metrics, "step", true);
    }

    /** One table of these metrics, gaps filled on a straight line; see the longest form. */
    public Table getMetricsDf(List<String> experimentKeys, List<String> metrics, String xAxis) {
        return getMetricsDf(experimentKeys, metrics, xAxis, true);
    }

    /**
     * One table of several metrics of several experiments: {@code api.getMetricsDf([k1, k2], ["loss", "acc"])}.
     *
     * <p>Columns are {@code experiment_key}, {@code experiment_name}, the x axis and the metrics; rows are sorted by
     * key and x. The curves are sampled by the server. Endpoint: {@code experiments/multi-metric-chart}.
     *
     * @param xAxis {@code step}, {@code epoch} or {@code duration} (milliseconds); null is {@code step}
     * @param interpolate null is true; whether every experiment gets a row for every x, values between two points lying on a straight
     *     line and those outside left empty; durations become 100 evenly spread ones
     * @return without rows when no experiment has any of the metrics, where Python gives None
     * @throws CometException for another x axis
     */
    public Table getMetricsDf(List<String> experimentKeys, List<String> metrics, String xAxis, Boolean interpolate) {
        MetricFrames frames = new MetricFrames(xAxis == null ? "step" : xAxis, metrics);
        return experimentKeys.isEmpty()
                ? frames.empty()
                : frames.table(
                        getMetricsForChart(experimentKeys, metrics).values(), !Boolean.FALSE.equals(interpolate));
    }

    /**
     * A model of the registry: {@code api.getModel("demo", "detector").status("1.0.0")}. Endpoints:
     * {@code isAlive/ver}, {@code registry-model/compact-details}.
     *
     * @throws NotFoundException when there is no such model; names the nearest
     * @throws CometException on a server older than 3.5.42
     */
    public Model getModel(String workspace, String modelName) {
        return Model.open(workspace, modelName, uncachedRegistry, backend, files);
    }

    /** The names of the models in a workspace's registry. {@code api.getRegistryModelNames("demo")}. Endpoint: {@code registry-model}. */
    public List<String> getRegistryModelNames(String workspace) {
        return registry.names(workspace);
    }

    /** How many models a workspace's registry has. {@code api.getRegistryModelCount("demo")}. Endpoint: {@code registry-model/count}. */
    public long getRegistryModelCount(String workspace) {
        return registry.count(workspace);
    }

    /** The statuses that a model version may have, such as {@code Production}. {@code api.modelRegistryAllowedStatusValues("demo")}. Endpoint: {@code registry-model/allowed_status_values}. */
    public List<String> modelRegistryAllowedStatusValues(String workspace) {
        return registry.allowedStatusValues(workspace);
    }

    /**
     * A registered model with all its versions: {@code api.getRegistryModelDetails("demo", "detector").versions[0].tags}.
     * Endpoint: {@code registry-model/details}.
     *
     * @throws NotFoundException when there is no such model; names the nearest
     */
    public RegistryModel getRegistryModelDetails(String workspace, String registryName) {
        return registry.details(workspace, registryName);
    }

    /**
     * One version of a registered model; null when the model has no such version. Endpoint:
     * {@code registry-model/details}.
     *
     * @throws NotFoundException when there is no such model; names the nearest
     */
    public ModelVersion getRegistryModelDetails(String workspace, String registryName, String version) {
        return registry.versionOrNull(registry.details(workspace, registryName), version);
    }

    /** The versions of a registered model in the server's order, the newest first. {@code api.getRegistryModelVersions("demo", "detector")}. Endpoint: {@code registry-model/details}. */
    public List<String> getRegistryModelVersions(String workspace, String registryName) {
        return registry.details(workspace, registryName).versions().stream()
                .map(ModelVersion::version)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The notes of a registered model; null when it has none. {@code api.getRegistryModelNotes("demo", "detector")}. Endpoint: {@code registry-model/notes}. */
    public String getRegistryModelNotes(String workspace, String registryName) {
        return registry.notes(workspace, registryName);
    }

    /** A registered model with its latest version as the only one; see the other form. */
    public RegistryModel getLatestRegistryModelVersionDetails(String workspace, String registryName) {
        return getLatestRegistryModelVersionDetails(workspace, registryName, null, null, null);
    }

    /** The latest version with this stage; see the other form. */
    public RegistryModel getLatestRegistryModelVersionDetails(String workspace, String registryName, String stage) {
        return getLatestRegistryModelVersionDetails(workspace, registryName, stage, null, null);
    }

    /**
     * A registered model, with the latest of the versions that fit as the only one:
     * {@code api.getLatestRegistryModelVersionDetails("demo", "detector", "production", 1, null).versions[0].version}.
     * Endpoint: {@code registry-model/latest_version}.
     *
     * @param stage a tag of the version; null for any
     * @param versionMajor the first number of the version; null for any
     * @param versionMinor the second number of the version; null for any
     * @throws NotFoundException when there is no such model; names the nearest
     */
    public RegistryModel getLatestRegistryModelVersionDetails(
            String workspace, String registryName, String stage, Integer versionMajor, Integer versionMinor) {
        return registry.latest(workspace, registryName, stage, versionMajor, versionMinor);
    }

    /** The latest version of a registered model with its files; see the other form. */
    public ModelVersion getModelRegistryVersionAssets(String workspace, String registryName) {
        return getModelRegistryVersionAssets(workspace, registryName, null, null);
    }

    /** One version of a registered model with its files; see the other form. */
    public ModelVersion getModelRegistryVersionAssets(String workspace, String registryName, String version) {
        return getModelRegistryVersionAssets(workspace, registryName, version, null);
    }

    /**
     * One version of a registered model with its files: {@code api.getModelRegistryVersionAssets("demo", "detector",
     * null, "production").assets}. Endpoint: {@code registry-model/item/download-instructions}.
     *
     * @param version null for the one with the stage, or the latest
     * @param stage null for the one with the version, or the latest
     * @throws CometException when both are given
     */
    public ModelVersion getModelRegistryVersionAssets(
            String workspace, String registryName, String version, String stage) {
        return registry.downloadInstructions(workspace, registryName, version, stage);
    }

    /**
     * Changes name, description and visibility of a registered model:
     * {@code api.updateRegistryModel("demo", "detector", null, "finds things", true)}. Endpoints:
     * {@code registry-model/details}, {@code write/registry-model/update}.
     *
     * @param newName null to leave it
     * @param description null to leave it
     * @param public_ whether everybody may see it; null to leave it
     * @throws NotFoundException when there is no such model; names the nearest
     */
    public void updateRegistryModel(
            String workspace, String registryName, @Omittable String newName, String description, Boolean public_) {
        registry.update(workspace, registryName, newName, description, public_);
    }

    /** Renames a registered model; see the other form. */
    public void updateRegistryModel(String workspace, String registryName, String newName) {
        updateRegistryModel(workspace, registryName, newName, null, null);
    }

    /** Changes the comment of a model version; see the other form. */
    public void updateRegistryModelVersion(String workspace, String registryName, String version, String comment) {
        updateRegistryModelVersion(workspace, registryName, version, comment, null);
    }

    /**
     * Changes comment and stages of a model version: {@code api.updateRegistryModelVersion("demo", "detector", "1.0.0",
     * "slow", ["staging"])}. Endpoints: {@code registry-model/details}, {@code write/registry-model/item/update}.
     *
     * @param comment null to leave it
     * @param stages replaces the whole list, which is also that of the tags; null to leave it
     * @throws NotFoundException when there is no such model or version; names the nearest
     */
    public void updateRegistryModelVersion(
            String workspace, String registryName, String version, @Omittable String comment, List<String> stages) {
        registry.updateVersion(workspace, registryName, version, comment, stages);
    }

    /** Replaces the notes of a registered model. {@code api.updateRegistryModelNotes("demo", "detector", "slow but sure")}. Endpoint: {@code write/registry-model/notes}. */
    public void updateRegistryModelNotes(String workspace, String registryName, String notes) {
        registry.updateNotes(workspace, registryName, notes);
    }

    /**
     * Adds a stage to a model version; Comet now calls stages tags, see {@link Model#addTag}. {@code api.addRegistryModelVersionStage("demo", "detector", "1.0.0", "staging")}. Endpoints:
     * {@code registry-model/details}, {@code write/registry-model/item/stage} (a write by GET).
     *
     * @throws NotFoundException when there is no such model or version; names the nearest
     */
    public void addRegistryModelVersionStage(String workspace, String registryName, String version, String stage) {
        registry.addStage(workspace, registryName, version, stage);
    }

    /**
     * Takes a stage from a model version; Comet now calls stages tags, see {@link Model#deleteTag}. {@code api.deleteRegistryModelVersionStage("demo", "detector", "1.0.0", "staging")}. Endpoints:
     * {@code registry-model/details}, {@code write/registry-model/item/stage/delete} (a write by GET).
     *
     * @throws NotFoundException when there is no such model or version; names the nearest
     */
    public void deleteRegistryModelVersionStage(String workspace, String registryName, String version, String stage) {
        registry.deleteStage(workspace, registryName, version, stage);
    }

    /** Deletes a registered model with all its versions. {@code api.deleteRegistryModel("demo", "detector")}. Endpoint: {@code write/registry-model/delete} (a write by GET). */
    public void deleteRegistryModel(String workspace, String registryName) {
        registry.delete(workspace, registryName);
    }

    /**
     * Deletes one version of a registered model. {@code api.deleteRegistryModelVersion("demo", "detector", "1.0.0")}. Endpoints: {@code registry-model/details},
     * {@code write/registry-model/item/delete} (a write by GET).
     *
     * @throws NotFoundException when there is no such model or version; names the nearest
     */
    public void deleteRegistryModelVersion(String workspace, String registryName, String version) {
        registry.deleteVersion(workspace, registryName, version);
    }

    /** Unpacks the latest version of a registered model into a folder; see the longest form. */
    public Path downloadRegistryModel(String workspace, String registryName) {
        return downloadRegistryModel(workspace, registryName, null, "./", true, null);
    }

    /** Unpacks a version of a registered model into the working folder; see the longest form. */
    public Path downloadRegistryModel(String workspace, String registryName, String version) {
        return downloadRegistryModel(workspace, registryName, version, "./", true, null);
    }

    /** Unpacks a version of a registered model into a folder; see the longest form. */
    public Path downloadRegistryModel(String workspace, String registryName, String version, String outputPath) {
        return downloadRegistryModel(workspace, registryName, version, outputPath, true, null);
    }

    /**
     * Downloads a version of a registered model as one archive:
     * {@code api.downloadRegistryModel("demo", "detector", "1.0.0", "models", true, null)}. Files that are there are
     * replaced. Endpoint: {@code registry-model/item/download}.
     *
     * @param version null for the one with the stage, or the latest
     * @param outputPath the folder, made when it is not there; null for the working folder
     * @param expand whether to unpack it, else it stays {@code NAME_VERSION.zip}; null is true
     * @param stage null for the one with the version, or the latest
     * @return the folder, or the archive
     * @throws CometException when version and stage are given, when a name in the archive leads out of the folder
     *     (nothing is written then), or when the bytes are not all there
     */
    public Path downloadRegistryModel(
            String workspace, String registryName, String version, String outputPath, Boolean expand, String stage) {
        return files.archive(
                workspace,
                registryName,
                version,
                stage,
                outputPath == null ? "" : outputPath,
                !Boolean.FALSE.equals(expand));
    }

    /**
     * Downloads an asset of an experiment into a file, which is replaced when it is there:
     * {@code api.downloadExperimentAsset(key, assetId, "weights.bin")}. Endpoint: {@code experiment/asset/get-asset}.
     *
     * @param outputPath the file; its folder is made when it is not there
     * @return the file
     */
    public Path downloadExperimentAsset(String experimentKey, String assetId, String outputPath) {
        return files.asset(experimentKey, assetId, outputPath);
    }

    /** The artifacts of a workspace. Endpoint: {@code artifacts/get-all}. */
    public List<ArtifactSummary> getArtifactList(String workspace) {
        return artifacts.list(workspace, null);
    }

    /** The artifacts of a workspace that have this type: {@code api.getArtifactList("demo", "dataset")}. Endpoint: {@code artifacts/get-all}. */
    public List<ArtifactSummary> getArtifactList(String workspace, String artifactType) {
        return artifacts.list(workspace, artifactType);
    }

    /**
     * An artifact with its versions: {@code api.getArtifactDetails("demo", "birds").latestVersion}. Endpoint:
     * {@code artifacts/get}.
     *
     * @throws NotFoundException when there is none; names the nearest
     */
    public ArtifactDetails getArtifactDetails(String workspace, String artifactName) {
        return artifacts.details(workspace, artifactName, null);
    }

    /** An artifact with its versions by id. Endpoint: {@code artifacts/get}. */
    public ArtifactDetails getArtifactDetails(String artifactId) {
        return artifacts.details(null, null, artifactId);
    }

    /**
     * An artifact with its versions, named by workspace and name or by its id:
     * {@code api.getArtifactDetails(artifactId: "6194…")}. Endpoint: {@code artifacts/get}.
     *
     * @param workspace null when the id is given, as is the name
     * @param artifactId null when workspace and name are given
     */
    public ArtifactDetails getArtifactDetails(String workspace, String artifactName, String artifactId) {
        return artifacts.details(workspace, artifactName, artifactId);
    }

    /** The files of an artifact by its id; see the longest form, which takes a version or an alias as well. */
    public List<ArtifactFile> getArtifactFiles(String artifactId) {
        return getArtifactFiles(null, null, artifactId, null, null);
    }

    /** The files of the latest version of an artifact; see the longest form. */
    public List<ArtifactFile> getArtifactFiles(String workspace, String artifactName) {
        return getArtifactFiles(workspace, artifactName, null, null, null);
    }

    /** The files of a version of an artifact; see the longest form. */
    public List<ArtifactFile> getArtifactFiles(String workspace, String artifactName, String version) {
        return getArtifactFiles(workspace, artifactName, null, version, null);
    }

    /**
     * The files of a version of an artifact: {@code api.getArtifactFiles("demo", "birds", null, "2.0.0", null)}.
     * Endpoint: {@code artifacts/version/files}.
     *
     * @param workspace may be null when the id is given, as may the name
     * @param artifactId null when workspace and name are given
     * @param version null for the one with the alias
     * @param alias null for the one with the version
     * @throws NotFoundException when there is none; names the nearest
     */
    public List<ArtifactFile> getArtifactFiles(
            String workspace, String artifactName, String artifactId, String version, String alias) {
        return artifacts.files(workspace, artifactName, artifactId, version, alias);
    }

    /** The latest version of an artifact; see the longest form. */
    public LoggedArtifact getArtifact(String workspace, String artifactName) {
        return logged(artifacts.version(workspace, artifactName, null, null));
    }

    /** A version of an artifact; see the longest form. */
    public LoggedArtifact getArtifact(String workspace, String artifactName, String version) {
        return logged(artifacts.version(workspace, artifactName, version, null));
    }

    /**
     * A version of an artifact as a handle: {@code api.getArtifact("demo", "birds", null, "staging").download("data")}.
     * Endpoint: {@code artifacts/version}.
     *
     * @param version null for the one with the alias, or the latest
     * @param alias null for the one with the version, or the latest
     * @throws NotFoundException when there is no such artifact or version; names the nearest
     * @throws CometException when the version is still being written, or writing it failed
     */
    public LoggedArtifact getArtifact(String workspace, String artifactName, String version, String alias) {
        return logged(artifacts.version(workspace, artifactName, version, alias));
    }

    private LoggedArtifact logged(LoggedVersion version) {
        return new LoggedArtifact(version, artifacts, this::getExperimentByKey);
    }

    /** The saved dashboards of a project; see the other form. */
    public List<View> getViews(String workspace, String projectName) {
        return getViews(workspace, projectName, false);
    }

    /**
     * The saved dashboards of a project: {@code api.getViews("demo", "digits", true)*.name}. Endpoints: {@code project},
     * {@code views/get-all}.
     *
     * @param includeWorkspaceViews whether to include the workspace's views; null is false
     * @throws NotFoundException when there is no such project
     */
    public List<View> getViews(String workspace, String projectName, Boolean includeWorkspaceViews) {
        return views.ofProject(
                projects.require(workspace, projectName).projectId(), Boolean.TRUE.equals(includeWorkspaceViews));
    }

    /**
     * Saves a dashboard in a project as a new one: {@code api.createView("demo", "digits", View.of("Losses"))}. What ties
     * the given one to another project is left out, see {@link View#asPortable}. Endpoints: {@code project},
     * {@code write/views/upsert}.
     *
     * @return as the server saved it, with its id
     * @throws NotFoundException when there is no such project
     */
    public View createView(String workspace, String projectName, View view) {
        return views.create(projects.require(workspace, projectName).projectId(), view);
    }

    /** The workspace of the panel, or that of the settings ({@code COMET_WORKSPACE}); null when there is none. {@code api.getPanelWorkspace()}. Nothing is asked. */
    public String getPanelWorkspace() {
        return panel.get().workspace();
    }

    /** The project of the panel, or that of the settings ({@code COMET_PROJECT_NAME}); null when there is none. {@code api.getPanelProjectName()}. Nothing is asked. */
    public String getPanelProjectName() {
        return panel.get().projectName();
    }

    /**
     * The id of the panel's project. {@code api.getPanelProjectId()}. Endpoint: {@code project}.
     *
     * @throws CometException outside of a panel when the settings name no workspace and project
     */
    public String getPanelProjectId() {
        PanelContext context = insidePanel("getPanelProjectId");
        return projects.require(context.workspace(), context.projectName()).projectId();
    }

    /**
     * The names of the metrics of the panel's project, sorted, without the system's own. {@code api.getPanelMetricsNames()}. Endpoint:
     * {@code project/column-names}.
     *
     * @throws CometException outside of a panel when the settings name no workspace and project
     */
    public List<String> getPanelMetricsNames() {
        PanelContext context = insidePanel("getPanelMetricsNames");
        return getColumns(context.workspace(), context.projectName()).columns().stream()
                .filter(column -> column.source() == Source.METRICS)
                .map(column -> column.name())
                .filter(name -> !name.startsWith("sys."))
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * The keys of the experiments that the panel shows, or of all in its project. {@code api.getPanelExperimentKeys()}. Endpoint: {@code experiments}, when the
     * panel does not name them.
     *
     * @throws CometException outside of a panel when the settings name no workspace and project
     */
    public List<String> getPanelExperimentKeys() {
        List<String> keys = panel.get().experimentKeys();
        if (keys != null) {
            return new ArrayList<>(keys);
        }
        PanelContext context = insidePanel("getPanelExperimentKeys");
        return projects.listing(context.workspace(), context.projectName(), false).stream()
                .map(ExperimentMetadata::experimentKey)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * The experiments that the panel shows, or all in its project. {@code api.getPanelExperiments()}. Endpoint: {@code experiment/metadata} for each that the
     * panel names, else {@code experiments}.
     *
     * @throws CometException outside of a panel when the settings name no workspace and project
     */
    public ExperimentList getPanelExperiments() {
        List<String> keys = panel.get().experimentKeys();
        if (keys != null) {
            return listed(parallel.map(keys, reads::find).stream()
                    .flatMap(Optional::stream)
                    .toList());
        }
        PanelContext context = insidePanel("getPanelExperiments");
        return getExperiments(context.workspace(), context.projectName());
    }

    /** What the user of the panel chose; empty outside of one. {@code api.getPanelOptions()}. Nothing is asked. */
    public Map<String, Object> getPanelOptions() {
        return PlainValues.copy(panel.get().options());
    }

    /** Colours by experiment key, {@code [primary: "#ff0000", light: "#ffcccc"]}; empty outside of a panel. {@code api.getPanelExperimentColors()}. Nothing is asked. */
    public Map<String, Map<String, String>> getPanelExperimentColors() {
        return PlainValues.copy(panel.get().experimentColors());
    }

    /** Colours by metric, likewise; empty outside of a panel. {@code api.getPanelMetricColors()}. Nothing is asked. */
    public Map<String, Map<String, String>> getPanelMetricColors() {
        return PlainValues.copy(panel.get().metricColors());
    }

    /** Pixels; 0 outside of a panel. {@code api.getPanelWidth()}. Nothing is asked. */
    public int getPanelWidth() {
        return panel.get().width();
    }

    /** Pixels; 0 outside of a panel. {@code api.getPanelHeight()}. Nothing is asked. */
    public int getPanelHeight() {
        return panel.get().height();
    }

    /** Width and height in pixels; zeros outside of a panel. {@code api.getPanelSize()}. Nothing is asked. */
    public List<Integer> getPanelSize() {
        return new ArrayList<>(List.of(getPanelWidth(), getPanelHeight()));
    }

    private PanelContext insidePanel(String method) {
        PanelContext context = panel.get();
        if (context.workspace() == null || context.projectName() == null) {
            throw new CometException(method + " is for programs inside a Comet panel, and this is none:"
                    + " set COMET_WORKSPACE and COMET_PROJECT_NAME to use it elsewhere");
        }
        return context;
    }

    // ---- the cache of this session

    /** Whether answers are remembered. {@code api.useCache()}. Nothing is asked. */
    public boolean useCache() {
        return cache.useCache();
    }

    /** Remembers answers, or asks each time; what was stored stays, and is back when it is switched on again. {@code api.useCache(false)}. Nothing is asked. */
    public void useCache(Boolean cache) {
        if (cache != null) {
            this.cache.useCache(cache);
            calls.changed();
        }
    }

    /** An older name of {@link #clearCache}: {@code api.updateCache()}. Nothing is asked. */
    public void updateCache() {
        clearCache();
    }

    /**
     * Remembers the answers of these reads from now on: {@code api.doCache("projects", "experiments")}.
     * Nothing is asked.
     *
     * @throws UnknownEndpointException for a name that is not a read; names the nearest
     */
    public void doCache(String... endpoints) {
        cache.doCache(endpoints);
    }

    /** The same as {@link #useCache(Boolean)}: {@code api.doCache(false)}, as Python's reference writes it. Nothing is asked. */
    public void doCache(Boolean cache) {
        useCache(cache);
    }

    /**
     * Asks these reads each time from now on, and forgets their answers. {@code api.doNotCache("experiment/tags")}.
     * Nothing is asked.
     *
     * @throws UnknownEndpointException for a name that is not a read; names the nearest
     */
    public void doNotCache(String... endpoints) {
        cache.doNotCache(endpoints);
        calls.changed();
    }

    /** Drops all cached answers; needed when another client changed the data. {@code api.clearCache()}. Nothing is asked. */
    public void clearCache() {
        cache.clearCache();
        calls.changed();
    }

    /** Forgets the answers of these reads. Nothing is asked. */
    public void clearCache(String... endpoints) {
        cache.clearCache(endpoints);
        calls.changed();
    }

    /** What the cache holds and how it served: hits, misses, entries, bytes. {@code api.cacheStats().hits}. Nothing is asked. */
    public CacheStats cacheStats() {
        return cache.stats();
    }

    /** Ends the connections. Handles that came out of this api cannot read any more. */
    @Override
    public void close() {
        parallel.close();
        transfers.close();
        cache.close();
    }
}
