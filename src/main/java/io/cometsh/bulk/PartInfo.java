package io.cometsh.bulk;

import java.util.List;

/**
 * What is known of one experiment's part without reading it.
 *
 * @param rows rows that it makes in the output; of assets, files
 * @param sampled metrics of which the service gave a sample and keeps nothing else
 * @param files downloaded files and files that exist only elsewhere; empty for rows
 */
record PartInfo(long rows, List<String> sampled, List<ExportedFile> files) {
    PartInfo {
        sampled = List.copyOf(sampled);
        files = List.copyOf(files);
    }

    static PartInfo ofRows(long rows, List<String> sampled) {
        return new PartInfo(rows, sampled, List.of());
    }
}
