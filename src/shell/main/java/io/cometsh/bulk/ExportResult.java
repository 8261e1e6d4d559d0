package io.cometsh.bulk;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of an export.
 *
 * @param written whether the output is there under its name
 * @param rows rows in the output; of assets, files
 * @param bytes of the output file; 0 for a folder
 * @param experiments how many were to be exported
 * @param unchanged how many were left out because they have not changed since the export that {@code --since} names
 * @param deleted how many were deleted on the server after they had been listed
 * @param missing how many of the earlier export that {@code --since} names are not found any more
 * @param failures the experiments that are missing
 * @param sampled series that are in it as samples; the first ones, when there are very many
 * @param sampledCount how many series those are in all
 * @param manifest the file beside the output; null when nothing was written
 */
public record ExportResult(
        boolean written,
        long rows,
        long bytes,
        int experiments,
        int unchanged,
        int deleted,
        int missing,
        List<ExportFailure> failures,
        List<SampledSeries> sampled,
        long sampledCount,
        Path manifest) {
    public ExportResult {
        failures = List.copyOf(failures);
        sampled = List.copyOf(sampled);
    }
}
