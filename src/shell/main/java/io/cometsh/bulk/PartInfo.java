package io.cometsh.bulk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** As bytes: the number of rows where nothing else is to be known, which is nearly always; else JSON. */
    byte[] toBytes() throws IOException {
        boolean rowsAlone = sampled.isEmpty() && files.isEmpty() && !deleted;
        return rowsAlone
                ? Long.toString(rows).getBytes(StandardCharsets.US_ASCII)
                : StagingFolder.JSON.writeValueAsBytes(this);
    }

    static PartInfo ofBytes(byte[] bytes) throws IOException {
        return bytes[0] == '{'
                ? StagingFolder.JSON.readValue(bytes, PartInfo.class)
                : ofRows(Long.parseLong(new String(bytes, StandardCharsets.US_ASCII)), List.of());
    }

    static PartInfo ofRows(long rows, List<String> sampled) {
        return new PartInfo(rows, sampled, List.of(), false);
    }

    static PartInfo ofDeleted() {
        return new PartInfo(0, List.of(), List.of(), true);
    }
}
