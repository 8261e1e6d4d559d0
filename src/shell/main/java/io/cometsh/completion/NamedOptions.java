package io.cometsh.completion;

import io.cometsh.lang.GroovyMethods;
import io.cometsh.plot.Plots;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that functions such as {@code plot} take by name, which their signatures do not tell. */
final class NamedOptions {
    private NamedOptions() {}

    /** Whether the method takes options: named arguments come to it as its first one. */
    static boolean areTakenBy(Method method) {
        List<Parameter> parameters = GroovyMethods.parameters(method);
        return !parameters.isEmpty()
                && parameters.get(0).getType() == Map.class
                && parameters.get(0).getName().equals("options");
    }

    /** The options of the function and their meanings. */
    static Map<String, String> of(String function) {
        return switch (function) {
            case "plot" -> Plots.options();
            case "bars" -> picture();
            case "query" -> Map.of("archived", "true asks among the archived experiments");
            case "API" ->
                Map.of(
                        "api_key", "in place of this run's",
                        "url", "the server's address, in place of this run's",
                        "cache", "false asks each time");
            case "APIExperiment" ->
                Map.of(
                        "previous_experiment", "the key of one that exists",
                        "workspace", "of a new one",
                        "project_name", "of a new one; general without it",
                        "experiment_name", "of a new one");
            case "watch" -> Map.of("timeout", "seconds after which it gives up");
            default -> Map.of();
        };
    }

    private static Map<String, String> picture() {
        Map<String, String> options = new LinkedHashMap<>(Plots.options());
        options.keySet().retainAll(List.of("title", "output", "width", "height"));
        return options;
    }
}
