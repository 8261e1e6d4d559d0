package io.cometsh.server.route;

import java.util.Map;

/**
 * What an import would bring.
 *
 * @param lost the kinds of what cannot be imported, with their number
 */
public record ImportPlan(String experimentKey, String workspace, String project, Map<String, Integer> lost) {
    public ImportPlan {
        lost = Map.copyOf(lost);
    }
}
