package io.cometsh.cli;

import io.cometsh.client.Api;
import io.cometsh.client.Experiment;
import io.cometsh.export.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What scripts make by Python's constructors: further connections, and experiments by key or by name. */
final class Connections {
    private static final List<String> OF_API = List.of("api_key", "url", "cache", "version");
    private static final List<String> OF_EXPERIMENT =
            List.of("previous_experiment", "workspace", "project_name", "experiment_name");

    private final ApiConnection connection;

    Connections(ApiConnection connection) {
        this.connection = connection;
    }

    /** {@code API(api_key: …, url: …, cache: …)}. */
    Api open(Map<?, ?> options) {
        Map<String, Object> given = known("API", options, OF_API);
        Object version = given.get("version");
        if (version != null && !"v2".equals(version)) {
            throw new UsageException("API has the version \"v2\" alone, not \"" + version + "\"");
        }
        Object cache = given.getOrDefault("cache", true);
        if (!(cache instanceof Boolean)) {
            throw new UsageException("cache of API is true or false, not " + cache);
        }
        return connection.another(text(given.get("api_key")), text(given.get("url")), (Boolean) cache);
    }

    /** {@code APIExperiment(previous_experiment: …)}, or a new one. */
    Experiment experiment(Map<?, ?> options) {
        Map<String, Object> given = known("APIExperiment", options, OF_EXPERIMENT);
        String key = text(given.get("previous_experiment"));
        String workspace = text(given.get("workspace"));
        if (key != null && given.size() == 1) {
            return connection.api().getExperimentByKey(key);
        }
        if (key != null || workspace == null) {
            throw new UsageException(
                    "APIExperiment takes previous_experiment: \"KEY\" alone, or workspace: \"NAME\" with"
                            + " project_name and experiment_name for a new experiment");
        }
        String project = text(given.get("project_name"));
        String name = text(given.get("experiment_name"));
        return connection.api().createExperiment(workspace, project == null ? "general" : project, name);
    }

    /** SQL over the mirror. */
    Table sql(Map<?, ?> tables, String statement) {
        return connection.sql().query(statement, tables);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /** The options by Python's names; ours in camelCase are the same. What is null counts as left out. */
    private static Map<String, Object> known(String function, Map<?, ?> options, List<String> names) {
        Map<String, Object> known = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            String name =
                    String.valueOf(key).replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
            if (!names.contains(name)) {
                throw new UsageException(function + " takes " + String.join(", ", names) + ", not " + key);
            }
            if (value != null) {
                known.put(name, value);
            }
        });
        return known;
    }
}
