package io.cometsh.lang;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.client.ExperimentList;
import io.cometsh.export.Table;
import io.cometsh.query.ProjectColumns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * What scripts can call without an object in front, such as {@code table(experiments)}. Every public method of the
 * object that implements this is callable so, not only the ones named here; a script's own definitions come first.
 */
public interface ScriptHelpers {
    /**
     * Another connection, beside {@code api}: {@code API()} has this run's key and address, and answers of its own in the
     * cache. Nothing is asked.
     */
    default Api API() {
        return API(Map.of());
    }

    /** Another connection with a key: {@code API("KEY")}. Nothing is asked. */
    default Api API(String apiKey) {
        return API(Map.of("api_key", apiKey));
    }

    /** Another connection with a key, with a cache or without: {@code API("KEY", false)}. Nothing is asked. */
    default Api API(String apiKey, Boolean cache) {
        return API(Map.of("api_key", apiKey, "cache", cache));
    }

    /**
     * Another connection, to copy between servers or accounts in one script:
     * {@code target = API(api_key: "KEY", url: "https://comet.example.com", cache: false)}. Nothing is asked.
     *
     * @param options {@code api_key} and {@code url} in place of this run's; {@code cache} (true) whether answers are
     *     remembered; {@code version} ({@code "v2"}, the only one)
     */
    Api API(Map<?, ?> options);

    /**
     * An experiment by its key, or a new one: {@code APIExperiment(previous_experiment: "KEY")},
     * {@code APIExperiment(workspace: "demo", project_name: "digits", experiment_name: "red_fox")}.
     * Endpoints: {@code experiment/metadata}, or {@code write/experiment/create} for a new one.
     *
     * @param options {@code previous_experiment} alone; or {@code workspace}, and any of {@code project_name}
     *     ({@code general}) and {@code experiment_name}
     */
    Experiment APIExperiment(Map<?, ?> options);

    /** Prints a value as an aligned table: {@code table(api.getExperiments("demo", "digits"))}. */
    void table(Object value);

    /** Prints a value as CSV on standard output: {@code csv(api.getExperiments("demo", "digits"))}. */
    void csv(Object value);

    /** Writes a value as CSV to a file: {@code csv(rows, "best.csv")}. */
    void csv(Object value, Object path);

    /** Prints a value as tab-separated lines: {@code tsv(api.getExperiments("demo", "digits"))}. */
    void tsv(Object value);

    /** Writes a value as tab-separated lines to a file: {@code tsv(rows, "best.tsv")}. */
    void tsv(Object value, Object path);

    /** Prints a value as JSON: {@code json(exp.getMetadata())}. */
    void json(Object value);

    /** Writes a value as JSON to a file: {@code json(rows, "best.json")}. */
    void json(Object value, Object path);

    /** Prints a value as JSON, a line for each row or element: {@code jsonl(exp.getMetrics("loss"))}. */
    void jsonl(Object value);

    /** Writes a value as JSON to a file, a line for each row or element: {@code jsonl(rows, "best.jsonl")}. */
    void jsonl(Object value, Object path);

    /** Prints a value as a Markdown table: {@code markdown(runs.table("experiment_name", "metrics.loss"))}. */
    void markdown(Object value);

    /** Writes a value as a Markdown table to a file: {@code markdown(rows, "best.md")}. */
    void markdown(Object value, Object path);

    /** Writes a value as Parquet to a file: {@code parquet(runs.metrics("loss"), "loss.parquet")}. */
    void parquet(Object value, Object path);

    /**
     * Asks the mirror in SQL: {@code sql("SELECT project, count(*) AS runs FROM runs GROUP BY project")}. The tables are
     * {@code runs}, {@code points}, {@code params} and {@code tags}; {@code best('loss')} has the extremes of a metric in
     * each run. Nothing is asked of the server: {@code cometsh sync} makes the mirror, {@code cometsh addon duckdb}
     * installs the engine.
     *
     * @param statement one SELECT; everything else is refused
     * @return its rows, in memory
     */
    default Table sql(String statement) {
        return sql(Map.of(), statement);
    }

    /**
     * The same with further tables by name: {@code sql("SELECT * FROM mine WHERE step > 10", mine: exp.getMetrics("loss"))}.
     *
     * @param tables whatever {@code table(value)} shows as rows
     * @param statement one SELECT; everything else is refused
     * @return its rows, in memory
     */
    Table sql(Map<?, ?> tables, String statement);

    /**
     * Names the project for the reads below that name none: {@code useProject("demo/digits")}. At the prompt {@code :use} does the
     * same, and shows the place.
     *
     * @param place {@code WORKSPACE/PROJECT}; null for none
     */
    void useProject(String place);

    /**
     * What a query finds in the project in use: {@code query(Metric("accuracy") > 0.9)}. The same as {@code
     * api.query(workspace, projectName, query)}, endpoints and errors included.
     */
    ExperimentList query(Object query);

    /** The same with an option by name: {@code query(Metric("accuracy") > 0.9, archived: true)}. */
    ExperimentList query(Map<?, ?> options, Object query);

    /** The experiments of the project in use: {@code getExperiments()}. The same as {@code api.getExperiments(workspace, projectName)}. */
    ExperimentList getExperiments();

    /** Those whose name fits a regular expression: {@code getExperiments("lucky.*")}. */
    ExperimentList getExperiments(String pattern);

    /** One experiment of the project in use, by its name or key: {@code getExperiment("lucky_fox_1")}. */
    Experiment getExperiment(String experiment);

    /** The columns that queries of the project in use can ask about: {@code getColumns()}. */
    ProjectColumns getColumns();

    /**
     * Does something with each, and shows on a terminal how far it is: {@code progress(runs, "curves") { it.getMetrics("loss") }}.
     * Ctrl-C at the prompt leaves what was done in {@code _}.
     *
     * @return the results in order
     */
    List<Object> progress(Collection<?> elements, Object label, Function<Object, Object> body);

    /**
     * Looks every so many seconds, with new answers of the server, until a condition holds:
     * {@code watch(10) { exp.state } until { it != "running" }}. The value is that of the last look. What is seen goes
     * to standard error, in place on a terminal.
     */
    Object watch(Number seconds, Callable<?> body);

    /**
     * The same for so many seconds at most: {@code watch(10, timeout: 3600) { exp.state } until { it != "running" }}.
     * When the time is over it throws; a script that does not catch that ends with exit code 124.
     */
    Object watch(Map<?, ?> options, Number seconds, Callable<?> body);
}
