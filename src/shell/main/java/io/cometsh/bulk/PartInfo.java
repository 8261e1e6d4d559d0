package io.cometsh.bulk;

import java.util.List;

/**
 * What is known of one experiment's part without reading it.
 *
 * @param rows rows that it makes in the output; of assets, files
 * @param sampled metrics of which the service gave a sample and keeps nothing else
 * @param files downloaded files and files that exist only elsewhere; empty for rows
 * @param deleted whether the experiment was not there any more when it was read
 */
record PartInfo(long rows, List<String> sampled, List<ExportedFile> files, boolean deleted) {
    PartInfo {
        sampled = List.copyOf(sampled);
        files = List.copyOf(files);
    }

    static PartInfo ofRows(long rows, List<String> sampled) {
        return new PartInfo(rows, sampled, List.of(), false);
    }

    static PartInfo ofDeleted() {
        return new PartInfo(0, List.of(), List.of(), true);
    }
}
