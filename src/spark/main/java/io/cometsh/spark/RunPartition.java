package io.cometsh.spark;

import io.cometsh.client.wire.ExperimentMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Some runs with their facts from the list, so that no executor asks for it again. The records of the wire are not
 * serializable: the members that rows need travel in a fixed order.
 */
final class RunPartition implements InputPartition {
    private static final long serialVersionUID = 1;

    private final ArrayList<Object[]> rows = new ArrayList<>();

    RunPartition(List<ExperimentMetadata> runs) {
        // The same text many times is written once.
        Map<String, String> texts = new HashMap<>();
        for (ExperimentMetadata run : runs) {
            rows.add(new Object[] {
                run.experimentKey(),
                run.experimentName(),
                one(run.projectName(), texts),
                one(run.workspaceName(), texts),
                run.durationMillis(),
                run.startTimeMillis(),
                run.endTimeMillis(),
                run.running(),
                run.hasCrashed(),
                run.archived()
            });
        }
    }

    private static String one(String text, Map<String, String> texts) {
        return text == null ? null : texts.computeIfAbsent(text, same -> same);
    }

    List<ExperimentMetadata> runs() {
        return rows.stream().map(RunPartition::run).toList();
    }

    private static ExperimentMetadata run(Object[] row) {
        return new ExperimentMetadata(
                (String) row[0],
                (String) row[1],
                null,
                null,
                null,
                (String) row[2],
                (String) row[3],
                null,
                null,
                false,
                (Long) row[4],
                (Long) row[5],
                (Long) row[6],
                (Boolean) row[7],
                (Boolean) row[8],
                (Boolean) row[9]);
    }
}
