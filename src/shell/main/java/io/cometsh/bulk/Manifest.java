package io.cometsh.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.cometsh.client.wire.ExperimentMetadata;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The file beside an output: what it is, when it was made, how to check it, and the state of each experiment. */
final class Manifest {
    /** Of the members' names and meanings, for programs that read manifests. */
    private static final int VERSION = 1;
    /** The member with the columns that were asked for; empty when all were. */
    static final String ASKED_COLUMNS = "askedColumns";

    private final StagingFolder work;
    private final Map<Integer, ExportFailure> failures;

    /** @param failures by the experiments' places in the order */
    Manifest(StagingFolder work, Map<Integer, ExportFailure> failures) {
        this.work = work;
        this.failures = failures;
    }

    static Path beside(Path output) {
        return output.resolveSibling(output.getFileName() + ".manifest.json");
    }

    /** @param head what is the same for all experiments, in its order */
    void write(Path file, Map<String, Object> head) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("manifest", VERSION);
            for (Map.Entry<String, Object> member : head.entrySet()) {
                json.writeFieldName(member.getKey());
                value(json, member.getValue());
            }
            json.writeArrayFieldStart("experiments");
            experiments(json);
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void experiments(JsonGenerator json) throws IOException {
        Parts parts = work.parts();
        try (StagingFolder.Experiments experiments = work.experiments()) {
            for (int index = 0; experiments.hasNext(); index++) {
                ExperimentMetadata experiment = experiments.next();
                ExportFailure failure = failures.get(index);
                if (failure != null) {
                    begin(json, experiment, "failed");
                    json.writeStringField("error", failure.reason());
                } else {
                    PartInfo info = parts.info(index);
                    begin(json, experiment, status(info));
                    part(json, info);
                }
                json.writeEndObject();
            }
        }
        try (StagingFolder.Experiments unchanged = work.unchanged()) {
            while (unchanged.hasNext()) {
                begin(json, unchanged.next(), "unchanged");
                json.writeEndObject();
            }
        }
        for (String key : work.missing()) {
            json.writeStartObject();
            json.writeStringField("key", key);
            json.writeStringField("status", "missing");
            json.writeEndObject();
        }
    }

    private static String status(PartInfo info) {
        if (info.deleted()) {
            return "deleted";
        }
        return info.sampled().isEmpty() ? "exported" : "sampled";
    }

    private static void begin(JsonGenerator json, ExperimentMetadata experiment, String status) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", experiment.experimentKey());
        json.writeStringField("name", experiment.experimentName());
        json.writeStringField("project", experiment.projectName());
        json.writeStringField("state", experiment.state());
        json.writeFieldName("end");
        value(json, experiment.endTimeMillis());
        json.writeStringField("status", status);
    }

    private static void part(JsonGenerator json, PartInfo info) throws IOException {
        json.writeNumberField("rows", info.rows());
        if (!info.sampled().isEmpty()) {
            json.writeFieldName("sampled");
            value(json, info.sampled());
        }
        if (!info.files().isEmpty()) {
            json.writeArrayFieldStart("files");
            for (ExportedFile file : info.files()) {
                json.writeStartObject();
                json.writeStringField("path", file.path());
                json.writeStringField("name", file.name());
                json.writeStringField("type", file.type());
                json.writeStringField("assetId", file.assetId());
                json.writeFieldName("step");
                value(json, file.step());
                if (file.path() == null) {
                    json.writeStringField("link", file.link());
                } else {
                    json.writeNumberField("bytes", file.bytes());
                    json.writeStringField("sha256", file.sha256());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object one : list) {
                value(json, one);
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }
}
