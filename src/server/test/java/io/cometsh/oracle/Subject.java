package io.cometsh.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One experiment as the oracle made it up: what is sent to the server and, next to it, what a query must see.
 *
 * @param key the oracle's own number for it; the server may give another key
 * @param points every metric point in the order of its time; the last of a name is the value that queries compare
 * @param parameters, others, environment texts, numbers and booleans as they are logged
 * @param startMillis, endMillis epoch milliseconds
 */
record Subject(
        int key,
        Map<String, List<Object>> points,
        Map<String, Object> parameters,
        Map<String, Object> others,
        Map<String, Object> environment,
        Set<String> tags,
        long startMillis,
        long endMillis,
        boolean archived) {

    /** The value that a query compares, as a plain number, text or boolean; null when there is none. */
    Object value(Source source, String name) {
        return switch (source) {
            case METRIC ->
                points.containsKey(name) ? points.get(name).get(points.get(name).size() - 1) : null;
            case PARAMETER -> parameters.get(name);
            case OTHER -> others.get(name);
            case ENVIRONMENT -> environment.get(name);
            case METADATA ->
                switch (name) {
                    case "duration" -> (endMillis - startMillis) / 1000.0;
                    case "start_server_timestamp" -> (double) startMillis;
                    case "end_server_timestamp" -> (double) endMillis;
                    default -> throw new IllegalArgumentException(name);
                };
            case TAG -> tags.contains(name) ? name : null;
        };
    }
}
