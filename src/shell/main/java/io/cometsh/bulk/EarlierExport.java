package io.cometsh.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cometsh.transport.CometException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the manifest of an export tells: what was exported, and the experiments at that time.
 *
 * @param project null for a whole workspace
 * @param query null for all experiments
 * @param finished when, ISO 8601 in UTC
 */
public record EarlierExport(
        String workspace, String project, String query, boolean archived, String finished, List<Run> runs) {

    /**
     * One experiment as it was.
     *
     * @param endMillis epoch milliseconds; null while it ran
     */
    public record Run(String key, String name, String project, String state, Long endMillis) {}

    /**
     * @throws CometException for a file that is not a manifest of a whole export
     */
    public static EarlierExport read(Path file) throws IOException {
        JsonNode manifest = json(file);
        if (manifest.hasNonNull("since")) {
            throw new CometException(file.getFileName() + " is the manifest of an export with --since "
                    + manifest.path("since").asText() + ", which lists only what was new then");
        }
        if (manifest.has(ExportRequest.PROJECTS)) {
            throw new CometException(file.getFileName() + " is the manifest of an export of several projects: compare"
                    + " with an export of one project or of a whole workspace");
        }
        List<Run> runs = new ArrayList<>();
        for (JsonNode run : manifest.path("experiments")) {
            String status = run.path("status").asText();
            if (!status.equals("missing") && !status.equals("deleted")) {
                runs.add(new Run(
                        run.path("key").asText(),
                        run.path("name").asText(null),
                        run.path("project").asText(null),
                        run.path("state").asText(null),
                        run.path("end").isNumber() ? run.path("end").asLong() : null));
            }
        }
        return new EarlierExport(
                manifest.path("workspace").asText(),
                manifest.path("project").asText(null),
                manifest.path("query").asText(null),
                manifest.path("archived").asBoolean(),
                manifest.path("finished").asText(null),
                runs);
    }

    private static JsonNode json(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        JsonNode manifest;
        try {
            manifest = new JsonMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new CometException(
                    file.getFileName() + " is not a manifest of an export: it cannot be read as JSON", e);
        }
        if (!manifest.path("experiments").isArray()) {
            throw new CometException(
                    file.getFileName() + " is not a manifest of an export: it has no list of experiments");
        }
        return manifest;
    }
}
