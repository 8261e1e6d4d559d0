package io.cometsh.bulk;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
 * @param lines whether the part consists of lines of a plain CSV, which are copied to the output as they are
 */
record PartInfo(long rows, List<String> sampled, List<ExportedFile> files, boolean deleted, boolean lines) {
    private static final String LINES = " lines";

    PartInfo {
        sampled = List.copyOf(sampled);
        files = List.copyOf(files);
    }

    /** Loaded only where it is needed: its start takes a twentieth of that of an export. */
    private static final class Mapper {
        private static final JsonMapper JSON = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** As bytes: the number of rows or lines where nothing else is to be known, which is nearly always; else JSON. */
    byte[] toBytes() throws IOException {
        return hasRowsAlone()
                ? Long.toString(rows).concat(lines ? LINES : "").getBytes(StandardCharsets.US_ASCII)
                : Mapper.JSON.writeValueAsBytes(this);
    }

    /** Whether nothing is to be known beside the number of rows and their form, which is nearly always. */
    boolean hasRowsAlone() {
        return sampled.isEmpty() && files.isEmpty() && !deleted;
    }

    static PartInfo ofBytes(byte[] bytes) throws IOException {
        if (bytes[0] == '{') {
            return Mapper.JSON.readValue(bytes, PartInfo.class);
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        boolean lines = text.endsWith(LINES);
        int digits = lines ? text.length() - LINES.length() : text.length();
        return ofRows(Long.parseLong(text, 0, digits, 10), List.of(), lines);
    }

    static PartInfo ofRows(long rows, List<String> sampled) {
        return ofRows(rows, sampled, false);
    }

    static PartInfo ofRows(long rows, List<String> sampled, boolean lines) {
        return new PartInfo(rows, sampled, List.of(), false, lines);
    }

    static PartInfo ofDeleted() {
        return new PartInfo(0, List.of(), List.of(), true, false);
    }
}
