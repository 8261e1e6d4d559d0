package io.cometsh.server.route;

import io.cometsh.server.service.AssetService.Stored;
import io.cometsh.server.service.CometError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Assets as one zip. Remote ones have no bytes here and are left out. */
final class ZipReply {
    private ZipReply() {}

    static Reply of(List<Stored> assets) {
        Map<String, Stored> entries = new LinkedHashMap<>();
        for (Stored asset : assets) {
            if (asset.row().link() == null) {
                if (!Files.exists(asset.file())) {
                    throw CometError.ASSET_NOT_FOUND.of(asset.row().id() + " (its file is gone)");
                }
                // Of two files of one name the later one counts.
                entries.put(entryName(asset.row().fileName()), asset);
            }
        }
        return new Reply.Stream("application/zip", out -> write(entries, out));
    }

    private static void write(Map<String, Stored> entries, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, Stored> entry : entries.entrySet()) {
            zip.putNextEntry(new ZipEntry(entry.getKey()));
            Files.copy(entry.getValue().file(), zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /** A name that stays inside of the folder it is unpacked to. */
    private static String entryName(String fileName) {
        List<String> parts = new ArrayList<>();
        for (String part : fileName.split("[/\\\\]+")) {
            if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? "file" : String.join("/", parts);
    }
}
