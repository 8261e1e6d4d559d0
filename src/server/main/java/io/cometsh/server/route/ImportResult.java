package io.cometsh.server.route;

import java.util.List;

/**
 * What came of an import.
 *
 * @param problems what the source has and the store has not; a sentence each
 */
public record ImportResult(long metrics, long points, long parameters, long assets, List<String> problems) {
    public ImportResult {
        problems = List.copyOf(problems);
    }

    /** Nothing was imported. */
    static ImportResult refused(String problem) {
        return new ImportResult(0, 0, 0, 0, List.of(problem));
    }

    @Override
    public String toString() {
        return metrics + " metrics, " + points + " points, " + parameters + " parameters, " + assets + " assets";
    }
}
