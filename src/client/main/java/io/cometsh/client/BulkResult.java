package io.cometsh.client;

import io.cometsh.client.wire.WireRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a plan.
 *
 * @param done how many changes were made
 * @param failures one sentence for each that failed
 * @param untried how many were not tried any more after a failure
 * @param journal the file that tells what was done, for {@code api.undo}; null where none is kept
 */
public record BulkResult(int done, List<String> failures, int untried, String journal) implements WireRecord {
    public BulkResult {
        failures = new ArrayList<>(failures);
    }
}
