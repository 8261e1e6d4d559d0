package io.cometsh.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import io.cometsh.bulk.RunFiles;
import io.cometsh.client.service.Endpoints;
import io.cometsh.client.wire.Numbers;
import io.cometsh.client.wire.ValueSummary;
import io.cometsh.client.wire.WireReader;
import io.cometsh.export.Format;
import io.cometsh.export.RowWriter;
import io.cometsh.export.TableColumn;
import io.cometsh.export.Utf8Output;
import io.cometsh.files.AtomicFile;
import io.cometsh.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the Parquet files of a project from the replies of its runs. The points are in parts; a part whose runs are as
 * they were is used again.
 */
final class MirrorTables {
    /** The most points of a part, unless one run has more. */
    private static final long MOST = 4_000_000;

    private static final long SMALL = MOST / 8;
    private static final int MOST_SMALL = 8;

    private final MirrorFolder folder;
    private final Transport source;
    private final Mirror mirror;
    private final long number;
    private final String project;

    /** @param source answers from the mirror that is being written */
    MirrorTables(MirrorFolder folder, Transport source, Mirror mirror, long number, String project) {
        this.folder = folder;
        this.source = source;
        this.mirror = mirror;
        this.number = number;
        this.project = project;
    }

    /** @param known the runs of the version before, which its parts are of */
    List<MirrorState.Part> points(List<MirrorRun> runs, List<MirrorState.Part> before, Map<String, MirrorRun> known)
            throws IOException {
        Map<String, MirrorRun> byKey = new LinkedHashMap<>();
        Set<String> unchanged = new HashSet<>();
        runs.stream()
                .filter(run -> run.rows() > 0)
                .sorted(Comparator.comparing(MirrorRun::key))
                .forEach(run -> {
                    byKey.put(run.key(), run);
                    MirrorRun earlier = known.get(run.key());
                    if (earlier != null && !earlier.deleted() && earlier.readAt() == run.readAt()) {
                        unchanged.add(run.key());
                    }
                });
        List<MirrorState.Part> parts = new ArrayList<>();
        List<MirrorState.Part> small = new ArrayList<>();
        int written = 0;
        for (MirrorState.Part part : before) {
            boolean whole = unchanged.containsAll(part.runs());
            if (whole) {
                (part.points() < SMALL ? small : parts).add(part);
            } else if (part.points() >= SMALL) {
                List<MirrorRun> rest = part.runs().stream()
                        .filter(unchanged::contains)
                        .map(byKey::get)
                        .toList();
                if (!rest.isEmpty()) {
                    parts.add(part(rest, written++));
                }
            }
        }
        if (small.size() <= MOST_SMALL) {
            parts.addAll(small);
        }
        parts.forEach(part -> byKey.keySet().removeAll(part.runs()));
        List<MirrorRun> next = new ArrayList<>();
        long points = 0;
        for (MirrorRun run : byKey.values()) {
            if (!next.isEmpty() && points + run.rows() > MOST) {
                parts.add(part(next, written++));
                next.clear();
                points = 0;
            }
            next.add(run);
            points += run.rows();
        }
        if (!next.isEmpty()) {
            parts.add(part(next, written));
        }
        return parts;
    }

    private MirrorState.Part part(List<MirrorRun> runs, int index) throws IOException {
        String name = partitioned(MirrorFolder.POINTS) + "/part-" + number + "-" + index + ".parquet";
        long[] points = new long[1];
        write(
                name,
                out -> points[0] = new RunFiles(source, folder.resolve("work").resolve("part"))
                        .writePoints(runs.stream().map(MirrorRun::row).toList(), out));
        return new MirrorState.Part(name, runs.stream().map(MirrorRun::key).toList(), points[0]);
    }

    String runs(List<MirrorRun> runs) throws IOException {
        if (runs.isEmpty()) {
            return null;
        }
        String name = MirrorFolder.RUNS + "/part-" + number + ".parquet";
        write(
                name,
                out -> new RunFiles(source, folder.resolve("work").resolve("runs"))
                        .writeRuns(runs.stream().map(MirrorRun::row).toList(), out));
        return name;
    }

    String params(Collection<MirrorRun> runs) throws IOException {
        String name = partitioned(MirrorFolder.PARAMS) + "/part-" + number + ".parquet";
        List<TableColumn> columns = List.of(
                TableColumn.text("experiment_key"),
                TableColumn.text("name"),
                TableColumn.text("value"),
                TableColumn.number("number"));
        return rows(name, columns, runs, (run, facts, out) -> {
            for (JsonNode node : facts.path(Endpoints.PARAMETERS).path("values")) {
                ValueSummary value = WireReader.summary(node);
                Object cell = Numbers.toCell(value.currentText());
                out.row(Arrays.asList(
                        run.key(), value.name(), value.currentText(), cell instanceof Number ? cell : null));
            }
        });
    }

    String tags(Collection<MirrorRun> runs) throws IOException {
        String name = partitioned(MirrorFolder.TAGS) + "/part-" + number + ".parquet";
        List<TableColumn> columns = List.of(TableColumn.text("experiment_key"), TableColumn.text("tag"));
        return rows(name, columns, runs, (run, facts, out) -> {
            for (JsonNode tag : facts.path(Endpoints.TAGS).path("tags")) {
                out.row(List.of(run.key(), tag.asText()));
            }
        });
    }

    /** The rows of one run. */
    @FunctionalInterface
    private interface Rows {
        void write(MirrorRun run, JsonNode facts, RowWriter out) throws IOException;
    }

    private String rows(String name, List<TableColumn> columns, Collection<MirrorRun> runs, Rows rows)
            throws IOException {
        if (runs.isEmpty()) {
            return null;
        }
        write(name, out -> {
            RowWriter writer = Format.PARQUET.rows(new Utf8Output(out), false);
            writer.begin(columns);
            for (MirrorRun run : runs) {
                rows.write(run, MirrorFacts.json(mirror.facts(run)), writer);
            }
            writer.end();
        });
        return name;
    }

    /** What is written to a file. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private void write(String name, Content content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "a file has a folder"));
        try (AtomicFile whole = AtomicFile.create(file, AtomicFile.Kind.PLAIN)) {
            content.write(whole.stream());
            whole.complete();
        }
    }

    private String partitioned(String table) {
        return table + "/project=" + encoded(project);
    }

    /** As readers of partitioned Parquet decode it. */
    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '_';
            encoded.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return encoded.toString();
    }
}
