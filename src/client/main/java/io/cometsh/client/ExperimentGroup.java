package io.cometsh.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Some experiments that are equal in the columns that they were grouped by: {@code group.values["params.lr"]},
 * {@code group.runs.plot("loss")}.
 *
 * @param values the value of each column; null where the experiments have none
 * @param runs in the order of the list that was grouped
 */
public record ExperimentGroup(Map<String, Object> values, ExperimentList runs) {
    public ExperimentGroup {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
